"""Daemons as processes of their own, to be killed, and to be bound by permissions and limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.daemons import bound

COMMAND = (sys.executable, "-m", "pacts_daemon")
BOUND = (sys.executable, str(Path(bound.__file__)))
_END_S = 30


@dataclass
class Serving:
    """A daemon that serves, and where."""

    process: subprocess.Popen[str]
    address: str


def pacts(
    *arguments: str, bounds: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, within bounds that `bound` knows."""
    return subprocess.run(
        [*_command(bounds), *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def serving(data_dir: Path, bounds: str = "", **environment: str) -> Iterator[Serving]:
    """Run a daemon while the block runs, unless that kills it."""
    with subprocess.Popen(
        [*_command(bounds), "serve", *serve_flags(data_dir)],
        env=os.environ | {"PACTS_LOG_ACCESS": "false"} | environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        try:
            yield Serving(process, _address(process))
        finally:
            process.terminate()
            try:
                process.communicate(timeout=_END_S)
            finally:
                process.kill()


def serve_flags(data_dir: Path) -> tuple[str, ...]:
    return ("--port", "0", "--management-port", "0", "--data-dir", str(data_dir))


def _command(bounds: str) -> tuple[str, ...]:
    return (*BOUND, bounds, *COMMAND) if bounds else COMMAND


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        if line.startswith("{") and "grpc" in (told := json.loads(line)):
            return str(told["grpc"])
        said += line
    raise AssertionError(f"the daemon ended with {process.wait()}: {said}")
