"""The time as the operating system has it, and as the event loop could use it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from pacts_daemon.core.ports import Clock

# Lateness up to this is a timer's own; what is over it, the loop could not run.
_TICK_S: Final = 0.05
_TIMELY_S: Final = 0.01


class SystemClock:
    """The clock of a running daemon."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class LoopClock:
    """A clock whose seconds are those in which the event loop could run.

    An answer that lay ready while the loop was busy with something else was not late: who judges a
    tier by how long it was silent judges by this clock. ``now`` is that of ``clock``.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lost_s = 0.0
        self._due: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def now(self) -> datetime:
        return self._clock.now()

    def monotonic(self) -> float:
        return self._clock.monotonic() - self._lost_s - self._late_s()

    @contextmanager
    def ticking(self) -> Iterator[LoopClock]:
        """Notice in the running loop when it is late, while a block runs."""
        self._tick(asyncio.get_running_loop())
        try:
            yield self
        finally:
            if self._timer is not None:
                self._timer.cancel()
            self._due = None

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        self._lost_s += self._late_s()
        self._due = loop.time() + _TICK_S
        self._timer = loop.call_at(self._due, self._tick, loop)

    def _late_s(self) -> float:
        if self._due is None:
            return 0.0
        late_s = asyncio.get_running_loop().time() - self._due
        return late_s if late_s > _TIMELY_S else 0.0
