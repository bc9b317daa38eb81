"""A named lease held in a database row."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from types import TracebackType
from uuid import uuid4

from pacts_daemon.core.calls.time_left import limited_to
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock
from pacts_daemon.tiers.sql import statements as sql

Write = Callable[..., Awaitable[Sequence[object]]]


class Lease:
    """Taken when it is free or has run out, and kept for as long as the block goes on.

    Its end is put off three times within ``ttl_s``: it runs out that long after its holder died.
    """

    def __init__(self, write: Write, clock: Clock, name: str, ttl_s: float) -> None:
        self._write = write
        self._clock = clock
        self._name = name
        self._ttl = timedelta(seconds=ttl_s)
        self._holder = uuid4().hex
        self._is_ours = False
        self._keeping: asyncio.Task[None] | None = None

    async def __aenter__(self) -> bool:
        now = self._clock.now()
        taken = await self._write(sql.TAKE_LEASE, now, self._name, self._holder, now + self._ttl)
        self._is_ours = bool(taken)
        if self._is_ours:
            with limited_to(None):
                self._keeping = asyncio.create_task(self._keep())
        return self._is_ours

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        if not self._is_ours:
            return
        try:
            await self._write(sql.GIVE_LEASE, self._name, self._holder)
        except TierUnavailableError:
            return  # the work is done, and a lease that cannot be given back runs out

    async def _keep(self) -> None:
        while True:
            # One that could not be kept is tried once more before it runs out.
            await asyncio.sleep(self._ttl.total_seconds() / 3)
            until = self._clock.now() + self._ttl
            try:
                kept = await self._write(sql.KEEP_LEASE, self._name, self._holder, until)
            except TierUnavailableError:
                continue  # it may answer again before the lease runs out
            if not kept:
                return  # it ran out meanwhile, and is another's
