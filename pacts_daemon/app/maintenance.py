"""What runs beside the lookups: outbox replay and retention purge, one replica at a time."""

from __future__ import annotations

import asyncio

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock, DurableTier
from pacts_daemon.core.store import EntryStore
from pacts_daemon.telemetry.setup import Logger

_LEASE_S = 60.0


class Maintenance:
    """Replays and purges under a lease, so that any number of replicas is safe."""

    def __init__(
        self,
        durable: DurableTier,
        store: EntryStore,
        clock: Clock,
        logger: Logger,
        *,
        interval_s: float,
        purge_interval_s: float,
    ) -> None:
        self._durable = durable
        self._store = store
        self._clock = clock
        self._logger = logger
        self._interval_s = interval_s
        self._purge_interval_s = purge_interval_s
        self._next_purge = 0.0

    async def run(self) -> None:
        """Work until cancelled; a tier that is down is tried again at the next turn."""
        while True:
            await asyncio.sleep(self._interval_s)
            try:
                await self.turn()
            except TierUnavailableError as error:
                self._logger.warning("maintenance_postponed", tier=error.tier, why=error.problem)

    async def turn(self) -> None:
        """Do what is due, unless another replica is at it."""
        due_purge = self._clock.monotonic() >= self._next_purge
        if not due_purge and not await self._durable.unsettled(1):
            return
        async with self._durable.lease("maintenance", _LEASE_S) as ours:
            if ours:
                await self._replay()
                await self._purge(due=due_purge)

    async def _replay(self) -> None:
        replayed = await self._store.replay()
        if replayed:
            self._logger.info("outbox_replayed", changes=replayed)

    async def _purge(self, *, due: bool) -> None:
        if due:
            self._next_purge = self._clock.monotonic() + self._purge_interval_s
            self._logger.debug("purged", entries=await self._durable.purge())
