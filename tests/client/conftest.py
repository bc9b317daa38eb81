"""A daemon as users start it, and the command line as users run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-c", "from pacts_daemon.cli.main import run; run()")
Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def address(data_dir: Path) -> Iterator[str]:
    with serving(data_dir) as address:
        yield address


@pytest.fixture(scope="module")
def cli(address: str) -> Cli:
    return cli_of(address)


@contextmanager
def serving(data_dir: Path, **environment: str) -> Iterator[str]:
    """Run a daemon process; yields its address."""
    flags = ("--port", "0", "--management-port", "0", "--data-dir", str(data_dir))
    with subprocess.Popen(
        [*COMMAND, "serve", *flags],
        env=os.environ | environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as daemon:
        assert daemon.stderr is not None
        line = daemon.stderr.readline()
        assert line, f"the daemon ended with {daemon.wait()}"
        yield json.loads(line)["grpc"]
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=30)
    assert daemon.returncode == 0


def cli_of(address: str) -> Cli:
    """Return the command line of the daemon at an address."""

    def run(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            env=os.environ | {"PACTS_ADDRESS": address, "PYTHONPATH": str(Path.cwd())},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
