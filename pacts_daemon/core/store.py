"""Writing to both tiers: the durable one first, the fast one as well as it can be."""

from __future__ import annotations

from collections.abc import Sequence

from pacts_daemon.core.errors import FrozenError, TierUnavailableError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Draft, Entry
from pacts_daemon.core.policy import Policy
from pacts_daemon.core.ports import Counters, DurableTier, FastTier, KeyVersion, ListFilter, Removal

_REPLAY_BATCH = 500


class EntryStore:
    """Commits durably, then tells the fast tier; what could not be told stays in the outbox."""

    def __init__(
        self, fast: FastTier, durable: DurableTier, counters: Counters, policy: Policy
    ) -> None:
        self._fast = fast
        self._durable = durable
        self._counters = counters
        self._policy = policy

    def refuse_when_frozen(self, problem: str) -> None:
        """Raise FrozenError when the daemon is frozen; every writing call begins with this."""
        if self._policy.frozen:
            raise FrozenError(problem)

    async def save(self, draft: Draft, expected_version: int | None = None) -> Entry:
        self.refuse_when_frozen("nothing is saved")
        entry = await self._durable.save(
            draft, retention_s=self._policy.retention_s, expected_version=expected_version
        )
        await self._tell(entry)
        return entry

    async def update(self, entry: Entry) -> Entry:
        self.refuse_when_frozen("nothing is changed")
        updated = await self._durable.update(entry)
        await self._tell(updated)
        return updated

    async def remove(self, key: Key, expected_version: int | None = None) -> int:
        self.refuse_when_frozen("nothing is dropped")
        return await self._removed(await self._durable.remove(key, expected_version))

    async def remove_all(self, where: ListFilter) -> int:
        self.refuse_when_frozen("nothing is dropped")
        return await self._removed(await self._durable.remove_all(where))

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        """Return up to ``limit`` entries in key order, starting behind ``after``."""
        return await self._durable.entries(where, after, limit)

    async def replay(self) -> int:
        """Tell the fast tier what it may have missed; return how many changes that were.

        Raises:
            TierUnavailableError: a tier went away; what was not told stays in the outbox.
        """
        told: list[KeyVersion] = []
        for key, change in await self._durable.unsettled(_REPLAY_BATCH):
            if isinstance(change, Removal):
                await self._fast.remove([change])
            else:
                await self._fast.store(key, change)
            told.append(KeyVersion(key, change.version))
        await self._durable.settle(told)
        return len(told)

    async def _tell(self, entry: Entry) -> None:
        key = key_of(entry.query)
        try:
            await self._fast.store(key, entry)
            await self._durable.settle([KeyVersion(key, entry.version)])
        except TierUnavailableError:
            return  # committed and noted in the outbox: any replica replays it

    async def _removed(self, removals: Sequence[Removal]) -> int:
        if not removals:
            return 0
        self._counters.invalidated(len(removals))
        try:
            await self._fast.remove(removals)
            await self._durable.settle(removals)
        except TierUnavailableError:
            return len(removals)  # committed and noted in the outbox: any replica replays it
        return len(removals)
