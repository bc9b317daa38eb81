"""The time as the database has it, so that replicas whose clocks disagree agree on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from pacts_daemon.core.ports import Clock


class DatabaseClock:
    """Follows the database from the first answer on; until then the machine's own clock.

    Between two answers it runs by the monotonic clock, so that a machine whose time is set does not
    move it.
    """

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._known: tuple[datetime, float] | None = None

    def follow(self, now: datetime) -> None:
        """Take the database's time, read just now."""
        self._known = (now, self._machine.monotonic())

    def now(self) -> datetime:
        if self._known is None:
            return self._machine.now()
        at, then_s = self._known
        return at + timedelta(seconds=self._machine.monotonic() - then_s)

    def monotonic(self) -> float:
        return self._machine.monotonic()
