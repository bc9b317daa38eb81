"""An audit in a list; tests/contract proves that it keeps the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pacts_daemon.core.audit.model import (
    MAX_REASON_BYTES,
    AuditAction,
    AuditFilter,
    AuditNote,
    AuditRecord,
    Cause,
    selector_told,
    told,
)
from pacts_daemon.core.audit.origin import origin
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import ElementQuery, Selector, TierName
from pacts_daemon.core.ports import Clock, ListFilter
from tests.support.fakes.switches import Switches

_KEPT = timedelta(days=365)
_ALL = ListFilter()


class ScriptedAuditLog(Switches):
    """What was recorded in ``held``, oldest first; ``parts`` are the numbers of parts of many."""

    def __init__(self, name: TierName, clock: Clock) -> None:
        super().__init__(name)
        self.held: list[AuditRecord] = []
        self.parts: set[int] = set()
        self._clock = clock
        self._last = 0

    def actions(self) -> list[AuditAction]:
        """Return what was done, oldest first, parts left out."""
        return [one.action for one in self.held if one.id not in self.parts]

    async def note(self, note: AuditNote) -> None:
        await self.called(f"note {note.cause.action}")
        self.of_none(note.cause, note.query)

    async def records(self, where: AuditFilter, before: int, limit: int) -> list[AuditRecord]:
        await self.called(f"records {before} {limit}")
        found = [one for one in reversed(self.held) if not before or one.id < before]
        if not where.is_of_entries:
            found = [one for one in found if one.id not in self.parts]
        return [one for one in found if _matches(one, where)][:limit]

    def of_none(self, cause: Cause, query: ElementQuery | None, selector: str = "") -> None:
        """Record what changed no entry."""
        self._keep(self._of(cause, query, selector=selector))

    def of_one(
        self,
        cause: Cause,
        query: ElementQuery,
        version: int,
        selectors: Sequence[Selector] = (),
    ) -> None:
        """Record a change of one entry to a version."""
        gone = cause.action is AuditAction.PURGED
        best = selector_told(selectors[0]) if selectors else ""
        record = self._of(cause, query, selector=best, count=1)
        before, after = (version, 0) if gone else (version - 1, version)
        self._keep(replace(record, version_before=before, version_after=after))

    def of_many(
        self, cause: Cause, changed: Sequence[tuple[ElementQuery, int]], where: ListFilter = _ALL
    ) -> None:
        """Record a change of many, each as a part of it, too."""
        for query, version in changed:
            self.of_one(cause, query, version)
            self.parts.add(self._last)
        self.of_all(cause, len(changed), where)

    def of_all(self, cause: Cause, count: int, where: ListFilter = _ALL) -> None:
        """Record that so many were changed, unless none was."""
        if count:
            record = self._of(cause, None, count=count)
            named = {"app": where.app, "environment": where.environment, "page": where.page}
            self._keep(replace(record, **named))

    def purge(self) -> None:
        """Forget what is older than records are kept, and record that."""
        until = self._clock.now() - _KEPT
        gone = [one for one in self.held if one.recorded_at <= until]
        self.held = [one for one in self.held if one.recorded_at > until]
        why = f"audit records up to {until:%Y-%m-%d %H:%M:%S} UTC"
        self.of_all(Cause(AuditAction.PURGED, why), len(gone))

    def _of(
        self, cause: Cause, query: ElementQuery | None, *, selector: str = "", count: int = 0
    ) -> AuditRecord:
        whose = origin()
        record = AuditRecord(
            0,
            self._clock.now(),
            whose.who,
            whose.peer,
            cause.action,
            count=count,
            heal_id=cause.heal_id,
            selector=selector,
            reason=told(cause.reason, MAX_REASON_BYTES),
        )
        if query is None:
            return record
        return replace(
            record,
            key=key_of(query),
            app=query.app,
            environment=query.environment,
            page=query.page,
            element=query.element,
        )

    def _keep(self, record: AuditRecord) -> None:
        self._last += 1
        self.held.append(replace(record, id=self._last))


def _matches(record: AuditRecord, where: AuditFilter) -> bool:
    names = ("app", "environment", "page", "element", "key", "action", "who")
    alike = all(getattr(where, n) in {"", None, getattr(record, n)} for n in names)
    since, until = where.since or datetime.min, where.until or datetime.max
    at = record.recorded_at
    return alike and since.replace(tzinfo=at.tzinfo) <= at < until.replace(tzinfo=at.tzinfo)
