"""The heals of a durable tier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from pacts_daemon.core.audit.model import AuditAction, Cause
from pacts_daemon.core.heal.model import HealFilter, HealRecord
from pacts_daemon.core.keys import Key
from pacts_daemon.core.ports import Clock
from pacts_daemon.tiers.codec import decode_heal, encode_heal
from pacts_daemon.tiers.sql import rows
from pacts_daemon.tiers.sql import statements as sql
from pacts_daemon.tiers.sql.audit.log import Recorder
from pacts_daemon.tiers.sql.audit.rows import Recorded, Shape, best_of, whose
from pacts_daemon.tiers.sql.engine import PURGE_BATCH, Engine, SweepBudget, swept
from pacts_daemon.tiers.sql.snapshots import Snapshots

# As `heal.kept_s` has it.
HEALS_KEPT_S = 90 * 24 * 3600.0
_PAST = Cause(AuditAction.PURGED, "heals past their time")


class SqlHealLog:
    """Heals in a database, each a row with the encoded heal as its body.

    `heal` brings the page that was found with it, so that it can be saved again; lists leave it
    out, for it may be a megabyte each. Which pages a heal names is settled when it is recorded.
    A heal whose bytes cannot be read is as good as none.
    """

    def __init__(
        self,
        engine: Engine,
        snapshots: Snapshots,
        clock: Clock,
        kept_s: float,
        recorder: Recorder,
    ) -> None:
        self._engine = engine
        self._snapshots = snapshots
        self._clock = clock
        self._kept = timedelta(seconds=kept_s)
        self._recorder = recorder

    async def record(self, heal: HealRecord) -> None:
        query = heal.old.query
        new_snapshot = await self._snapshots.keep(heal.new.snapshot)
        recorded = await self._recorded(heal, AuditAction.HEAL_MADE, heal.state.value)
        await self._engine.write(
            sql.RECORD_HEAL, heal.id, heal.key, query.app, query.environment, query.page,
            query.element, heal.state.value, heal.passes, heal.created_at, heal.decided_at,
            heal.old.snapshot_id or None, new_snapshot or None, encode_heal(heal),
            recorded=recorded,
        )  # fmt: skip

    async def heal(self, heal_id: str) -> HealRecord | None:
        found = await self._engine.fetch(sql.HEAL, heal_id)
        if not found:
            return None
        heal = decode_heal(found[0]["body"], found[0]["data"] or b"")
        return heal if isinstance(heal, HealRecord) else None

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        found = list[HealRecord]()
        while (wanted := limit - len(found)) > 0:
            page = await self._page(where, before, wanted)
            found += _readable(page)
            if len(page) < wanted:
                break
            before = page[-1]["id"]
        return found

    async def heals_of(self, key: Key, limit: int, *, binding: bool = False) -> list[HealRecord]:
        statement = sql.BINDING_HEALS_OF if binding else sql.HEALS_OF
        return list(_readable(await self._engine.fetch(statement, key, limit)))

    async def change(
        self, heal: HealRecord, expected: HealRecord, action: AuditAction | None = None
    ) -> bool:
        recorded = await self._recorded(heal, action, heal.note) if action else None
        changed = await self._engine.write(
            sql.CHANGE_HEAL, heal.id, expected.state.value, expected.passes, heal.state.value,
            heal.passes, heal.decided_at, encode_heal(heal), recorded=recorded,
        )  # fmt: skip
        return bool(changed)

    async def purge(self, now: datetime, budget: SweepBudget) -> None:
        """Delete what was decided long ago, and what waited as long for an element nobody uses.

        A rejection stays for good: what it refuses must never be found again.
        """
        recorded = await self._recorder.of(_PAST, Shape.SUM)
        until = now - self._kept
        await swept(self._engine, sql.PURGE_HEALS, until, PURGE_BATCH, budget, recorded)

    async def _recorded(self, heal: HealRecord, action: AuditAction, reason: str) -> Recorded:
        return await self._recorder.of(
            Cause(action, reason, heal.id),
            Shape.GIVEN,
            whose=whose(heal.old.query),
            selector=best_of(heal.new),
        )

    async def _page(self, where: HealFilter, before: str, limit: int) -> list[rows.Row]:
        fields = {
            "app": where.app,
            "environment": where.environment,
            "page": where.page,
            "state": where.state.value if where.state else "",
        }
        behind = [before] if before else []
        condition, values = rows.conditions(fields, first=2 + len(behind))
        statement = sql.LIST_HEALS_BEFORE if before else sql.LIST_HEALS
        return list(
            await self._engine.fetch(statement.format(where=condition), limit, *behind, *values)
        )


def _readable(page: Iterable[rows.Row]) -> Iterable[HealRecord]:
    heals = (decode_heal(row["body"]) for row in page)
    return (heal for heal in heals if isinstance(heal, HealRecord))
