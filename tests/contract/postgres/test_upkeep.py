"""What keeps the tables of Postgres small while calls go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import asyncpg
import pytest

from pacts_daemon.app.clock import SystemClock
from pacts_daemon.core.errors import TierRefusedError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.audit.rows import Recorded
from pacts_daemon.tiers.sql.postgres import PostgresTier
from pacts_daemon.tiers.sql.rows import Row
from pacts_daemon.tiers.sql.server.sessions import Sessions, limits
from tests.support.backends.filled import connected, fill
from tests.support.backends.harnesses import PostgresHarness
from tests.support.builders import a_draft, a_heal, a_query

DUE = 100_000
TIMEOUT_S = 2.0  # what postgres.timeout_ms is unless it is set
LEFT = """
SELECT pid FROM pg_stat_activity WHERE application_name = 'lost' AND xact_start IS NOT NULL"""
HELD = "{0.schema}:sweep"
WAITING = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
DAY_S = 24 * 3600.0
CHURNED = ("entries", "leases", "outbox")


@pytest.fixture
async def harness(postgres_dsn: str) -> AsyncIterator[PostgresHarness]:
    made = PostgresHarness(postgres_dsn)
    async with made.resources:
        await made.prepare()
        yield made


async def test_tables_that_change_all_the_time_are_vacuumed_by_the_number_of_dead_rows(
    harness: PostgresHarness,
) -> None:
    rows = await harness.run(
        "SELECT relname, reloptions FROM pg_class WHERE relnamespace = $1::regnamespace"
        " AND relname = ANY($2::text[])",
        harness.schema,
        CHURNED,
    )
    told = {row["relname"]: dict(one.split("=") for one in row["reloptions"]) for row in rows}
    assert told.keys() == set(CHURNED)
    assert all(float(of["autovacuum_vacuum_scale_factor"]) <= 0.02 for of in told.values())
    assert all(int(of["autovacuum_vacuum_threshold"]) <= 1000 for of in told.values())


@pytest.mark.parametrize(
    "left", ["SELECT pg_sleep(60)", "BEGIN; SELECT pg_advisory_xact_lock(4711)"]
)
async def test_client_that_is_lost_leaves_nothing_behind(postgres_dsn: str, left: str) -> None:
    """Its socket stays open, as that of a machine does which is gone: the server has to end it."""
    harness = PostgresHarness(postgres_dsn)
    lost = await Sessions("lost", limits(0.2), None).open(postgres_dsn)
    calling = asyncio.create_task(lost.execute(left))
    async with asyncio.timeout(10):
        while not await harness.run(LEFT):
            await asyncio.sleep(0.01)
        while await harness.run(LEFT):
            await asyncio.sleep(0.05)
    with suppress(asyncpg.PostgresError):
        await calling
    lost.terminate()


class Timed:
    """Runs an engine's writes, and keeps how long each took."""

    def __init__(self, tier: PostgresTier) -> None:
        self._write = tier._engine.write
        self.took_s: list[float] = []

    async def write(
        self,
        statement: str,
        *values: object,
        is_sweeping: bool = False,
        recorded: Recorded | None = None,
    ) -> Sequence[Row]:
        started = time.monotonic()
        rows = await self._write(statement, *values, is_sweeping=is_sweeping, recorded=recorded)
        self.took_s.append(time.monotonic() - started)
        return rows


async def test_sweep_waits_for_another_longer_than_for_a_lock(harness: PostgresHarness) -> None:
    pool = await postgres.connect(harness.dsn, timeout_s=0.5)  # 0.25 s for a lock
    tier = PostgresTier(pool, SystemClock(), schema=harness.schema)
    await tier.save(a_draft(), retention_s=60)
    async with connected(harness) as other:
        async with other.transaction():
            await other.fetch("SELECT pg_advisory_xact_lock(hashtext($1))", HELD.format(harness))
            sweeping = asyncio.create_task(tier.remove_all(ListFilter()))
            while not await harness.run(WAITING):
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.5)
            assert not sweeping.done()
        assert len(await sweeping) == 1
    await tier.close()


async def test_table_that_refuses_its_purge_keeps_no_other_from_its_own(
    harness: PostgresHarness,
) -> None:
    tier = await harness.open()
    harness.clock.jump(-400 * DAY_S)
    await tier.save(a_draft(snapshot=b"page"), retention_s=60)
    heal = a_heal(harness.clock.now())
    await tier.heal_log.record(heal)
    harness.clock.jump(400 * DAY_S)
    await harness.run("UPDATE store_state SET purged_to_at = now()")
    async with connected(harness) as db:
        await db.execute(
            "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'not these' USING ERRCODE = 'insufficient_privilege'; END $$;"
            "CREATE TRIGGER refused BEFORE DELETE ON heals FOR EACH ROW EXECUTE FUNCTION refused()"
        )
    with pytest.raises(TierRefusedError, match="not these"):
        await tier.purge()
    assert await harness.run("SELECT key FROM entries") == []
    actions = {row["action"] for row in await harness.run("SELECT action FROM audit")}
    assert actions == {"purged"}, "what was recorded 400 days ago is gone"


async def call_on(tier: PostgresTier, name: str, took_s: list[float]) -> None:
    """Save an entry and look it up, again and again, until cancelled."""
    query = a_query(element=name)
    while True:
        started = time.monotonic()
        saved = await tier.save(a_draft(query), retention_s=60)
        assert await tier.lookup(key_of(query)) == saved
        took_s.append((time.monotonic() - started) / 2)


async def test_purge_of_a_hundred_thousand_rows_lets_calls_through(
    harness: PostgresHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(harness, DUE, noted="FALSE")
    await harness.run("UPDATE entries SET expires_at = now() - interval '1 hour'")
    pool = await postgres.connect(harness.dsn, timeout_s=TIMEOUT_S)
    tier = PostgresTier(pool, SystemClock(), schema=harness.schema)
    timed, took_s = Timed(tier), list[float]()
    callers = [asyncio.create_task(call_on(tier, f"Caller {n}", took_s)) for n in range(4)]
    monkeypatch.setattr(tier._engine, "write", timed.write)
    purged = await tier.purge()
    for caller in callers:
        caller.cancel()
    ends = await asyncio.gather(*callers, return_exceptions=True)
    await tier.close()
    assert all(isinstance(end, asyncio.CancelledError) for end in ends), ends
    assert purged == DUE - DUE // 50  # those that were not removed before
    assert len(timed.took_s) > DUE / 1000
    assert sorted(timed.took_s)[len(timed.took_s) // 2] < TIMEOUT_S / 4
    assert max(timed.took_s) < TIMEOUT_S * 4  # the time that a sweep is given
    assert len(took_s) > 100
    assert max(took_s) < TIMEOUT_S
    assert [row["count"] for row in await harness.run("SELECT count(*) FROM entries")] == [4]
