"""Writing to both tiers: the durable one first, the fast one as well as it can be."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from pacts_daemon.core.audit.model import INVALIDATED, SAVED, Cause
from pacts_daemon.core.calls.background import BackgroundTasks
from pacts_daemon.core.calls.time_left import limited_to
from pacts_daemon.core.consistency.retelling import Retelling
from pacts_daemon.core.consistency.trust import FastTrust, certain
from pacts_daemon.core.errors import FrozenError, TierUnavailableError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Draft, Entry
from pacts_daemon.core.policy import Policy
from pacts_daemon.core.ports import (
    REMOVAL_BATCH,
    Change,
    Clock,
    Counters,
    DurableTier,
    FastTier,
    KeyVersion,
    ListFilter,
    Removal,
)

# What gets through a slow line within a sweep's deadline (`app/wiring.py`): 20,000 notes are
# replayed in two seconds, and a batch that is cut off begins anew.
REPLAY_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many notes were told to the fast tier, and how many it did not take."""

    told: int = 0
    refused: int = 0


class EntryStore:
    """Commits durably, then tells the fast tier; what could not be told stays in the outbox.

    A key whose change could not be told is a suspect from then on: nobody here is served from the
    fast tier under it. The change is told again every second for a while, as it is in the outbox.
    """

    def __init__(
        self,
        fast: FastTier,
        durable: DurableTier,
        counters: Counters,
        policy: Policy,
        clock: Clock,
        trust: FastTrust | None = None,
    ) -> None:
        self._fast = fast
        self._durable = durable
        self._counters = counters
        self._policy = policy
        self._clock = clock
        self._trust = trust or certain()
        self._has_epochs = trust is not None
        self._retelling = Retelling(fast, clock)
        self._told: dict[int, list[KeyVersion]] = {}
        self._settling: asyncio.Task[None] | None = None
        self._sweeps = BackgroundTasks()
        self._turn = asyncio.Lock()

    def refuse_when_frozen(self, problem: str) -> None:
        """Raise FrozenError when the daemon is frozen; every writing call begins with this."""
        if self._policy.frozen:
            raise FrozenError(problem)

    async def save(
        self, draft: Draft, expected_version: int | None = None, cause: Cause = SAVED
    ) -> Entry:
        self.refuse_when_frozen("nothing is saved")
        entry = await self._durable.save(
            draft,
            retention_s=self._policy.retention_s,
            expected_version=expected_version,
            cause=cause,
        )
        await self._tell(entry)
        return entry

    async def update(self, entry: Entry, cause: Cause | None = None) -> Entry:
        self.refuse_when_frozen("nothing is changed")
        updated = await self._durable.update(entry, cause)
        await self._tell(updated)
        return updated

    async def remove(
        self, key: Key, expected_version: int | None = None, cause: Cause = INVALIDATED
    ) -> int:
        self.refuse_when_frozen("nothing is dropped")
        return await self._removed(await self._durable.remove(key, expected_version, cause))

    async def remove_all(self, where: ListFilter) -> int:
        """Remove every entry that matches, a batch at a time, and return how many went.

        A caller that leaves early does not stop it: what it asked for is done, and asking again
        finds the rest.
        """
        self.refuse_when_frozen("nothing is dropped")
        return await asyncio.shield(self._sweeps.begin(self._sweep(where)))

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        """Return up to ``limit`` entries in key order, starting behind ``after``."""
        return await self._durable.entries(where, after, limit)

    async def replay(self) -> Replayed:
        """Tell the fast tier what it may have missed, until the outbox holds nothing it takes.

        Raises:
            TierUnavailableError: a tier went away; what was not told stays in the outbox.
        """
        told = refused = 0
        while True:
            epoch = self._epoch
            notes = await self._durable.unsettled(REPLAY_BATCH)
            failed = await self._fast.tell(notes) if notes else frozenset()
            known = [KeyVersion(key, one.version) for key, one in notes if key not in failed]
            await self._durable.settle(known, epoch)
            self._trust.told(self._retelling.told(known))
            if failed:
                await self._durable.defer(sorted(failed))
            told, refused = told + len(known), refused + len(failed)
            if len(notes) < REPLAY_BATCH or not known:
                return Replayed(told, refused)

    async def retell(self) -> int:
        """Tell the fast tier what it could not be told here of late; return how many it took.

        It needs no durable tier, and one that is away keeps nobody from being told.
        """
        epoch = self._epoch
        told = await self._retelling.tell(epoch)
        self._settle_soon(told, epoch)
        return len(told)

    async def settled(self) -> None:
        """Return when every note of a change that was told is settled, or is left to a replay."""
        while self._settling is not None:
            await self._settling

    async def close(self) -> None:
        """Finish what was begun for callers that have gone."""
        await self._sweeps.settled()
        await self.settled()

    async def _tell(self, entry: Entry) -> None:
        key, epoch = key_of(entry.query), self._epoch
        try:
            await self._fast.store(key, entry)
        except TierUnavailableError:
            self._missed([(key, entry)], epoch)
            return
        self._settle_soon([KeyVersion(key, entry.version)], epoch)

    async def _sweep(self, where: ListFilter) -> int:
        count, after = 0, ""
        while True:
            async with self._turn:  # those that wait here hold no connection meanwhile
                removals = await self._durable.remove_all(where, after)
            count += await self._removed(removals)
            if len(removals) < REMOVAL_BATCH:
                return count
            after = removals[-1].key

    async def _removed(self, removals: Sequence[Removal]) -> int:
        if not removals:
            return 0
        self._counters.invalidated(len(removals))
        epoch = self._epoch
        try:
            failed = await self._fast.tell([(one.key, one) for one in removals])
        except TierUnavailableError:
            failed = frozenset(one.key for one in removals)
        self._missed([(one.key, one) for one in removals if one.key in failed], epoch)
        self._settle_soon([one for one in removals if one.key not in failed], epoch)
        return len(removals)

    def _missed(self, changes: Sequence[Change], epoch: int) -> None:
        """Doubt what could not be told: it is committed and noted, so any replica replays it."""
        self._trust.suspect((key for key, _ in changes), self._clock.monotonic())
        self._retelling.keep(changes, epoch)

    @property
    def _epoch(self) -> int:
        """The epoch that the fast tier is told under, taken before it is told."""
        return self._trust.epoch if self._has_epochs else 0

    def _settle_soon(self, told: Sequence[KeyVersion], epoch: int) -> None:
        """Settle behind the acknowledgement, many at once: nobody has to wait for it."""
        self._trust.told(self._retelling.told(told))
        if told:
            self._told.setdefault(epoch, []).extend(told)
        if self._told and self._settling is None:
            with limited_to(None):
                self._settling = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        try:
            while self._told:
                epoch, told = self._told.popitem()
                await self._durable.settle(told, epoch)
        except TierUnavailableError:
            self._told.clear()  # the notes stay, and telling twice does no harm
        finally:
            self._settling = None
