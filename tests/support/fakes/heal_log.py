"""A log of heals in a dict; tests/contract proves that it keeps the contract."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import timedelta

from pacts_daemon.core.audit.model import AuditAction, Cause, selector_told
from pacts_daemon.core.heal.model import HealFilter, HealRecord, HealState
from pacts_daemon.core.keys import Key
from pacts_daemon.core.model import TierName
from pacts_daemon.core.ports import Clock
from tests.support.fakes.audit_log import ScriptedAuditLog
from tests.support.fakes.pages import ScriptedPages
from tests.support.fakes.switches import Switches

_BINDING = frozenset({HealState.REJECTED, HealState.QUARANTINED})
_KEPT = timedelta(days=90)
_PAST = Cause(AuditAction.PURGED, "heals past their time")


class ScriptedHealLog(Switches):
    """Heals without their pages in ``held``; so many changes meet another as ``conflicts`` says."""

    def __init__(
        self, name: TierName, clock: Clock, pages: ScriptedPages, audit: ScriptedAuditLog
    ) -> None:
        super().__init__(name)
        self.held: dict[str, HealRecord] = {}
        self.conflicts = 0
        self._clock = clock
        self._pages = pages
        self._audit = audit
        self._page_of: dict[str, bytes] = {}

    def only(self) -> HealRecord:
        (heal,) = self.held.values()
        return heal

    async def record(self, heal: HealRecord) -> None:
        await self.called(f"record {heal.id}")
        if heal.id not in self.held:
            self._page_of[heal.id] = self._pages.keep(heal.new.snapshot)
            self.held[heal.id] = _without_page(heal)
            self._record(AuditAction.HEAL_MADE, heal.state.value, heal)

    async def heal(self, heal_id: str) -> HealRecord | None:
        await self.called(f"heal {heal_id}")
        if (heal := self.held.get(heal_id)) is None:
            return None
        page = self._pages.held.get(self._page_of[heal_id], b"")
        return replace(heal, new=replace(heal.new, snapshot=page))

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        await self.called(f"heals {where.app} {before} {limit}")
        if before and before not in self.held:
            return []
        place = _place(self.held[before]) if before else None
        older = (heal for heal in self.held.values() if place is None or _place(heal) < place)
        return _newest_first(heal for heal in older if _matches(heal, where))[:limit]

    async def heals_of(self, key: Key, limit: int, *, binding: bool = False) -> list[HealRecord]:
        await self.called(f"heals_of {key} {limit}")
        own = [heal for heal in self.held.values() if heal.key == key]
        chosen = [heal for heal in own if heal.state in _BINDING] if binding else own
        return _newest_first(chosen)[:limit]

    async def change(
        self, heal: HealRecord, expected: HealRecord, action: AuditAction | None = None
    ) -> bool:
        await self.called(f"change {heal.id} {expected.id}")
        if self.conflicts:
            self.conflicts -= 1
            return False
        held = self.held.get(heal.id)
        if held is None or (held.state, held.passes) != (expected.state, expected.passes):
            return False
        self.held[heal.id] = _without_page(heal)
        if action is not None:
            self._record(action, heal.note, heal)
        return True

    def _record(self, action: AuditAction, why: str, heal: HealRecord) -> None:
        selector = selector_told(heal.new.selectors[0])
        self._audit.of_none(Cause(action, why, heal.id), heal.old.query, selector)

    def purge(self, stored: Container[Key]) -> None:
        """Forget what was decided long ago, or waited as long for a query that is not stored."""
        until, before = self._clock.now() - _KEPT, len(self.held)
        for heal in list(self.held.values()):
            is_over = heal.decided_at is not None or heal.key not in stored
            is_old = (heal.decided_at or heal.created_at) <= until
            if is_old and is_over and heal.state is not HealState.REJECTED:
                del self.held[heal.id], self._page_of[heal.id]
        self._audit.of_all(_PAST, before - len(self.held))

    def pages(self) -> set[bytes]:
        """Return which pages are named; what was rejected is never saved again and needs none."""
        kept = [heal for heal in self.held.values() if heal.state is not HealState.REJECTED]
        return {heal.old.snapshot_id for heal in kept} | {self._page_of[h.id] for h in kept}


def _without_page(heal: HealRecord) -> HealRecord:
    return replace(heal, new=replace(heal.new, snapshot=b""))


def _place(heal: HealRecord) -> tuple[object, str]:
    return heal.created_at, heal.id


def _newest_first(heals: Iterable[HealRecord]) -> list[HealRecord]:
    return sorted(heals, key=_place, reverse=True)  # type: ignore[arg-type]


def _matches(heal: HealRecord, where: HealFilter) -> bool:
    query = heal.old.query
    pairs = [
        (where.app, query.app),
        (where.environment, query.environment),
        (where.page, query.page),
        (where.state, heal.state),
    ]
    return all(not wanted or wanted == held for wanted, held in pairs)
