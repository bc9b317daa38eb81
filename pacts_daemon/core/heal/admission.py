"""What is done with an element that was found again: served, kept back, or refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import uuid4

from pacts_daemon.core.audit.model import AuditAction, Cause
from pacts_daemon.core.audit.refusals import RefusalNotes
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.heal.budget import HealBudget
from pacts_daemon.core.heal.identity import is_same_element
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.heal.model import HealMode, HealRecord, HealRules, HealState
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Before, Draft, ElementQuery, Entry, MissReason
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.core.policy import InForce, draft_of
from pacts_daemon.core.ports import Clock
from pacts_daemon.core.store import EntryStore

# Each is of another element that was rejected in the place of one; what binds no search, such as a
# promoted heal of each release, is not counted.
_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class HealHistory:
    """What binds a query, newest first, as it stood before its element was looked for."""

    heals: tuple[HealRecord, ...] = ()

    def waiting(self) -> NotDiscovered | None:
        """Return the heal that waits for a person, if there is one."""
        waiting = (heal for heal in self.heals if heal.state is HealState.QUARANTINED)
        return next((_quarantined(heal.id) for heal in waiting), None)

    def rejection(self, draft: Draft) -> NotDiscovered | None:
        """Return why what was found may not be served: it was rejected before."""
        for heal in self.heals:
            if heal.state is HealState.REJECTED and is_same_element(heal.new, draft):
                detail = f"what answers to it was rejected as heal {heal.id}: {heal.note}"
                return NotDiscovered(MissReason.HEAL_REFUSED, detail, heal.id)
        return None


class HealAdmission:
    """Applies the rules of healing; every heal leaves a record.

    ``trace_id`` returns the id of the trace that is under way, empty when there is none.
    ``refusals`` takes down what was refused, where there is something to write to.
    """

    def __init__(
        self,
        store: EntryStore,
        log: HealLog,
        clock: Clock,
        rules: InForce[HealRules],
        trace_id: Callable[[], str],
        refusals: RefusalNotes | None = None,
    ) -> None:
        self._store = store
        self._log = log
        self._clock = clock
        self._rules = rules
        self._trace_id = trace_id
        self._refusals = refusals
        self._budget = HealBudget(clock, rules)

    def refusal(self, known: Entry) -> NotDiscovered | None:
        """Return why an element that was known may not be looked for again now, or None."""
        never = self.never_heals(known)
        if never is not None:
            return never
        why = self._why_not(known.query)
        if why is None:
            return None
        return self._refused(known.query, NotDiscovered(MissReason.HEAL_REFUSED, why))

    def _why_not(self, query: ElementQuery) -> str | None:
        if self._rules.now.mode_of(query) is HealMode.OFF:
            return f"healing is off for {query.app} in {query.environment}"
        who = principal()
        if Scope.HEAL not in who.scopes:
            return f"{who.name} has not the scope {Scope.HEAL}"
        return self._budget.refusal(query)

    def never_heals(self, known: Entry) -> NotDiscovered | None:
        """Return why an element is never looked for again, or None: then its entry stays."""
        never = self._rules.now.never_heals(known)
        if not never:
            return None
        return self._refused(known.query, NotDiscovered(MissReason.NEVER_HEALED, never))

    def serves_unrecorded(self, query: ElementQuery) -> bool:
        """Whether an element may be served while there is nowhere to keep a record of it."""
        return self._rules.now.mode_of(query) is HealMode.AUTO

    async def history(self, query: ElementQuery) -> HealHistory:
        """Read what binds a query, once for all that is asked of it on the way of a heal."""
        binding = await self._log.heals_of(key_of(query), _REMEMBERED, binding=True)
        return HealHistory(tuple(binding))

    async def keep(
        self, draft: Draft, known: Entry | None, history: HealHistory
    ) -> Entry | NotDiscovered:
        """Save what was found, as far as the rules allow.

        An element that the first selector still finds is not healed, only verified anew.
        """
        rejected = history.rejection(draft)
        if rejected is not None:
            return self._refused(draft.query, rejected)
        if known is None or known.selectors[0] in draft.selectors:
            return await self._store.save(draft, cause=Cause(AuditAction.DISCOVERED))
        self._budget.spend(draft.query)
        return await self._healed(draft, known)

    async def put_back(self, before: Before) -> None:
        """Save an entry again that was dropped although its element is there, only not shown."""
        draft = replace(draft_of(before.entry, before.snapshot), heal_id=before.entry.heal_id)
        cause = Cause(AuditAction.RESTORED, "its element is there, and not shown")
        with suppress(VersionConflictError):  # somebody has saved another one meanwhile
            await self._store.save(draft, 0, cause)

    def learn(self, query: ElementQuery, result: Draft | NotDiscovered) -> None:
        """Learn from one search: for an element that was known, or of one that was found.

        Whatever is found shows that looking on the page is of use: an element may have been dropped
        while its page came, and be found by its name once it is there.
        """
        if isinstance(result, Draft) or result.reason is MissReason.HIDDEN:
            self._budget.found(query)
        else:
            self._budget.found_nothing(query)

    def _refused(self, query: ElementQuery, refusal: NotDiscovered) -> NotDiscovered:
        if self._refusals is not None:
            self._refusals.begin(query, refusal.detail, refusal.heal_id)
        return refusal

    async def _healed(self, draft: Draft, known: Entry) -> Entry | NotDiscovered:
        waits = self._rules.now.mode_of(draft.query) is HealMode.QUARANTINE
        heal = HealRecord(
            id=uuid4().hex,
            state=HealState.QUARANTINED if waits else HealState.PROBATION,
            old=known,
            new=draft,
            passes=0,
            trace_id=self._trace_id(),
            created_at=self._clock.now(),
        )
        # The record comes first: nothing is served of which there is none.
        await self._log.record(heal)
        if waits:
            return _quarantined(heal.id)
        cause = Cause(AuditAction.HEALED, heal_id=heal.id)
        return await self._store.save(replace(draft, heal_id=heal.id), cause=cause)


def _quarantined(heal_id: str) -> NotDiscovered:
    detail = f"the element was found again and waits for approval as heal {heal_id}"
    return NotDiscovered(MissReason.QUARANTINED, detail, heal_id)
