"""What keeps the tables of Postgres small, and the sweeps short, while calls go on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.harnesses import PostgresHarness

DUE = 100_000
TIMEOUT_S = 2.0  # what postgres.timeout_ms is unless it is set
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
