"""A Postgres that may only be read: a standby, or one that was set so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from pacts_daemon.core.errors import InvalidFieldError, TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.pages import page_query
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.migrate import Migration, load
from pacts_daemon.tiers.sql.postgres import NAME, PostgresTier, checked_dsn
from pacts_daemon.tiers.sql.server.migrator import PostgresMigrator
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.contract.test_failures import calls_of
from tests.support.backends.failover import FailingOver, failing_over
from tests.support.backends.filled import connected
from tests.support.backends.harnesses import PostgresHarness
from tests.support.builders import a_draft, a_heal, a_query
from tests.support.clock import TurnedClock

READING = {
    "lookup", "lookup_all", "ping", "entries", "page", "unsettled", "snapshot", "heal", "heals",
    "heals_of", "records",
}  # fmt: skip
LATER = Migration("9999_later.sql", "CREATE TABLE later (n INT);")


@pytest.fixture(scope="module")
def server() -> Iterator[FailingOver]:
    with failing_over() as made:
        yield made


@pytest.fixture(params=["standby", "default_transaction_read_only"])
async def read_only(
    request: pytest.FixtureRequest, server: FailingOver
) -> AsyncIterator[PostgresHarness]:
    """A database with an entry, its page and a heal, which refuses all writes by now."""
    harness = PostgresHarness(server.dsn)
    async with harness.resources:
        await harness.prepare()
        tier = await harness.open()
        await tier.save(a_draft(snapshot=b"page"), retention_s=60)
        await tier.heal_log.record(a_heal(harness.clock.now()))
        if request.param == "standby":
            server.demote()
            yield harness
            server.promote()
        else:
            await harness.run(f"ALTER DATABASE postgres SET {request.param} = on")
            yield harness
            async with connected(harness) as db:
                await db.execute(f"SET {request.param} = off")
                await db.execute(f"ALTER DATABASE postgres RESET {request.param}")


async def test_every_reading_call_answers_and_every_writing_one_says_why_not(
    read_only: PostgresHarness,
) -> None:
    tier = await read_only.open()
    calls = calls_of(tier, read_only)
    assert calls.keys() > READING - {"page"}
    for name, call in calls.items():
        if name in READING:
            await call()
        else:
            with pytest.raises(TierUnavailableError, match="the database is read-only"):
                await call()


async def test_reads_of_a_read_only_database_find_what_is_there(
    read_only: PostgresHarness,
) -> None:
    tier, query = await read_only.open(), a_query()
    entry = await tier.lookup(key_of(query))
    assert entry is not None
    assert await tier.page(page_query(query), 5) == [entry]
    assert await tier.entries(ListFilter(), "", 5) == [entry]
    assert [key for key, _ in await tier.unsettled(5)] == [key_of(query)]
    assert len(await tier.heal_log.heals_of(key_of(query), 5)) == 1


async def test_up_on_a_read_only_database_writes_only_what_is_pending(
    read_only: PostgresHarness,
) -> None:
    assert await read_only.migrator().up() == ()
    with pytest.raises(TierUnavailableError, match="the database is read-only"):
        await read_only.migrator((*load(NAME), LATER)).up()


async def test_save_after_a_failover_goes_to_the_server_that_takes_it(server: FailingOver) -> None:
    with failing_over() as other:
        for one in (server, other):
            await PostgresMigrator(one.dsn, "shared").up()
        both = f"postgresql://postgres@{server.host},{other.host}/postgres"
        pool = await postgres.connect(f"{both}?target_session_attrs=read-write")
        tier: SqlTier = PostgresTier(pool, TurnedClock(), schema="shared")
        first = await tier.save(a_draft(), retention_s=60)
        await asyncio.to_thread(server.demote)
        try:
            await tier.save(a_draft(), retention_s=60)
            assert await tier.lookup(key_of(a_query())) is not None
            assert await rows_of(server) == await rows_of(other) == [first.version]
        finally:
            server.promote()
            await tier.close()


async def rows_of(server: FailingOver) -> list[int]:
    harness = PostgresHarness(server.dsn)
    return [row["version"] for row in await harness.run("SELECT version FROM shared.entries")]


@pytest.mark.parametrize("dsn", ["postgresql://u:secret@a:1,b:port/d", "postgresql://a:1,b:x/d"])
def test_dsn_of_several_hosts_with_a_port_that_is_none_is_refused(dsn: str) -> None:
    with pytest.raises(InvalidFieldError, match="postgres_dsn"):
        checked_dsn(dsn)
