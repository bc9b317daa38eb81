"""The database itself refuses to change the audit, and leaves a day of it alone."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta

import asyncpg
import pytest

from pacts_daemon.core.audit.model import AuditFilter
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from tests.support.backends.filled import connected
from tests.support.backends.harnesses import IN_A_DATABASE, PostgresHarness, SqlHarness
from tests.support.builders import a_draft, a_query

in_a_database = pytest.mark.parametrize("durable", IN_A_DATABASE, indirect=True)
in_postgres = pytest.mark.parametrize("durable", ["postgres"], indirect=True)
ALL = AuditFilter()
REFUSED = (asyncpg.InsufficientPrivilegeError, sqlite3.IntegrityError)


@in_a_database
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE recorded_at < $1",
    ],
)
async def test_record_is_not_changed_or_deleted_by_the_owner_either(
    durable: SqlHarness, statement: str
) -> None:
    tier = await durable.open()
    durable.clock.jump(-10 * 24 * 3600)
    await tier.save(a_draft(), retention_s=60)
    before = await tier.audit_log.records(ALL, 0, 9)
    later = [durable.clock.now() + timedelta(days=1)] if "$1" in statement else []
    with pytest.raises(REFUSED, match="the audit is append-only"):
        await durable.run(statement, *later)
    assert await tier.audit_log.records(ALL, 0, 9) == before


@in_postgres
async def test_audit_is_not_emptied(durable: SqlHarness) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only: TRUNCATE"):
        await durable.run("TRUNCATE audit")


@in_postgres
async def test_purge_leaves_the_last_day_by_the_servers_clock_and_closes_the_door_behind_it(
    durable: SqlHarness,
) -> None:
    tier = await durable.open()
    durable.clock.jump(-3 * 24 * 3600)
    await tier.save(a_draft(), retention_s=60)
    durable.clock.jump(3 * 24 * 3600)
    await tier.save(a_draft(), retention_s=60)
    assert isinstance(durable, PostgresHarness)
    async with connected(durable) as db, db.transaction():
        gone = await db.fetch("SELECT id FROM purge_audit('infinity', 1000)")
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            async with db.transaction():
                await db.execute("DELETE FROM audit")
    assert len(gone) == 1
    (kept,) = await tier.audit_log.records(ALL, 0, 9)
    assert kept.version_after == 2


@in_a_database
async def test_change_is_not_made_where_it_cannot_be_recorded(durable: SqlHarness) -> None:
    tier = await durable.open()
    await durable.run("DROP TABLE audit")
    with pytest.raises(TierUnavailableError):
        await tier.save(a_draft(), retention_s=60)
    assert await tier.lookup(key_of(a_query())) is None
    assert await tier.unsettled(9) == []


@in_a_database
async def test_saves_of_one_entry_at_once_are_recorded_in_the_order_of_their_versions(
    durable: SqlHarness,
) -> None:
    tier = await durable.open()
    await asyncio.gather(*(tier.save(a_draft(), retention_s=60) for _ in range(12)))
    records = await tier.audit_log.records(ALL, 0, 99)
    assert [one.version_after for one in reversed(records)] == list(range(1, 13))
