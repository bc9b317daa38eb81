"""Migrating a schema of Postgres that is in use."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import asyncpg
import pytest

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.tiers.sql.migrate import Migration, load
from pacts_daemon.tiers.sql.postgres import NAME
from pacts_daemon.tiers.sql.server.migrator import PostgresMigrator
from tests.support.backends.filled import connected, fill, key
from tests.support.backends.harnesses import PostgresHarness

ROWS = 20_000
SLOWEST_S = 1.5  # what a call waits for at most, its machine being busy, is 2 s
WORDS = Migration("0001_words.sql", "CREATE TABLE words (word TEXT);\n")
INDEXED = Migration(
    "0002_indexed.sql",
    "-- Outside a transaction.\nDROP INDEX CONCURRENTLY IF EXISTS {schema}.by_word;\n"
    "CREATE INDEX CONCURRENTLY by_word ON {schema}.words (word);\n",
)
WIDER = Migration("0003_wider.sql", "ALTER TABLE words ADD COLUMN number INT;\n")
UNIQUE = Migration("0002_indexed.sql", INDEXED.sql.replace("CREATE INDEX", "CREATE UNIQUE INDEX"))
INDEXES = """
SELECT indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = $1::regnamespace AND relname = 'by_word'"""
# What a replica of the version before ran, which serves on while a new one migrates.
BEFORE = {
    "lookup": "SELECT key, removed, body, version, revision, created_at, verified_at, expires_at,"
    " successes, failures FROM entries WHERE key = $1",
    "report": "WITH changed AS (UPDATE entries SET version = version + 1, expires_at = now() +"
    " interval '7 days' WHERE key = $1 RETURNING key, version), noted AS (INSERT INTO outbox (key,"
    " version, noted_at) SELECT key, version, now() FROM changed ON CONFLICT (key) DO UPDATE SET"
    " version = excluded.version) SELECT * FROM changed",
    "settle": "DELETE FROM outbox WHERE key = $1 AND version <= 1000",
    "heals": "SELECT id, body FROM heals WHERE key = $1 ORDER BY created_at DESC LIMIT 10",
    "rejected": "UPDATE heals SET state = 'rejected' WHERE id = 'heal-' || $1 RETURNING id",
    "kept": "INSERT INTO snapshots (id, seen_at, data) VALUES (decode(md5($1), 'hex'), now(), '')"
    " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
    "leased": "INSERT INTO leases AS held (name, holder, until) VALUES ($1, 'x', now())"
    " ON CONFLICT (name) DO UPDATE SET until = now() WHERE held.until <= now()",
}


@pytest.fixture(params=["postgres", "pgbouncer"])
async def empty(request: pytest.FixtureRequest) -> AsyncIterator[PostgresHarness]:
    dsn = request.getfixturevalue("postgres_dsn")
    harness = PostgresHarness(dsn, request.getfixturevalue(f"{request.param}_dsn"))
    yield harness
    await harness.run(f"DROP SCHEMA IF EXISTS {harness.schema} CASCADE")


class Traffic:
    """Calls of a replica of the version before, one after the other until it is told to end."""

    def __init__(self, harness: PostgresHarness) -> None:
        self._harness = harness
        self.slowest_s = 0.0
        self.calls = 0
        self.is_ended = False

    async def run(self) -> None:
        async with connected(self._harness) as db:
            while not self.is_ended:
                for statement in BEFORE.values():
                    started = time.monotonic()
                    await db.fetch(statement, key(self.calls % ROWS + 1))
                    self.slowest_s = max(self.slowest_s, time.monotonic() - started)
                    self.calls += 1


@asynccontextmanager
async def traffic(harness: PostgresHarness) -> AsyncIterator[Traffic]:
    made = Traffic(harness)
    async with asyncio.TaskGroup() as callers:
        for _ in range(4):
            callers.create_task(made.run())
        yield made
        made.is_ended = True


@asynccontextmanager
async def reading(harness: PostgresHarness, table: str) -> AsyncIterator[asyncpg.Connection]:
    """A transaction that has read a table and goes on, as a dump's does."""
    async with connected(harness) as db, db.transaction():
        await db.fetch(f"SELECT * FROM {table} LIMIT 1")  # noqa: S608
        yield db


