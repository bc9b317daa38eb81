"""Postgres behind PgBouncer in transaction mode, beside what the contract suite holds for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.postgres import PostgresTier
from pacts_daemon.tiers.sql.server.sessions import Sessions, limits
from pacts_daemon.tiers.sql.server.tables import TABLES, qualified
from tests.support.backends.harnesses import PostgresHarness
from tests.support.backends.pooler import running_pgbouncer
from tests.support.builders import a_draft, a_query

SESSION_STATE = """
SELECT current_setting('search_path'), (SELECT count(*) FROM pg_prepared_statements),
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())"""


@pytest.fixture(scope="session")
def lenient_dsn(postgres_dsn: str) -> Iterator[str]:
    """A PgBouncer that does not say that it is one."""
    swallowed = f"ignore_startup_parameters = {','.join(limits(1))}"
    with running_pgbouncer(postgres_dsn, f"{swallowed}\ndefault_pool_size = 1") as dsn:
        yield dsn


@pytest.fixture
async def pooled(postgres_dsn: str, pgbouncer_dsn: str) -> AsyncIterator[PostgresHarness]:
    harness = PostgresHarness(postgres_dsn, pgbouncer_dsn)
    async with harness.resources:
        await harness.prepare()
        yield harness


async def test_calls_of_many_tiers_through_few_sessions_answer_each_its_own(
    pooled: PostgresHarness,
) -> None:
    tiers = [await pooled.open() for _ in range(4)]
    queries = [a_query(element=f"Element {number}") for number in range(40)]
    saved = await asyncio.gather(
        *(tiers[n % 4].save(a_draft(query), retention_s=60) for n, query in enumerate(queries))
    )
    keys = [key_of(query) for query in queries]
    found = await asyncio.gather(*(tiers[(n + 1) % 4].lookup(key) for n, key in enumerate(keys)))
    assert found == saved
    assert await tiers[0].lookup_all(keys) == saved
    removed = await asyncio.gather(*(tier.remove_all(ListFilter()) for tier in tiers))
    assert sum(map(len, removed)) == len(queries)


async def test_calls_through_a_pooler_leave_nothing_in_its_sessions(
    pooled: PostgresHarness,
) -> None:
    tier = await pooled.open()
    await tier.save(a_draft(), retention_s=60)
    await tier.remove_all(ListFilter())
    await tier.purge()
    async with tier.lease("any", 30) as ours:
        assert ours
    await pooled.migrator().up()

    states = set()
    for _ in range(10):
        connection = await asyncpg.connect(pooled.called, statement_cache_size=0)
        states.add(tuple(await connection.fetchrow(SESSION_STATE)))
        await connection.close()
    assert states == {('"$user", public', 0, 0)}


async def test_sessions_of_a_server_are_limited_and_keep_statements(postgres_dsn: str) -> None:
    connection = await Sessions("pacts", limits(2), None).open(postgres_dsn)
    await connection.fetch("SELECT 1")
    told = await connection.fetchrow(
        "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
        " current_setting('idle_in_transaction_session_timeout'),"
        " current_setting('application_name'), (SELECT count(*) FROM pg_prepared_statements)"
    )
    await connection.close()
    assert tuple(told) == ("10s", "1s", "2500ms", "pacts", 2)


@pytest.mark.parametrize(("asked", "kept"), [(None, 0), (7, 7)])
@pytest.mark.parametrize("pooler", ["pgbouncer_dsn", "lenient_dsn"])
async def test_sessions_of_a_pooler_keep_only_the_statements_they_are_told_to(
    pooler: str, asked: int | None, kept: int, request: pytest.FixtureRequest
) -> None:
    dsn = request.getfixturevalue(pooler)
    connection = await Sessions("pacts", limits(2), asked).open(dsn)
    assert connection._config.statement_cache_size == kept
    await connection.close()


async def test_call_whose_statement_the_pooler_mislaid_says_which_setting_it_needs(
    pooled: PostgresHarness,
) -> None:
    pool = await postgres.connect(pooled.called, statement_cache_size=7)
    tier = PostgresTier(pool, pooled.clock, schema=pooled.schema)
    await tier.ping()
    others = [await asyncpg.connect(pooled.called, statement_cache_size=0) for _ in range(2)]
    for other in others:  # each takes a session, the last one used first
        await other.execute("BEGIN")
    with pytest.raises(TierUnavailableError, match=r"set postgres\.statement_cache_size to 0"):
        await tier.ping()
    for other in others:
        await other.close()
    await tier.close()


async def test_tables_are_all_that_the_migrations_make(pooled: PostgresHarness) -> None:
    made = await pooled.run(
        "SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1", pooled.schema
    )
    assert tuple(row["tablename"] for row in made) == TABLES


def test_qualified_names_tables_and_leaves_columns_and_locks_alone() -> None:
    statement = (
        "DELETE FROM outbox WHERE key IN (SELECT outbox.key FROM outbox\nJOIN entries ON"
        " entries.key = outbox.key WHERE snapshot IS DISTINCT FROM entries.snapshot"
        " FOR UPDATE OF outbox)"
    )
    assert qualified(statement, "own") == (
        'DELETE FROM "own".outbox WHERE key IN (SELECT outbox.key FROM "own".outbox\nJOIN'
        ' "own".entries ON entries.key = outbox.key WHERE snapshot IS DISTINCT FROM'
        " entries.snapshot FOR UPDATE OF outbox)"
    )
