from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def demo(data_dir: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "demo", "--data-dir", str(data_dir), *arguments]


def running(data_dir: Path) -> list[str]:
    """Commands of live processes that name the data folder: the demo's and its daemon's."""
    commands = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            commands.append(entry.read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return [command for command in commands if str(data_dir) in command]


def group_is_gone(process: subprocess.Popen[str], within_s: float = 10) -> bool:
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_demo_starts_cold_and_leaves_a_warm_store(tmp_path: Path) -> None:
    for start in ("Cold start", "Warm start"):
        ran = subprocess.run(
            demo(tmp_path, "--loops", "2"), capture_output=True, text=True, check=False, timeout=240
        )

        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert start in ran.stdout
        assert "✗" not in ran.stdout
        assert running(tmp_path) == []


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_demo_that_is_interrupted_leaves_nothing_running(
    tmp_path: Path, stop: signal.Signals
) -> None:
    process = subprocess.Popen(
        demo(tmp_path, "--loops", "50"), stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None
        while "Cold start" not in process.stdout.readline():
            assert process.poll() is None
        # Ctrl-C reaches the whole group of the terminal, the browser included.
        os.killpg(process.pid, stop) if stop is signal.SIGINT else process.send_signal(stop)
        process.communicate(timeout=60)
    finally:
        process.kill()

    assert process.returncode == 130
    assert running(tmp_path) == []
    assert group_is_gone(process)


def test_demo_without_its_site_fails_and_leaves_nothing_running(tmp_path: Path) -> None:
    ran = subprocess.run(
        demo(tmp_path, "--url", "http://127.0.0.1:9/"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ran.returncode == 1
    assert "The demo stopped" in ran.stdout
    assert running(tmp_path) == []
