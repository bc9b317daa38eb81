"""A daemon for one run: it ends with the process that started it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pacts_daemon
from pacts_daemon.app.lifecycle.process import serve
from pacts_daemon.app.passing import passing_folder
from pacts_daemon.app.values import IN_THE_CLEAR
from pacts_daemon.settings import Settings, load_settings

_READ_BYTES = 4096
# Nothing leads out of this machine, no port is taken twice, and no token of a file is asked for:
# the process that started the daemon has none.
_OF_A_CHILD: Mapping[str, Any] = {
    "grpc": {"host": "127.0.0.1", "port": 0, "unix_socket": None, "token_file": None},
    "management": {"enabled": False},
    "log": {"access": False},
}


async def serve_ephemeral(
    config_file: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str]
) -> None:
    """As `serve_child`, keeping nothing: it lies in memory and in a folder that goes with it.

    Raises:
        InvalidFieldError: a setting cannot be carried out.
        TierUnavailableError: the temporary folder cannot be written.
    """
    with passing_folder() as folder:
        kept_nowhere = {"redis": {"url": None}, "postgres": {"dsn": None}, "data_dir": folder}
        await _serve(partial(_load, config_file, _merged(kept_nowhere, flags)), environment)


async def serve_child(
    config_file: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str]
) -> None:
    """Serve on a free loopback port until standard input closes, SIGTERM or SIGINT.

    Once it serves, one line of JSON on standard output says where: ``target`` and ``version``.

    Raises:
        InvalidFieldError: a setting cannot be carried out.
        TierUnavailableError: the durable tier cannot be used as it is.
    """
    await _serve(partial(_load_in_the_clear, config_file, flags), environment)


def _load(config_file: Path | None, flags: Mapping[str, Any]) -> Settings:
    return load_settings(config_file, _merged(_OF_A_CHILD, flags))


def _load_in_the_clear(config_file: Path | None, flags: Mapping[str, Any]) -> Settings:
    """Take away what is the store's own: certificates for others than the process that asks."""
    settings = _load(config_file, flags)
    return settings.model_copy(update={"grpc": settings.grpc.model_copy(update=IN_THE_CLEAR)})


async def _serve(load: Callable[[], Settings], environment: Mapping[str, str]) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    _watch(sys.stdin.fileno(), lambda: loop.call_soon_threadsafe(ended.set))
    await serve(load, environment, serving=_announce, ended=ended)


def _merged(own: Mapping[str, Any], flags: Mapping[str, Any]) -> dict[str, Any]:
    """Add to flags what must not come from the file or the variables."""
    merged = dict(flags)
    for name, value in own.items():
        given = flags.get(name, {})
        merged[name] = {**value, **given} if isinstance(value, Mapping) else value
    return merged


def _announce(address: str) -> None:
    said = json.dumps({"target": address, "version": pacts_daemon.__version__})
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def _watch(descriptor: int, closed: Callable[[], object]) -> None:
    """Call ``closed`` at the end of input; a thread, for not every input can be waited for."""

    def read() -> None:
        with suppress(OSError):  # input that cannot be read is closed, too
            while os.read(descriptor, _READ_BYTES):
                pass
        with suppress(RuntimeError):  # the loop has ended by itself
            closed()

    Thread(target=read, name="pacts-input", daemon=True).start()
