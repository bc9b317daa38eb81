"""What people decide on heals."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from pacts_daemon.core.errors import HealNotFoundError, HealStateError, VersionConflictError
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.heal.model import (
    HealFilter,
    HealRecord,
    HealState,
    decided,
    without_heal,
)
from pacts_daemon.core.model import Draft, Entry
from pacts_daemon.core.policy import draft_of
from pacts_daemon.core.ports import Clock, DurableTier
from pacts_daemon.core.store import EntryStore

_ATTEMPTS = 5
_UNDECIDED = frozenset({HealState.QUARANTINED, HealState.PROBATION})
_APPROVABLE = _UNDECIDED | {HealState.REJECTED}
_SERVED = frozenset({HealState.PROBATION, HealState.PROMOTED})


class HealReview:
    """Approves, rejects and takes back heals.

    A decision is written before it is carried out, and saying it again carries out what is left
    of it: so nothing is lost when a tier goes away in between.
    """

    def __init__(self, log: HealLog, durable: DurableTier, store: EntryStore, clock: Clock) -> None:
        self._log = log
        self._durable = durable
        self._store = store
        self._clock = clock

    async def heal(self, heal_id: str) -> HealRecord:
        """Return one heal.

        Raises:
            HealNotFoundError: there is none of this id.
        """
        heal = await self._log.heal(heal_id)
        if heal is None:
            raise HealNotFoundError(heal_id)
        return heal

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        return await self._log.heals(where, before, limit)

    async def approve(self, heal_id: str, note: str) -> HealRecord:
        """Trust a heal; one that was not served is from now on.

        A rejected one can be approved after all: a report that failed it may have been wrong.

        Raises:
            HealNotFoundError: there is none of this id.
            HealStateError: it was rolled back.
            FrozenError, TierUnavailableError: as `EntryStore`.
        """
        heal = await self._decide(heal_id, HealState.PROMOTED, _APPROVABLE, note)
        await self._settle(heal, self._serve)
        return heal

    async def reject(self, heal_id: str, note: str) -> HealRecord:
        """Refuse a heal: its entry is dropped. Raises as `approve`."""
        heal = await self._decide(heal_id, HealState.REJECTED, _UNDECIDED, note)
        await self._settle(heal, self._drop)
        return heal

    async def rollback(self, heal_id: str, note: str) -> HealRecord:
        """Serve the selectors before a heal again. Raises as `approve`.

        What was saved after the heal by somebody else stays.
        """
        heal = await self._decide(heal_id, HealState.ROLLED_BACK, _SERVED, note)
        await self._settle(heal, self._restore)
        return heal

    async def _decide(
        self, heal_id: str, state: HealState, allowed: frozenset[HealState], note: str
    ) -> HealRecord:
        self._store.refuse_when_frozen("no heal is decided on")
        while True:
            heal = await self.heal(heal_id)
            if heal.state is state:
                return heal
            if heal.state not in allowed:
                raise HealStateError(heal_id, heal.state.value, state.value)
            wanted = decided(heal, state, note, self._clock.now())
            if await self._log.change(wanted, heal):
                return wanted

    async def _settle(
        self, heal: HealRecord, carry_out: Callable[[HealRecord, Entry | None], Awaitable[object]]
    ) -> None:
        """Carry a decision out on the entry as it stands, however often that changes meanwhile."""
        for _ in range(_ATTEMPTS):
            known = await self._durable.lookup(heal.key)
            try:
                await carry_out(heal, known if isinstance(known, Entry) else None)
            except VersionConflictError as error:
                conflict = error
                continue
            return
        raise conflict

    async def _serve(self, heal: HealRecord, entry: Entry | None) -> None:
        if entry is None:
            await self._store.save(heal.new, expected_version=0)
        elif entry.heal_id == heal.id:
            await self._store.update(without_heal(entry))

    async def _drop(self, heal: HealRecord, entry: Entry | None) -> None:
        if entry is not None and _serves(entry, heal):
            await self._store.remove(heal.key, entry.version)

    async def _restore(self, heal: HealRecord, entry: Entry | None) -> None:
        if entry is None or _serves(entry, heal):
            draft = await self._as_it_was(heal.old)
            await self._store.save(draft, expected_version=entry.version if entry else 0)

    async def _as_it_was(self, old: Entry) -> Draft:
        snapshot = await self._durable.snapshot(old.snapshot_id) if old.snapshot_id else None
        return draft_of(old, snapshot or b"")


def _serves(entry: Entry, heal: HealRecord) -> bool:
    return entry.heal_id == heal.id or set(entry.selectors) == set(heal.new.selectors)
