"""All entries of a page at once: what holds for every tier, then for the durable ones."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from pacts_daemon.core.keys import key_of, page_prefix
from pacts_daemon.core.known.pages import PageGap, page_query
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.tiers.sql import statements as sql
from pacts_daemon.tiers.sql.disk.opening import connect
from pacts_daemon.tiers.sql.sqlite_file import Connection
from tests.support.backends.harnesses import (
    DurableHarness,
    FastHarness,
    Harness,
    PostgresHarness,
    SqliteHarness,
)
from tests.support.builders import a_query
from tests.support.pages.whole_pages import PAGE, QUERY, by_key, fill, named, whole

OTHERS = [
    a_query(variant={"locale": "de"}),
    a_query(variant={}),
    a_query(page=f"{QUERY.page}/edit"),
    a_query(page=QUERY.page[:-1]),
    a_query(app="wiki2"),
    a_query(environment="test-2"),
]


async def test_page_has_each_of_its_entries_as_lookup_has_it(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await fill(tier)
    kept = [await harness.put(tier, query) for query in named("Search", "Log in", "Søk ✓")]
    kept.append(await harness.put(tier, a_query(ordinal=2, scope="footer")))
    assert await whole(harness, tier) == by_key(kept)
    assert await whole(harness, tier) == by_key(
        await tier.lookup_all([key_of(e.query) for e in kept])
    )


async def test_page_without_entries_is_empty(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await fill(tier)
    assert await whole(harness, tier) == []


@pytest.mark.parametrize("other", OTHERS, ids=lambda query: f"{query.page}-{query.variant}")
async def test_page_has_nothing_of_another_page_or_variant(
    harness: Harness[Any], other: ElementQuery
) -> None:
    tier = await harness.open()
    await fill(tier)
    await fill(tier, page=page_query(other))
    mine, theirs = await harness.put(tier, QUERY), await harness.put(tier, other)
    assert await whole(harness, tier) == [mine]
    assert await whole(harness, tier, page_query(other)) == [theirs]


async def test_page_has_the_newest_version_of_an_entry(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await fill(tier)
    await harness.put(tier, QUERY)
    newer = await harness.put(tier, QUERY)
    assert await whole(harness, tier) == [newer]


async def test_page_has_no_entry_that_was_invalidated(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await fill(tier)
    gone, kept = [await harness.put(tier, query) for query in named("Search", "Log in")]
    await harness.invalidate(tier, gone)
    assert await whole(harness, tier) == [kept]
    again = await harness.put(tier, gone.query)
    assert await whole(harness, tier) == by_key([kept, again])


async def test_page_never_has_an_entry_at_its_expiry(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await fill(tier)
    await harness.put(tier, named("Search")[0], life_s=60)
    kept = await harness.put(tier, named("Log in")[0], life_s=120)
    harness.clock.turn(60)
    if isinstance(harness, FastHarness):
        assert isinstance(await tier.page(PAGE), PageGap)
        await fill(tier, kept)
    assert await whole(harness, tier) == [kept]


@pytest.mark.parametrize("harness", ["sqlite", "postgres", "scripted-durable"], indirect=True)
async def test_page_of_a_durable_tier_leaves_out_what_cannot_be_read(
    harness: DurableHarness,
) -> None:
    tier = await harness.open()
    damaged, kept = [await harness.put(tier, query) for query in named("Search", "Log in")]
    await harness.damage(damaged, lambda value: value[:10])
    assert await tier.page(PAGE, 10) == [kept]


async def test_page_of_a_durable_tier_ends_at_its_limit(durable: DurableHarness) -> None:
    tier = await durable.open()
    kept = by_key([await durable.put(tier, query) for query in named(*"abcdef")])
    for other in "abcdef":
        await durable.put(tier, a_query(element=other, variant={}))
    assert await tier.page(PAGE, 4) == kept[:4]
    assert await tier.page(PAGE, 6) == await tier.page(PAGE, 7) == kept


async def test_page_is_a_range_of_the_primary_key_in_sqlite(tmp_path: Path) -> None:
    harness = SqliteHarness(tmp_path)
    await harness.prepare()
    first = page_prefix(PAGE)
    values = (harness.clock.now(), first, f"{first}~", 1001)
    with closing(connect(harness.path)) as db:
        plan = [
            row["detail"] for row in Connection(db).all(f"EXPLAIN QUERY PLAN {sql.PAGE}", *values)
        ]
    assert plan == ["SEARCH entries USING PRIMARY KEY (key>? AND key<?)"]


async def test_page_is_a_range_of_the_primary_key_in_postgres(postgres_dsn: str) -> None:
    harness = PostgresHarness(postgres_dsn)
    async with harness.resources:
        await harness.prepare()
        tier = await harness.open()
        for number in range(30):
            await harness.put(tier, a_query(page=f"Page {number}"))
        await harness.put(tier, QUERY)
        first = page_prefix(PAGE)
        db = await asyncpg.connect(
            postgres_dsn, server_settings={"search_path": harness.schema, "enable_seqscan": "off"}
        )
        try:
            plan = await db.fetch(
                f"EXPLAIN {sql.PAGE}", harness.clock.now(), first, f"{first}~", 1001
            )
        finally:
            await db.close()
    said = "\n".join(row[0] for row in plan)
    assert "Index Scan using entries_pkey" in said
    assert "Index Cond" in said
    assert "Sort" not in said
