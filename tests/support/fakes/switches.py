"""What a test may do to a fake: take it down, hold its answers back, read what it was asked."""

from __future__ import annotations

import asyncio

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.model import TierName

REDIS, POSTGRES = TierName("redis"), TierName("postgres")


class Switches:
    """Notes each call, waits at the gate, and raises the error that is set."""

    def __init__(self, name: TierName) -> None:
        self.name = name
        self.calls: list[str] = []
        self.error: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    @property
    def down(self) -> bool:
        return isinstance(self.error, TierUnavailableError)

    @down.setter
    def down(self, is_down: bool) -> None:
        self.error = TierUnavailableError(self.name, "down") if is_down else None

    async def called(self, call: str) -> None:
        self.calls.append(call)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
