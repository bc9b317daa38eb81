"""A daemon for one run: it keeps nothing, and ends with the process that started it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pacts_daemon
from pacts_daemon.app.lifecycle.process import serve
from pacts_daemon.settings import load_settings

_READ_BYTES = 4096


async def serve_ephemeral(
    config_file: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str]
) -> None:
    """Serve on a free loopback port until standard input closes, SIGTERM or SIGINT.

    Once it serves, one line of JSON on standard output says where: ``target`` and ``version``.
    What it keeps lies in memory and in a temporary folder that goes with it.

    Raises:
        InvalidFieldError: a setting cannot be carried out.
        TierUnavailableError: the temporary folder cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="pacts-", ignore_cleanup_errors=True) as folder:
        overrides = _overrides(flags, Path(folder))
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        _watch(sys.stdin.fileno(), lambda: loop.call_soon_threadsafe(ended.set))
        await serve(
            partial(load_settings, config_file, overrides),
            environment,
            serving=_announce,
            ended=ended,
        )


def _overrides(flags: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Let nothing of the file or the variables lead out of this process or this machine."""
    own: dict[str, dict[str, Any]] = {
        "grpc": {"host": "127.0.0.1", "port": 0, "unix_socket": None},
        "management": {"enabled": False},
        "redis": {"url": None},
        "postgres": {"dsn": None},
        "log": {"access": False},
    }
    given = {name: {**own.get(name, {}), **flags.get(name, {})} for name in {*own, *flags}}
    return {**given, "data_dir": folder}


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
