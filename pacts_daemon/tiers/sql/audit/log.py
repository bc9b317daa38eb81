"""The audit of a durable tier."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pacts_daemon.core.audit.model import AuditAction, AuditFilter, AuditNote, AuditRecord, Cause
from pacts_daemon.core.audit.origin import origin
from pacts_daemon.tiers.sql.audit import statements as sql
from pacts_daemon.tiers.sql.audit.rows import (
    NEWEST,
    NOBODYS,
    Recorded,
    Shape,
    Whose,
    condition,
    record_of,
    whose,
)
from pacts_daemon.tiers.sql.engine import PURGE_BATCH, Engine, SweepBudget

# As `audit.kept_s` has it.
AUDIT_KEPT_S = 365 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Recorder:
    """Says what is to be recorded of the running call: when, by whom and in which trace.

    ``now`` is the durable tier's clock. ``trace_id`` returns the id of the trace that is under way,
    empty when there is none.
    """

    now: Callable[[], Awaitable[datetime]]
    trace_id: Callable[[], str]

    async def of(
        self, cause: Cause, shape: Shape, *, whose: Whose = NOBODYS, selector: str = ""
    ) -> Recorded:
        return Recorded(shape, await self.now(), origin(), self.trace_id(), cause, selector, whose)


class SqlAuditLog:
    """Audit records in a database, each a row of plain columns."""

    def __init__(self, engine: Engine, recorder: Recorder, kept_s: float) -> None:
        self._engine = engine
        self._recorder = recorder
        self._kept = timedelta(seconds=kept_s)

    async def note(self, note: AuditNote) -> None:
        of = whose(note.query) if note.query else NOBODYS
        recorded = await self._recorder.of(note.cause, Shape.GIVEN, whose=of)
        await self._engine.write(sql.RECORD, *recorded.own, False, 0, *of, 0)

    async def records(self, where: AuditFilter, before: int, limit: int) -> list[AuditRecord]:
        clauses, values = condition(where, first=3)
        statement = sql.LIST_RECORDS.format(where=clauses)
        found = await self._engine.fetch(statement, limit, before or NEWEST, *values)
        return [record_of(row) for row in found]

    async def purge(self, now: datetime, budget: SweepBudget) -> None:
        """Delete what is older than records are kept, a batch a transaction, and record that."""
        until = now - self._kept
        cause = Cause(AuditAction.PURGED, f"audit records up to {until:%Y-%m-%d %H:%M:%S} UTC")
        while not budget.is_spent:
            recorded = await self._recorder.of(cause, Shape.SUM)
            if await self._engine.cut_audit(until, PURGE_BATCH, recorded) < PURGE_BATCH:
                break
