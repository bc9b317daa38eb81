"""Between audit records and the rows of the durable tiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final

from pacts_daemon.core.audit.model import (
    MAX_REASON_BYTES,
    AuditAction,
    AuditFilter,
    AuditRecord,
    Cause,
    selector_told,
    told,
)
from pacts_daemon.core.audit.origin import Origin
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft, ElementQuery, Entry
from pacts_daemon.tiers.sql.rows import Row

GIVEN: Final = ("key", "app", "environment", "page", "element")
Whose = tuple[str, str, str, str, str]
"""The columns of `GIVEN`: of one entry, or the filter that many were found by."""
NOBODYS: Whose = ("", "", "", "", "")
# The largest number a record can have in a column of 64 bits.
NEWEST = 2**63 - 1


class Shape(Enum):
    """Which records are made of the rows that a statement returns.

    ONE: of each row its own. EACH: the same as part of many, and one of all. EACH_ENTRY: of those
    that were no removals. SUM: one of all. GIVEN: of each row one that says whose it is by itself.
    """

    ONE = auto()
    EACH = auto()
    EACH_ENTRY = auto()
    SUM = auto()
    GIVEN = auto()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded beside a change; ``whose`` is it where the changed rows do not say."""

    shape: Shape
    at: datetime
    origin: Origin
    trace_id: str
    cause: Cause
    selector: str = ""
    whose: Whose = NOBODYS

    @property
    def own(self) -> tuple[object, ...]:
        """The columns from the time to the selector."""
        cause, origin = self.cause, self.origin
        return (
            self.at, origin.who, origin.peer, cause.action.value, cause.heal_id, self.trace_id,
            told(cause.reason, MAX_REASON_BYTES), self.selector,
        )  # fmt: skip

    @property
    def values(self) -> tuple[object, ...]:
        """What `statements.recorded` takes."""
        return self.own if self.shape is Shape.ONE else (*self.own, *self.whose)

    def rows(self, changed: Sequence[Row]) -> Iterator[tuple[object, ...]]:
        """Yield what `statements.RECORD` takes, once for each record."""
        own = self.own
        if self.shape is Shape.EACH_ENTRY:
            changed = [row for row in changed if not row["removed"]]
        if self.shape in (Shape.ONE, Shape.EACH, Shape.EACH_ENTRY):
            is_part = self.shape is not Shape.ONE
            for row in changed:
                yield (*own, is_part, 1, *(row[name] for name in GIVEN), row["version"])
        if self.shape is Shape.GIVEN:
            yield from [(*own, False, 0, *self.whose, 0)] * len(changed)
        elif changed and self.shape is not Shape.ONE:
            yield (*own, False, len(changed), *self.whose, 0)


def whose(query: ElementQuery) -> Whose:
    return key_of(query), query.app, query.environment, query.page, query.element


def shared(entries: Sequence[Entry]) -> Whose:
    """Return what all entries have in common, for the one record of them all."""
    named = [(e.query.app, e.query.environment, e.query.page) for e in entries]
    app, environment, page = (
        "" if len(found := set(names)) > 1 else found.pop() for names in zip(*named, strict=True)
    )
    return "", app, environment, page, ""


def best_of(found: Entry | Draft) -> str:
    """Return what a record says of an element's selectors."""
    return selector_told(found.selectors[0]) if found.selectors else ""


def record_of(row: Row) -> AuditRecord:
    action, version = AuditAction(row["action"]), row["version"]
    is_gone = action is AuditAction.PURGED  # its row went, and its versions with it
    return AuditRecord(
        id=row["id"],
        recorded_at=row["recorded_at"],
        who=row["who"],
        peer=row["peer"],
        action=action,
        app=row["app"],
        environment=row["environment"],
        page=row["page"],
        element=row["element"],
        key=row["key"],
        version_before=version if is_gone else max(0, version - 1),
        version_after=0 if is_gone else version,
        count=row["count"],
        heal_id=row["heal_id"],
        trace_id=row["trace_id"],
        selector=row["selector"],
        reason=row["reason"],
    )


def condition(where: AuditFilter, first: int) -> tuple[str, list[object]]:
    """Return SQL for a filter, from ``$first`` on, and its values."""
    asked: dict[str, object] = {
        "key = ": where.key,
        "element = ": where.element,
        "page = ": where.page,
        "app = ": where.app,
        "environment = ": where.environment,
        "action = ": where.action.value if where.action else "",
        "who = ": where.who,
        "recorded_at >= ": where.since,
        "recorded_at < ": where.until,
    }
    used = {column: value for column, value in asked.items() if value}
    clauses = [f"{column}${first + i}" for i, column in enumerate(used)]
    if not where.is_of_entries:
        clauses.append("NOT part")
    return " AND ".join(clauses), list(used.values())
