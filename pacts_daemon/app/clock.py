"""The time as the operating system has it."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The clock of a running daemon."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()
