"""What a report of success or failure does to an entry."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pacts_daemon.core.answers import FailureClass
from pacts_daemon.core.audit.model import AuditAction, Cause
from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.heal.model import HealRules, without_heal
from pacts_daemon.core.heal.probation import Probation, Standing
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import ElementQuery, Entry, Selector
from pacts_daemon.core.policy import CHANGE_ATTEMPTS, InForce, Policy, demoted, promoted
from pacts_daemon.core.ports import Clock, DurableTier
from pacts_daemon.core.store import EntryStore

_REPORTED = "a reported failure"
# The words of Playwright, Selenium and Cypress, the more telling ones first: a runner that gave up
# waiting says at the end that the time was up, and before that for what it waited.
_SIGNS: Final = (
    (FailureClass.OVERLAY, r"intercept|obscure|covered by|not clickable at point"),
    (
        FailureClass.AMBIGUOUS,
        r"strict mode violation|resolved to \d+ el|more than one element",
    ),
    (FailureClass.HIDDEN, r"not visible|not displayed|(is|to) hidden|not interactable"),
    (FailureClass.STATE, r"not enabled|disabled|not editable|read-?only|invalid element state"),
    (FailureClass.TIMING, r"stale|detached|not attached|not stable|animating|re-?rendered"),
    (
        FailureClass.PAGE_UNREACHABLE,
        r"net::err|econn|crashed|target.{0,30}closed|no such window",
    ),
    (FailureClass.DRIFT, r"no such element|unable to (find|locate)|not found|never found it"),
    (FailureClass.DRIFT, r"waiting for (locator|selector|getby)|wrong element|another element"),
    (FailureClass.TIMING, r"time(d)? ?out"),
)


def class_of_report(why: str) -> FailureClass:
    """Return what a test's own words say of a failure; UNKNOWN when they say nothing known."""
    signs = (failure for failure, sign in _SIGNS if re.search(sign, why, re.IGNORECASE))
    return next(signs, FailureClass.UNKNOWN)


class Effect(StrEnum):
    """What became of the entry."""

    PROMOTED = "promoted"
    DEMOTED = "demoted"
    EVICTED = "evicted"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Report:
    """How an answer did. ``failed`` is the selector that was wrong, None after a success."""

    query: ElementQuery
    version: int
    failed: Selector | None = None


class Feedback:
    """Promotes, demotes and evicts; reports that meet each other are applied one after another.

    An entry on probation has no credit: its first failure evicts it and rejects its heal. One that
    is never healed is not evicted.
    """

    def __init__(
        self,
        durable: DurableTier,
        store: EntryStore,
        probation: Probation,
        clock: Clock,
        policy: Policy,
        rules: InForce[HealRules],
    ) -> None:
        self._durable = durable
        self._store = store
        self._probation = probation
        self._clock = clock
        self._policy = policy
        self._rules = rules

    async def report(self, report: Report) -> tuple[Effect, int]:
        """Apply a report and return its effect and the entry's version, 0 when it is gone.

        Reports change nothing while the daemon is frozen.

        Raises:
            TierUnavailableError: the durable tier did not answer; the report was not applied.
        """
        for _ in range(CHANGE_ATTEMPTS):
            entry = await self._durable.lookup(key_of(report.query))
            if not isinstance(entry, Entry):
                return Effect.IGNORED, 0
            is_other = not entry.revision <= report.version <= entry.version
            if is_other or self._policy.frozen:
                return Effect.IGNORED, entry.version
            try:
                return await self._apply(entry, report)
            except VersionConflictError:
                continue  # another report came first: judge the entry as it is now
        return Effect.IGNORED, report.version

    async def stored(self, query: ElementQuery) -> tuple[int, tuple[Selector, ...]]:
        """Return what a report that was ignored should have been of: version and selectors.

        Version 0 and no selectors when nothing is stored.

        Raises:
            TierUnavailableError: the durable tier did not answer.
        """
        entry = await self._durable.lookup(key_of(query))
        return (entry.version, entry.selectors) if isinstance(entry, Entry) else (0, ())

    async def _apply(self, entry: Entry, report: Report) -> tuple[Effect, int]:
        if report.failed is None:
            return await self._promote(entry)
        is_spent = entry.failures + 1 >= self._policy.evict_after_failures
        # Without its entry an element would be looked for by its name: that is a heal, too.
        if entry.heal_id or (is_spent and not self._rules.now.never_heals(entry)):
            return await self._evict(entry)
        cause = Cause(AuditAction.DEMOTED, _REPORTED)
        updated = await self._store.update(demoted(entry, report.failed), cause)
        return Effect.DEMOTED, updated.version

    async def _promote(self, entry: Entry) -> tuple[Effect, int]:
        # A pass is counted once the entry is updated: a conflict has the report applied again.
        updated = await self._store.update(promoted(entry, self._clock.now(), self._policy))
        standing = await self._probation.passed(entry) if entry.heal_id else Standing.ON_PROBATION
        if standing is Standing.REFUSED:
            return await self._remove(updated, "its heal was refused")
        if standing is Standing.TRUSTED:
            with suppress(VersionConflictError):  # whoever reports next finds the heal decided
                cause = Cause(AuditAction.TRUSTED, heal_id=entry.heal_id)
                updated = await self._store.update(without_heal(updated), cause)
        return Effect.PROMOTED, updated.version

    async def _evict(self, entry: Entry) -> tuple[Effect, int]:
        if entry.heal_id:
            await self._probation.failed(entry)
        return await self._remove(entry, _REPORTED)

    async def _remove(self, entry: Entry, why: str) -> tuple[Effect, int]:
        cause = Cause(AuditAction.EVICTED, why, entry.heal_id)
        removed = await self._store.remove(key_of(entry.query), entry.version, cause)
        return (Effect.EVICTED, 0) if removed else (Effect.IGNORED, 0)
