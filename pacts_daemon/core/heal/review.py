"""What people decide on heals."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from pacts_daemon.core.audit.model import AuditAction, Cause
from pacts_daemon.core.calls.principal import principal
from pacts_daemon.core.errors import HealNotFoundError, HealStateError, VersionConflictError
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.heal.model import (
    HealFilter,
    HealPages,
    HealRecord,
    HealState,
    decided,
    without_heal,
)
from pacts_daemon.core.model import Draft, Entry
from pacts_daemon.core.policy import CHANGE_ATTEMPTS, draft_of
from pacts_daemon.core.ports import Clock, DurableTier
from pacts_daemon.core.store import EntryStore

MAY_REJECT = frozenset({HealState.QUARANTINED, HealState.PROBATION})
MAY_APPROVE = MAY_REJECT | {HealState.REJECTED}
MAY_ROLL_BACK = frozenset({HealState.PROBATION, HealState.PROMOTED})
_ACTIONS = {
    HealState.PROMOTED: AuditAction.HEAL_APPROVED,
    HealState.REJECTED: AuditAction.HEAL_REJECTED,
    HealState.ROLLED_BACK: AuditAction.HEAL_ROLLED_BACK,
}


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
            HealNotFoundError: there is none of this id, or none that the caller may know of.
        """
        heal = await self._log.heal(heal_id)
        if heal is None or not principal().reaches(heal.old.query.app):
            raise HealNotFoundError(heal_id)
        return heal

    async def pages(self, heal_id: str) -> HealPages:
        """Return the pages that a heal was made between, as far as they are kept.

        Raises:
            HealNotFoundError: there is none of this id.
        """
        heal = await self.heal(heal_id)
        before = await self._snapshot(heal.old)
        return HealPages(before, heal.old.place, heal.new.snapshot, heal.new.place)

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
        heal = await self._decide(heal_id, HealState.PROMOTED, MAY_APPROVE, note)
        await self._settle(heal, self._serve)
        return heal

    async def reject(self, heal_id: str, note: str) -> HealRecord:
        """Refuse a heal: its entry is dropped. Raises as `approve`."""
        heal = await self._decide(heal_id, HealState.REJECTED, MAY_REJECT, note)
        await self._settle(heal, self._drop)
        return heal

    async def rollback(self, heal_id: str, note: str) -> HealRecord:
        """Serve the selectors before a heal again. Raises as `approve`.

        What was saved after the heal by somebody else stays.
        """
        heal = await self._decide(heal_id, HealState.ROLLED_BACK, MAY_ROLL_BACK, note)
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
            if await self._log.change(wanted, heal, _ACTIONS[state]):
                return wanted

    async def _settle(
        self, heal: HealRecord, carry_out: Callable[[HealRecord, Entry | None], Awaitable[object]]
    ) -> None:
        """Carry a decision out on the entry as it stands, however often that changes meanwhile."""
        for _ in range(CHANGE_ATTEMPTS):
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
            await self._store.save(heal.new, 0, _carried_out(heal, AuditAction.HEALED))
        elif entry.heal_id == heal.id:
            cause = _carried_out(heal, AuditAction.TRUSTED)
            await self._store.update(without_heal(entry), cause)

    async def _drop(self, heal: HealRecord, entry: Entry | None) -> None:
        if entry is not None and _serves(entry, heal):
            cause = _carried_out(heal, AuditAction.EVICTED)
            await self._store.remove(heal.key, entry.version, cause)

    async def _restore(self, heal: HealRecord, entry: Entry | None) -> None:
        if entry is None or _serves(entry, heal):
            draft = await self._as_it_was(heal.old)
            cause = _carried_out(heal, AuditAction.RESTORED)
            await self._store.save(draft, entry.version if entry else 0, cause)

    async def _as_it_was(self, old: Entry) -> Draft:
        return draft_of(old, await self._snapshot(old))

    async def _snapshot(self, old: Entry) -> bytes:
        kept = await self._durable.snapshot(old.snapshot_id) if old.snapshot_id else None
        return kept or b""


def _carried_out(heal: HealRecord, action: AuditAction) -> Cause:
    return Cause(action, f"its heal is {heal.state.value.replace('_', ' ')}", heal.id)


def _serves(entry: Entry, heal: HealRecord) -> bool:
    return entry.heal_id == heal.id or set(entry.selectors) == set(heal.new.selectors)
