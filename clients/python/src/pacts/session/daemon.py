"""A daemon for one run of tests, started where none is configured."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pacts._shared.variables import COMMAND, DAEMON_LOG
from pacts.errors import PactsError
from pacts.session.environment import variables, variables_of_daemon

# A daemon that hangs ends itself within 20 s, and its browsers with it; killed, it may leave them.
_STOP_S = 25


class DaemonNotStartedError(PactsError):
    """No daemon is configured, and none could be started."""


def ephemeral_daemon() -> AbstractContextManager[str]:
    """Run ``pacts serve --ephemeral`` while the block runs; yields its target.

    Raises:
        DaemonNotStartedError: it is not installed, or did not start.
    """
    return child_daemon("--ephemeral")


@contextmanager
def child_daemon(*flags: str, environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run ``pacts serve`` while the block runs; yields its target.

    Args:
        flags: of ``serve``; ``--ephemeral`` or ``--child`` is one of them.
        environ: what it is started with; those of this process when it is not given.

    Raises:
        DaemonNotStartedError: it is not installed, or did not start.
    """
    daemon = started(*flags, environ=environ)
    with daemon.process:
        try:
            yield daemon.target
        finally:
            # It ends when its input does, which it also does when this process dies.
            _stop(daemon.process)


@dataclass(frozen=True, slots=True)
class Started:
    """A daemon that serves."""

    process: subprocess.Popen[bytes]
    target: str


def started(
    *flags: str, environ: Mapping[str, str] | None = None, stdin: int = subprocess.PIPE
) -> Started:
    """Start ``pacts serve``, and wait until it says where it serves.

    Args:
        flags: as of `child_daemon`.
        environ: as of `child_daemon`.
        stdin: its input, which it ends with; a pipe unless given.

    Raises:
        DaemonNotStartedError: it is not installed, or did not start.
    """
    log = variables().get(DAEMON_LOG.name)
    with ExitStack() as opened:
        process = subprocess.Popen(  # noqa: S603 - the product's own command
            [*_command(), "serve", *flags],
            env=variables_of_daemon(environ),
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=opened.enter_context(Path(log).open("ab")) if log else None,
            # Ctrl-C is for the run, which still has something to tell it.
            start_new_session=True,
        )
        try:
            return Started(process, _target_of(process))
        except BaseException:
            with process:
                _stop(process)
            raise


def _command() -> list[str]:
    if named := variables().get(COMMAND.name):
        return [named]
    if find_spec("pacts_daemon") is not None:
        return [sys.executable, "-P", "-m", "pacts_daemon"]
    if (found := shutil.which("pacts")) is not None:
        return [found]
    raise DaemonNotStartedError(
        "no daemon is configured: set PACTS_TARGET, or install pacts-daemon so that one is started"
    )


def _target_of(process: subprocess.Popen[bytes]) -> str:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        raise DaemonNotStartedError(
            f"the daemon ended with {process.wait(_STOP_S)} before it served; its log says why"
        )
    return str(json.loads(line)["target"])


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
