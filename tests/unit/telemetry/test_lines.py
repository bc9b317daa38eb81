"""Log lines never hold anybody up: what cannot be written is dropped, counted and told."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pacts_daemon.telemetry.lines import LineWriter

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    ends = os.pipe()
    yield ends
    for end in ends:
        with suppress(OSError):  # the test has closed it
            os.close(end)


def read_lines(descriptor: int) -> list[dict[str, Any]]:
    """Read until nothing has come for a while."""
    os.set_blocking(descriptor, False)
    data, quiet_since = b"", time.monotonic()
    while time.monotonic() - quiet_since < 0.3:
        try:
            data += os.read(descriptor, 1 << 20)
            quiet_since = time.monotonic()
        except BlockingIOError:
            time.sleep(0.01)
    return [json.loads(line) for line in data.splitlines()]


def dropped_when(lines: LineWriter, count: int) -> int:
    """Wait until so many were dropped, for two seconds at most; return how many were."""
    give_up = time.monotonic() + 2
    while lines.dropped < count and time.monotonic() < give_up:
        time.sleep(0.01)
    return lines.dropped


def test_events_are_written_as_json_in_their_order(pipe: Pipe) -> None:
    with LineWriter(pipe[1]) as lines:
        for number in range(600):
            lines.put({"event": "rpc", "number": number, "timestamp": 1.5})
    written = read_lines(pipe[0])
    assert [line["number"] for line in written] == list(range(600))
    assert written[0]["timestamp"] == "1970-01-01T00:00:01.500000Z"
    assert lines.dropped == 0


def test_pipe_that_nobody_reads_holds_nobody_up_and_tells_what_was_dropped(pipe: Pipe) -> None:
    lines = LineWriter(pipe[1], capacity=100)
    started = time.monotonic()
    for number in range(5000):
        lines.put({"event": "rpc", "number": number, "text": "x" * 1000})
    assert time.monotonic() - started < 10
    assert lines.dropped > 4000
    told = read_lines(pipe[0])
    lines.close()
    told += read_lines(pipe[0])
    notices = [line["dropped"] for line in told if "dropped" in line]
    assert sum(notices) == lines.dropped
    assert len(told) - len(notices) + lines.dropped == 5000


def test_close_gives_up_on_a_pipe_that_nobody_reads(pipe: Pipe) -> None:
    lines = LineWriter(pipe[1])
    for _ in range(1000):
        lines.put({"event": "rpc", "text": "x" * 1000})
    started = time.monotonic()
    lines.close(0.2)
    assert time.monotonic() - started < 10
    os.close(pipe[0])  # ends the thread before another test opens a file of that number
    lines.close()


def test_pipe_that_does_not_wait_loses_nothing(pipe: Pipe) -> None:
    os.set_blocking(pipe[1], False)
    lines = LineWriter(pipe[1])
    for number in range(1000):
        lines.put({"number": number, "text": "x" * 1000})
    assert [line["number"] for line in read_lines(pipe[0])] == list(range(1000))
    lines.close()


def test_closed_pipe_drops_and_counts(pipe: Pipe) -> None:
    os.close(pipe[0])
    lines = LineWriter(pipe[1])
    lines.put({"event": "first"})
    assert dropped_when(lines, 1) == 1
    lines.put({"event": "second"})
    assert dropped_when(lines, 2) == 2
    lines.close()


def test_full_disk_drops_and_counts() -> None:
    descriptor = os.open("/dev/full", os.O_WRONLY)
    with LineWriter(descriptor) as lines:
        lines.put({"event": "lost"})
        assert dropped_when(lines, 1) == 1
    os.close(descriptor)


def test_no_standard_error_drops_and_counts() -> None:
    with LineWriter(None) as lines:
        lines.put({"event": "lost"})
        assert dropped_when(lines, 1) == 1


def test_line_after_a_half_written_one_stands_alone(tmp_path: Path) -> None:
    file = tmp_path / "log"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    lines = LineWriter(descriptor)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150, hard))
        lines.put({"event": "whole"})
        lines.put({"event": "torn", "text": "x" * 500})
        dropped = dropped_when(lines, 1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert dropped == 1
    lines.put({"event": "after"})
    lines.close()
    os.close(descriptor)
    whole, torn, notice, after = file.read_bytes().splitlines()
    assert json.loads(whole)["event"] == "whole"
    assert torn.startswith(b'{"event": "torn"')
    assert json.loads(notice)["event"] == "1 lines dropped"
    assert json.loads(after)["event"] == "after"


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("no words")


def test_event_that_cannot_be_rendered_leaves_the_others(pipe: Pipe) -> None:
    with LineWriter(pipe[1]) as lines:
        lines.put({"event": Unprintable()})
        lines.put({"event": "after"})
    assert [line["event"] for line in read_lines(pipe[0])] == ["1 lines dropped", "after"]
    assert lines.dropped == 1


def test_dropped_lines_are_a_metric() -> None:
    with LineWriter(None) as lines:
        lines.put({"event": "lost"})
        dropped_when(lines, 1)
        (metric,) = lines.collect()
    assert [(one.name, one.value) for one in metric.samples] == [
        ("pacts_log_lines_dropped_total", 1)
    ]
