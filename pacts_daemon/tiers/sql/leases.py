"""A named lease held in a database row."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from types import TracebackType
from uuid import uuid4

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock
from pacts_daemon.tiers.sql import statements as sql

Write = Callable[..., Awaitable[Sequence[object]]]


class Lease:
    """Taken when it is free or has run out; never prolonged, so ``ttl_s`` must cover the work."""

    def __init__(self, write: Write, clock: Clock, name: str, ttl_s: float) -> None:
        self._write = write
        self._clock = clock
        self._name = name
        self._ttl = timedelta(seconds=ttl_s)
        self._holder = uuid4().hex
        self._is_ours = False

    async def __aenter__(self) -> bool:
        now = self._clock.now()
        taken = await self._write(sql.TAKE_LEASE, now, self._name, self._holder, now + self._ttl)
        self._is_ours = bool(taken)
        return self._is_ours

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._is_ours:
            return
        try:
            await self._write(sql.GIVE_LEASE, self._name, self._holder)
        except TierUnavailableError:
            return  # the work is done, and a lease that cannot be given back runs out
