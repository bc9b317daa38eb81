"""A clock that only moves when a test turns it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class TurnedClock:
    """Starts at the real time unless told, as backends with a clock of their own must agree."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start or datetime.now(UTC)
        self._turned_s = 0.0

    def turn(self, seconds: float) -> None:
        self._turned_s += seconds

    def jump(self, seconds: float) -> None:
        """Set the time while none passes, as somebody does who sets a machine's clock."""
        self._start += timedelta(seconds=seconds)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._turned_s)

    def monotonic(self) -> float:
        return 1000.0 + self._turned_s
