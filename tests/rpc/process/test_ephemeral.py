"""`pacts serve --ephemeral`, as an integration starts it: the real process."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import pacts
import pacts_daemon

QUERY = pacts.ElementQuery("shop", "test", "https://shop.test/cart", "Checkout")
SELECTOR = pacts.Selector(pacts.SelectorStrategy.CSS, "#checkout")
# Those of an outer daemon and of clients: neither is for this one.
OTHERS = {
    "PACTS_REDIS_URL": "redis://127.0.0.1:1/0",
    "PACTS_POSTGRES_DSN": "postgresql://nobody@127.0.0.1:1/none",
    "PACTS_GRPC_PORT": "1",
    "PACTS_APP": "shop",
    "PACTS_ENVIRONMENT": "test",
    "PACTS_HEAL": "off",
    "PACTS_MAX_HEALS": "3",
    "PACTS_SUMMARY": "summary.json",
    "PACTS_BROWSER": "/opt/chromium/chrome",
    "PACTS_COMMAND": "pacts",
}


class Process:
    """A daemon that was started, and where it said that it serves."""

    def __init__(self, popen: subprocess.Popen[str]) -> None:
        self.popen = popen
        assert popen.stdout is not None
        said = json.loads(popen.stdout.readline())
        assert said.keys() == {"target", "version"}
        self.target, self.version = str(said["target"]), said["version"]

    def ended(self) -> tuple[int, str]:
        """Return the exit code, and what stood on standard output after the first line."""
        assert self.popen.stdout is not None
        rest = self.popen.stdout.read()
        return self.popen.wait(20), rest


@contextmanager
def started(folder: Path, *flags: str) -> Iterator[Process]:
    environment = {**os.environ, **OTHERS, "TMPDIR": str(folder), "HOME": str(folder)}
    command = [sys.executable, "-m", "pacts_daemon", "serve", "--ephemeral", *flags]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    ) as popen:
        try:
            yield Process(popen)
        finally:
            popen.kill()


def save_and_get(target: str) -> int:
    with pacts.Client(target) as client:
        saved = client.save_selector(QUERY, [SELECTOR])
        found = client.get_selector(QUERY)
        assert isinstance(found, pacts.Found)
        assert client.cache_stats().durable_tier == "sqlite"
        return saved.version


def is_listening(target: str) -> bool:
    host, _, port = target.rpartition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def test_ephemeral_daemon_ends_with_its_input_and_leaves_nothing(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        assert process.target.startswith("127.0.0.1:")
        assert process.version == pacts_daemon.__version__
        assert save_and_get(process.target) == 1
        assert process.popen.stdin is not None
        process.popen.stdin.close()
        assert process.ended() == (0, "")
    assert not is_listening(process.target)
    assert list(tmp_path.iterdir()) == []


def test_ephemeral_daemon_ends_at_sigterm_and_leaves_nothing(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        save_and_get(process.target)
        process.popen.send_signal(signal.SIGTERM)
        assert process.ended() == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_ephemeral_daemons_share_nothing(tmp_path: Path) -> None:
    with started(tmp_path) as first, started(tmp_path) as second:
        assert first.target != second.target
        assert save_and_get(first.target) == save_and_get(second.target) == 1


def test_ephemeral_daemon_goes_when_the_process_that_started_it_is_killed(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys\n"
        "command = [sys.executable, '-m', 'pacts_daemon', 'serve', '--ephemeral']\n"
        "daemon = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "print(daemon.stdout.readline().decode(), flush=True)\n"
        "sys.stdin.read()\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        target = json.loads(parent.stdout.readline())["target"]
        assert is_listening(target)
        parent.kill()
        parent.stderr.read()  # the daemon holds it open until it is gone
    assert not is_listening(target)
    assert list(tmp_path.iterdir()) == []


def test_folder_of_a_killed_daemon_goes_at_the_next_start_and_a_held_one_stays(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as living:
        with started(tmp_path) as killed:
            killed.popen.kill()
            killed.popen.wait(20)
        left = set(tmp_path.iterdir())
        assert len(left) == 2
        with started(tmp_path) as third:
            now = set(tmp_path.iterdir())
            assert len(now) == 2
            assert len(now & left) == 1
            assert save_and_get(third.target) == save_and_get(living.target) == 1


@pytest.mark.parametrize(
    "flags",
    [
        ("--data-dir", "x"),
        ("--redis-url", "redis://127.0.0.1/0"),
        ("--postgres-dsn", "postgresql://127.0.0.1/x"),
        ("--management-port", "0"),
        ("--host", "0.0.0.0"),
        ("--unix-socket", "x.sock"),
        ("--insecure",),
    ],
)
def test_flag_that_contradicts_ephemeral_is_refused(flags: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "pacts_daemon", "serve", "--ephemeral", *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert flags[0] in done.stderr
    assert "--ephemeral" in done.stderr
