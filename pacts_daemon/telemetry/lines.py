"""Log lines through a bounded queue and a thread of their own, so that no call waits for them.

The standard library's QueueListener has such a thread, but its stop waits for it without a bound,
and its handler reports a full queue by writing to the very stream that is stuck.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from io import UnsupportedOperation
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self

from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from pacts_daemon.telemetry import names

STAMP = "timestamp"
# A few MiB of lines while nobody reads them, some seconds of a daemon at its limit.
_CAPACITY = 8192
# One write of some 64 KiB, as much as a pipe holds.
_BATCH = 256
# With spans (2 s, `setup.py`) well below the time in which a process that was told to stop is
# killed by others.
_FLUSH_S = 1.0
# Lines that come close together are written at once: to wake the thread for each costs more.
_REST_S = 0.1
_MICROS = 1_000_000
_ENCODER = json.JSONEncoder(default=repr)
_Line = Mapping[str, Any]


class LineWriter(Collector):
    """Writes events as JSON, one a line; what it has no room for it drops and counts.

    ``descriptor`` is the open file to write to; None drops everything. Its ``STAMP`` field is when
    an event happened, in seconds since 1970.
    """

    def __init__(self, descriptor: int | None, *, capacity: int = _CAPACITY) -> None:
        self._descriptor = descriptor
        self._capacity = capacity
        self._queue: SimpleQueue[_Line | None] = SimpleQueue()
        self._lock = Lock()
        self._dropped = 0
        self._told = 0
        self._is_torn = False
        self._closing = Event()
        self._thread = Thread(target=self._run, name="pacts-log", daemon=True)
        self._thread.start()

    @property
    def dropped(self) -> int:
        """How many lines could not be written so far."""
        return self._dropped

    def put(self, event: _Line) -> None:
        """Have an event written; never waits. Nobody may change the event any more."""
        if self._queue.qsize() >= self._capacity or self._closing.is_set():
            self._drop(1)
        else:
            self._queue.put(event)

    def close(self, timeout_s: float = _FLUSH_S) -> None:
        """Write what is queued, as far as that takes no longer than ``timeout_s``."""
        self._closing.set()
        self._queue.put(None)
        self._thread.join(timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily(
            names.METRIC_LINES_DROPPED, "Log lines that could not be written.", value=self._dropped
        )

    def _drop(self, count: int) -> None:
        with self._lock:
            self._dropped += count

    def _run(self) -> None:
        is_open = True
        while is_open:
            batch = self._batch()
            is_open = None not in batch
            self._write_all([event for event in batch if event is not None])
            if len(batch) < _BATCH:
                self._closing.wait(_REST_S)

    def _batch(self) -> list[_Line | None]:
        batch = [self._queue.get()]
        try:
            while len(batch) < _BATCH:
                batch.append(self._queue.get_nowait())
        except Empty:
            return batch
        return batch

    def _write_all(self, events: Sequence[_Line]) -> None:
        """Write events, and before them how many were dropped since that was last told."""
        lines = [line for event in events if (line := self._line(event))]
        dropped = self._dropped
        notice = [_rendered(_notice(dropped - self._told))] if dropped > self._told else []
        written = self._write(b"".join(notice + lines)) - len(notice)
        if written >= 0:
            self._told = dropped
        self._drop(len(lines) - max(written, 0))

    def _line(self, event: _Line) -> bytes:
        try:
            return _rendered(event)
        except Exception:  # noqa: BLE001 - whatever an event holds, the next one is written
            self._drop(1)
            return b""

    def _write(self, data: bytes) -> int:
        """Return how many whole lines were written before the file took no more."""
        if self._descriptor is None or not data:
            return 0
        torn = b"\n" if self._is_torn else b""  # ends the half line that a full disk left
        written = self._write_bytes(self._descriptor, torn + data)
        if written:
            self._is_torn = (torn + data)[written - 1 : written] != b"\n"
        return data.count(b"\n", 0, max(written - len(torn), 0))

    def _write_bytes(self, descriptor: int, data: bytes) -> int:
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BlockingIOError:  # whoever holds the other end may have made it so
                writable = select.poll()
                writable.register(descriptor, select.POLLOUT)
                writable.poll()
            except OSError:
                break
        return len(data) - len(rest)


def stderr_descriptor() -> int | None:
    """Return the file of standard error; None where the process was started without one."""
    if sys.stderr is None:
        return None
    try:
        return sys.stderr.fileno()
    except UnsupportedOperation:  # something in memory stands in its place
        return 2


def _notice(dropped: int) -> _Line:
    return {"event": f"{dropped} lines dropped", "level": "warning", "dropped": dropped}


def _rendered(event: _Line) -> bytes:
    stamp = event.get(STAMP)
    timed = {**event, STAMP: _moment(time.time() if stamp is None else stamp)}
    return f"{_ENCODER.encode(timed)}\n".encode()


def _moment(stamp: float) -> str:
    second, micros = divmod(round(stamp * _MICROS), _MICROS)
    return f"{_second(second)}.{micros:06}Z"


@lru_cache(2)  # a busy daemon writes thousands of lines in one
def _second(stamp: int) -> str:
    return datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%dT%H:%M:%S")
