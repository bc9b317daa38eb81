from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


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


def group_is_gone(number: int, within_s: float = 10) -> bool:
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        try:
            os.killpg(number, 0)
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


# Words after which it is stopped; empty: while it is loading still. In the order of the story, so
# that each run begins with what the one before had learned.
MOMENTS = {
    "": signal.SIGTERM,
    "Driving": signal.SIGINT,
    "PASS": signal.SIGTERM,
    "is redesigned": signal.SIGTERM,
    "put back": signal.SIGINT,
}


@dataclass(frozen=True)
class Interrupted:
    """A run that was stopped: its number, its exit code, and what it said from then on."""

    number: int
    code: int
    said: str


def interrupted(data_dir: Path, words: str, stop: signal.Signals) -> Interrupted:
    """Stop a run after it has said something."""
    with subprocess.Popen(
        demo(data_dir, "--loops", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            if not words:
                await_handlers(process.pid)
            while words and words not in (line := process.stdout.readline()):
                assert line, f"it ended before it said {words!r}"
            # Ctrl-C reaches the whole group of the terminal, the browser included.
            os.killpg(process.pid, stop) if stop is signal.SIGINT else process.send_signal(stop)
            said = process.stdout.read()
            return Interrupted(process.pid, process.wait(60), said)
        finally:
            process.kill()


def await_handlers(number: int, within_s: float = 10) -> None:
    """Wait until a process heeds SIGTERM; before that it is the interpreter that starts."""
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        status = Path(f"/proc/{number}/status").read_text("utf-8")
        (caught,) = (line for line in status.splitlines() if line.startswith("SigCgt:"))
        if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.01)
    raise AssertionError("it does not heed SIGTERM")


def test_demo_that_is_interrupted_ends_quietly_and_the_next_one_passes(tmp_path: Path) -> None:
    for words, stop in MOMENTS.items():
        run = interrupted(tmp_path, words, stop)

        assert run.code == 130, (words, run.said)
        assert run.said.splitlines()[-1].startswith("The demo was interrupted"), words
        assert not re.search("Traceback|Error|retrieved", run.said), run.said
        assert running(tmp_path) == [], words
        assert group_is_gone(run.number), words

    ran = subprocess.run(
        demo(tmp_path, "--loops", "1"), capture_output=True, text=True, check=False, timeout=240
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Cold start" in ran.stdout


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