async def validity(harness: PostgresHarness) -> Sequence[bool]:
    return [row["indisvalid"] for row in await harness.run(INDEXES, harness.schema)]


async def test_file_outside_a_transaction_is_applied_and_recorded_between_the_others(
    empty: PostgresHarness,
) -> None:
    names = (WORDS.name, INDEXED.name, WIDER.name)
    migrator = empty.migrator([WORDS, INDEXED, WIDER])
    assert await migrator.up() == names
    assert (await migrator.status()).applied == names
    assert await validity(empty) == [True]
    assert await migrator.up() == ()


async def test_file_outside_a_transaction_that_was_cut_short_is_made_good(
    empty: PostgresHarness,
) -> None:
    await empty.migrator([WORDS]).up()
    await empty.run("INSERT INTO words VALUES ('twice'), ('twice')")
    with pytest.raises(TierUnavailableError, match="twice"):
        await empty.migrator([WORDS, UNIQUE, WIDER]).up()
    assert await validity(empty) == [False]
    assert (await empty.migrator([WORDS, UNIQUE]).status()).pending == (UNIQUE.name,)
    await empty.run("DELETE FROM words")
    assert await empty.migrator([WORDS, UNIQUE, WIDER]).up() == (UNIQUE.name, WIDER.name)
    assert await validity(empty) == [True]


async def test_up_by_many_replicas_with_a_file_outside_a_transaction_applies_it_once(
    empty: PostgresHarness,
) -> None:
    await empty.migrator([WORDS]).up()
    migrators = [empty.migrator([WORDS, INDEXED, WIDER]) for _ in range(3)]
    async with asyncio.timeout(20):
        ups = await asyncio.gather(*(migrator.up() for migrator in migrators))
    assert sorted(name for names in ups for name in names) == [INDEXED.name, WIDER.name]


async def test_up_while_a_table_is_read_lets_others_through_and_succeeds_afterwards(
    postgres_dsn: str,
) -> None:
    harness = PostgresHarness(postgres_dsn)
    await harness.migrator([WORDS]).up()
    migrator = PostgresMigrator(postgres_dsn, harness.schema, [WORDS, WIDER], lock_wait_s=30)
    slowest = 0.0
    async with reading(harness, "words"):
        migrating = asyncio.create_task(migrator.up())
        until = time.monotonic() + 4
        while time.monotonic() < until:
            started = time.monotonic()
            await harness.run("SELECT * FROM words")
            slowest = max(slowest, time.monotonic() - started)
        assert not migrating.done()
    assert await migrating == (WIDER.name,)
    assert 1 < slowest < 2
    await migrator.drop()


async def test_up_while_a_table_is_read_for_long_says_so(postgres_dsn: str) -> None:
    harness = PostgresHarness(postgres_dsn)
    await harness.migrator([WORDS]).up()
    migrator = PostgresMigrator(postgres_dsn, harness.schema, [WORDS, WIDER], lock_wait_s=0.5)
    async with reading(harness, "words"):
        with pytest.raises(TierUnavailableError, match=r"cannot be migrated: .* lock timeout"):
            await migrator.up()
    assert await migrator.up() == (WIDER.name,)
    await migrator.drop()


async def test_shipped_files_are_applied_while_the_version_before_serves(
    postgres_dsn: str,
) -> None:
    harness = PostgresHarness(postgres_dsn)
    await harness.migrator(load(NAME)[:2]).up()
    await fill(harness, ROWS)
    async with traffic(harness) as served:
        await asyncio.sleep(0.5)
        before = served.calls
        assert before > 0
        applied = await harness.migrator().up()
        during = served.calls - before
        await asyncio.sleep(0.2)
    assert len(applied) == len(load(NAME)) - 2
    assert during > 0
    assert served.slowest_s < SLOWEST_S
    await harness.migrator().drop()
