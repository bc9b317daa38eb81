"""Pages that a fast tier has all of: what holds for each tier, then what for one alone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.pages import PageGap
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.core.ports import FastTier, Removal
from tests.support.backends.harnesses import (
    FastHarness,
    MemoryHarness,
)
from tests.support.backends.redis_harnesses import RedisHarness
from tests.support.builders import a_query, an_entry
from tests.support.pages.whole_pages import PAGE, QUERY, by_key, fill, named, whole


async def test_page_that_was_never_filled_is_a_gap(fast: FastHarness) -> None:
    tier = await fast.open()
    await fast.put(tier, QUERY)
    assert isinstance(await tier.page(PAGE), PageGap)


async def test_page_that_was_filled_is_known(fast: FastHarness) -> None:
    tier = await fast.open()
    entries = by_key([an_entry(fast.clock.now(), query) for query in named("Search", "Log in")])
    await fill(tier, *entries)
    assert await whole(fast, tier) == entries
    assert await tier.lookup(key_of(entries[0].query)) == entries[0]


async def test_page_filled_with_an_older_version_keeps_the_newer_one(fast: FastHarness) -> None:
    tier = await fast.open()
    gap = await tier.page(PAGE)
    assert isinstance(gap, PageGap)
    newer = an_entry(fast.clock.now(), version=5)
    await tier.store(key_of(QUERY), newer)
    await tier.store_page(PAGE, gap, [an_entry(fast.clock.now(), version=4)])
    assert await whole(fast, tier) == [newer]


async def test_page_filled_with_what_was_removed_meanwhile_is_without_it(
    fast: FastHarness,
) -> None:
    tier = await fast.open()
    gap = await tier.page(PAGE)
    assert isinstance(gap, PageGap)
    await tier.tell([(key_of(QUERY), Removal(key_of(QUERY), 2))])
    await tier.store_page(PAGE, gap, [an_entry(fast.clock.now(), version=1)])
    assert await whole(fast, tier) == []


async def test_entry_that_is_stored_while_a_page_is_read_belongs_to_it(fast: FastHarness) -> None:
    tier = await fast.open()
    gap = await tier.page(PAGE)
    assert isinstance(gap, PageGap)
    meanwhile, read = [an_entry(fast.clock.now(), query) for query in named("Search", "Log in")]
    await tier.tell([(key_of(meanwhile.query), meanwhile)])
    await tier.store_page(PAGE, gap, [read])
    assert await whole(fast, tier) == by_key([meanwhile, read])


async def test_gap_of_another_time_fills_nothing(fast: FastHarness) -> None:
    tier = await fast.open()
    gap = await tier.page(PAGE)
    assert isinstance(gap, PageGap)
    await tier.clear()
    assert isinstance(await tier.page(PAGE), PageGap)
    entry = an_entry(fast.clock.now())
    await tier.store_page(PAGE, gap, [entry])
    assert isinstance(await tier.page(PAGE), PageGap)
    assert await tier.lookup(key_of(QUERY)) == entry


async def test_two_who_read_a_page_at_once_both_may_fill_it(fast: FastHarness) -> None:
    tiers = [await fast.open() for _ in range(2)]
    first, second = [await tier.page(PAGE) for tier in tiers]
    assert isinstance(first, PageGap)
    assert isinstance(second, PageGap)
    entry = an_entry(fast.clock.now())
    await tiers[1].store_page(PAGE, second, [entry])
    await tiers[0].store_page(PAGE, first, [entry])
    assert await whole(fast, tiers[0]) == [entry]


async def test_page_under_concurrent_writes_ends_with_what_was_written(fast: FastHarness) -> None:
    tiers = [await fast.open() for _ in range(3)]
    queries = named(*(f"Element {number}" for number in range(40)))
    now = fast.clock.now()

    async def write(number: int, query: ElementQuery) -> None:
        tier = tiers[number % 3]
        for version in (1, 2, 3):
            await tier.store(key_of(query), an_entry(now, query, version=version))
        if number % 4 == 0:
            await tier.tell([(key_of(query), Removal(key_of(query), 4))])

    async def read(tier: FastTier) -> None:
        """Fill as `PageLookup` does, from a durable tier that knew the first version only."""
        for _ in range(20):
            known = await tier.page(PAGE)
            if isinstance(known, PageGap):
                await tier.store_page(PAGE, known, [an_entry(now, query) for query in queries])
            else:
                seen = {entry.query.element: entry.version for entry in known}
                assert all(seen[name] >= last.get(name, 0) for name in seen)
                last.update(seen)

    last: dict[str, int] = {}
    await asyncio.gather(*(write(*one) for one in enumerate(queries)), read(tiers[0]))
    left = [an_entry(now, query, version=3) for n, query in enumerate(queries) if n % 4]
    known = await tiers[1].page(PAGE)
    if isinstance(known, PageGap):
        await tiers[1].store_page(PAGE, known, [an_entry(now, query) for query in queries])
    assert await whole(fast, tiers[2]) == by_key(left)


async def test_page_of_an_evicted_entry_is_a_gap_in_memory() -> None:
    harness = MemoryHarness(max_entries=2)
    tier = await harness.open()
    await fill(tier)
    for query in named("Search", "Log in", "Save"):
        await harness.put(tier, query)
    assert isinstance(await tier.page(PAGE), PageGap)


async def test_page_is_forgotten_in_memory_when_its_time_is_up() -> None:
    harness = MemoryHarness()
    tier = await harness.open()
    await fill(tier)
    harness.clock.turn(harness.ttl_s)
    assert isinstance(await tier.page(PAGE), PageGap)


@pytest.fixture
async def redis_harness(redis_url: str) -> Any:
    harness = RedisHarness(redis_url)
    async with harness.resources:
        await harness.prepare()
        yield harness


async def redis_keys(harness: RedisHarness) -> dict[str, bytes]:
    """Return the names of a page's element and of the page itself."""
    names = [name async for name in harness.direct.scan_iter(f"{harness.namespace}*")]
    return {"page" if b"#" in name else "element": name for name in names}


