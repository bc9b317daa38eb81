"""What runs beside the lookups: outbox replay and retention purge, one replica at a time."""

from __future__ import annotations

from pacts_daemon.core.consistency.standing import Census
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock, DurableTier
from pacts_daemon.core.store import EntryStore
from pacts_daemon.telemetry.setup import Logger

# Longer than a turn takes; that a holder dies delays the work by so much, and nobody's answers.
LEASE = "maintenance"
LEASE_S = 10.0
# Replays wait for it in the same turn: what is left is deleted in the next one.
PURGE_BUDGET_S = 1.0
# A purge that failed is likely to fail again at once, and replays must not wait for it each time.
PURGE_AGAIN_S = 30.0
# The share of all entries that a purge may delete in one go, and the number it always may.
_PURGED_SHARE = 0.5
_PURGED_AT_LEAST = 20


def is_too_much(census: Census) -> bool:
    """Return whether a purge would delete more than one ever should without being told to."""
    return census.expired > max(_PURGED_AT_LEAST, census.entries * _PURGED_SHARE)


class Maintenance:
    """Replays and purges under a lease, so that any number of replicas is safe."""

    def __init__(
        self,
        durable: DurableTier,
        store: EntryStore,
        clock: Clock,
        logger: Logger,
        *,
        purge_interval_s: float,
    ) -> None:
        self._durable = durable
        self._store = store
        self._clock = clock
        self._logger = logger
        self._purge_interval_s = purge_interval_s
        self._next_purge = 0.0
        self.census: Census | None = None

    async def turn(self) -> None:
        """Do what is due, unless another replica is at it."""
        due_purge = self._clock.monotonic() >= self._next_purge
        if not due_purge and not await self._durable.unsettled(1):
            return
        async with self._durable.lease(LEASE, LEASE_S) as ours:
            if ours:
                await self._replay()
                if due_purge:
                    await self._purge_in_turn()

    async def _replay(self) -> None:
        replayed = await self._store.replay()
        if replayed.told:
            self._logger.info("outbox_replayed", changes=replayed.told)
        if replayed.refused:
            self._logger.warning("outbox_refused", changes=replayed.refused)

    async def _purge_in_turn(self) -> None:
        try:
            await self._purge()
        except TierUnavailableError:
            self._next_purge = self._clock.monotonic() + PURGE_AGAIN_S
            raise

    async def _purge(self) -> None:
        """Delete what has expired; a purge that used up its budget goes on at the next turn."""
        started = self._clock.monotonic()
        self.census = census = await self._durable.census()
        if is_too_much(census):
            self._next_purge = started + self._purge_interval_s
            self._logger.warning(
                "purge_held_back", expired=census.expired, entries=census.entries,
                hint="is a clock wrong? `pacts maintain --purge-expired` deletes them",
            )  # fmt: skip
            return
        purged = await self._durable.purge(PURGE_BUDGET_S)
        if self._clock.monotonic() - started < PURGE_BUDGET_S:
            self._next_purge = started + self._purge_interval_s
        self._logger.debug("purged", entries=purged)