@pytest.mark.parametrize("evicted", ["page", "element"])
async def test_page_whose_keys_redis_evicted_is_a_gap(
    redis_harness: RedisHarness, evicted: str
) -> None:
    tier = await redis_harness.open()
    await fill(tier)
    entry = await redis_harness.put(tier, QUERY)
    await redis_harness.direct.unlink((await redis_keys(redis_harness))[evicted])
    assert isinstance(await tier.page(PAGE), PageGap)
    await fill(tier, entry)
    assert await whole(redis_harness, tier) == [entry]


@pytest.mark.parametrize("damaged", [b"", b"\xff" * 64, b"\x01" * 12])
async def test_page_with_bytes_that_cannot_be_read_is_a_gap_until_it_is_filled(
    redis_harness: RedisHarness, damaged: bytes
) -> None:
    tier = await redis_harness.open()
    await fill(tier)
    entry = await redis_harness.put(tier, QUERY)
    if damaged[:1] == b"\x01":
        damaged = b"\x01" + entry.version.to_bytes(8, "big") + b"\x00nonsense"
    await redis_harness.damage(entry, lambda _: damaged)
    gap = await tier.page(PAGE)
    assert isinstance(gap, PageGap)
    await tier.store_page(PAGE, gap, [entry])
    assert await whole(redis_harness, tier) == [entry]


async def test_page_is_one_call_to_redis_in_one_slot(redis_harness: RedisHarness) -> None:
    tier = await redis_harness.open()
    await fill(tier)
    for query in named(*(f"Element {number}" for number in range(100))):
        await redis_harness.put(tier, query)
    before = await redis_harness.direct.info("commandstats")
    assert len(await whole(redis_harness, tier)) == 100
    after = await redis_harness.direct.info("commandstats")
    assert after["cmdstat_eval"]["calls"] - before["cmdstat_eval"]["calls"] == 1
    assert after["cmdstat_mget"]["calls"] - before.get("cmdstat_mget", {"calls": 0})["calls"] == 1
    names = [name async for name in redis_harness.direct.scan_iter(f"{redis_harness.namespace}*")]
    tags = {name[name.index(b"{") : name.index(b"}")] for name in names}
    assert len(names) == 101
    assert len(tags) == 1


async def test_page_of_more_keys_than_are_told_is_a_gap(redis_harness: RedisHarness) -> None:
    tier = await redis_harness.open()
    await fill(tier)
    entries = [an_entry(redis_harness.clock.now(), a_query(ordinal=n)) for n in range(2001)]
    await tier.tell([(key_of(entry.query), entry) for entry in entries])
    assert isinstance(await tier.page(PAGE), PageGap)


async def test_page_read_keeps_no_key_alive(redis_harness: RedisHarness) -> None:
    tier = await redis_harness.open()
    await fill(tier)
    await redis_harness.put(tier, QUERY)
    for name in (await redis_keys(redis_harness)).values():
        await redis_harness.direct.pexpire(name, 5_000)
    await whole(redis_harness, tier)
    for name in (await redis_keys(redis_harness)).values():
        assert 0 < await redis_harness.direct.pttl(name) <= 5_000
