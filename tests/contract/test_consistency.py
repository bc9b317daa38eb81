"""What keeps a fast tier from serving older data than the durable one: `core.consistency`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from pacts_daemon.core.consistency.standing import Census, FastMark, StoreState
from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of, page_key
from pacts_daemon.core.known.pages import PageGap, page_query
from pacts_daemon.core.ports import ListFilter, Removal, Stale
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.harnesses import IN_A_DATABASE, DurableHarness, FastHarness
from tests.support.backends.redis_harnesses import RedisHarness
from tests.support.builders import a_query, an_entry

KEY = key_of(a_query())
DAY_S = 24 * 3600


async def test_tell_stores_entries_and_refuses_what_was_removed(fast: FastHarness) -> None:
    tier = await fast.open()
    gone = await fast.put(tier, a_query(element="gone"))
    entry = an_entry(fast.clock.now())
    changes = [(KEY, entry), (key_of(gone.query), Removal(key_of(gone.query), 2))]
    assert await tier.tell(changes) == frozenset()  # type: ignore[arg-type]
    assert await tier.lookup(KEY) == entry
    assert await tier.lookup(key_of(gone.query)) is None
    assert not await tier.store(key_of(gone.query), gone)
    assert await tier.tell([]) == frozenset()


@pytest.mark.parametrize("is_known", [True, False])
async def test_correct_replaces_exactly_what_was_held(fast: FastHarness, is_known: bool) -> None:
    tier = await fast.open()
    held = replace(an_entry(fast.clock.now()), version=5)
    assert await tier.store(KEY, held)
    older = replace(held, version=2)
    await tier.correct(replace(held, version=4), older)
    assert await tier.lookup(KEY) == held
    await tier.correct(held, older if is_known else None)
    assert await tier.lookup(KEY) == (older if is_known else None)
    assert await tier.store(KEY, replace(held, version=3))


async def test_beat_begins_an_epoch_only_where_one_is_due(durable: DurableHarness) -> None:
    tier = await durable.open()
    first = await tier.beat("one", None)
    assert await tier.state("one") == first
    assert await tier.state("") == first
    assert (await tier.state("other")).epoch == 0
    same = await tier.beat("one", first)
    assert (same.epoch, same.beat) == (first.epoch, first.beat + 1)
    other = await tier.beat("other", same)
    assert other.epoch > same.epoch
    assert (await tier.beat("one", other)).epoch == other.epoch
    back = await tier.beat("one", other, is_set_back=True)
    assert back.epoch > other.epoch
    seen = StoreState(back.epoch + 10**9, back.beat + 100)
    later = await tier.beat("one", seen)
    assert later.epoch > seen.epoch
    assert later.beat > seen.beat
    assert await tier.state("one") == later


async def test_suspects_are_keys_with_a_note_that_is_old_enough(durable: DurableHarness) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query())
    assert await tier.suspects(0.5, 10) == []
    durable.clock.turn(0.5)
    await durable.put(tier, a_query(element="later"))
    assert await tier.suspects(0.5, 10) == [KEY]
    durable.clock.turn(1)
    assert len(await tier.suspects(0.5, 10)) == 2
    assert len(await tier.suspects(0.5, 1)) == 1


async def test_deferred_note_is_told_last_and_stays_a_suspect(durable: DurableHarness) -> None:
    tier = await durable.open()
    refused = await durable.put(tier, a_query())
    durable.clock.turn(1)
    other = await durable.put(tier, a_query(element="other"))
    await tier.defer([KEY])
    await tier.defer([])
    assert [key for key, _ in await tier.unsettled(10)] == [key_of(other.query), KEY]
    assert await tier.unsettled(10) != []
    assert KEY in await tier.suspects(0.5, 10)
    await tier.settle([Removal(KEY, refused.version)])
    assert [key for key, _ in await tier.unsettled(10)] == [key_of(other.query)]


async def test_remove_all_goes_on_behind_the_last_key(durable: DurableHarness) -> None:
    tier = await durable.open()
    queries = [a_query(element=f"element {number}") for number in range(5)]
    for query in queries:
        await durable.put(tier, query)
    keys = sorted(key_of(query) for query in queries)
    first = await tier.remove_all(ListFilter(app="wiki"), "", 3)
    assert [one.key for one in first] == keys[:3]
    rest = await tier.remove_all(ListFilter(app="wiki"), first[-1].key, 3)
    assert [one.key for one in rest] == keys[3:]
    assert await tier.remove_all(ListFilter(app="wiki")) == []


async def test_census_counts_what_a_purge_would_delete(durable: DurableHarness) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query(element="short"), life_s=60)
    await durable.put(tier, a_query())
    assert await tier.census() == Census(2, 0)
    durable.clock.turn(60)
    assert await tier.census() == Census(2, 1)


@pytest.mark.parametrize("durable", IN_A_DATABASE, indirect=True)
async def test_purge_by_a_clock_that_is_days_ahead_deletes_nothing_that_lives(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    kept = await durable.put(tier, a_query())
    await tier.purge()
    durable.clock.jump(8 * DAY_S)
    ahead = await durable.open()
    assert await ahead.purge() == 0
    durable.clock.jump(-8 * DAY_S)
    assert await ahead.lookup(KEY) == kept


async def opened(harness: RedisHarness, trust: FastTrust) -> RedisTier:
    known = Incarnations()
    tier = RedisTier(
        connect(harness.url, incarnations=known),
        harness.clock,
        ttl_s=3600,
        namespace=harness.namespace,
        trust=trust,
        incarnations=known,
    )
    harness.resources.push_async_callback(tier.close)
    return tier


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[RedisHarness]:
    harness = RedisHarness(redis_url)
    async with harness.resources:
        await harness.prepare()
        yield harness


async def test_value_of_another_epoch_is_not_served_and_gives_way(redis: RedisHarness) -> None:
    trust = FastTrust(epoch=7)
    tier = await opened(redis, trust)
    entry = replace(an_entry(redis.clock.now()), version=5)
    await tier.store(KEY, entry)
    await tier.store_page(page_query(entry.query), PageGap("gone"), [entry])
    trust.epoch = 8
    assert isinstance(await tier.lookup(KEY), Stale)
    assert [type(one) for one in await tier.lookup_all([KEY])] == [Stale]
    assert isinstance(await tier.page(page_query(entry.query)), PageGap)
    older = replace(entry, version=1)
    assert await tier.store(KEY, older)
    assert await tier.lookup(KEY) == older
    trust.epoch = 7  # a slow writer that has not heard of the new epoch
    assert not await tier.store(KEY, entry)
    trust.epoch = 0
    with pytest.raises(TierUnavailableError):
        await tier.store(KEY, entry)


async def test_value_is_unconfirmed_after_its_time_and_ripe_before(redis: RedisHarness) -> None:
    trust = FastTrust(epoch=7, confirm_s=30)
    tier = await opened(redis, trust)
    entry = an_entry(redis.clock.now())
    await tier.store(KEY, entry)
    redis.clock.turn(14)
    assert await tier.lookup(KEY) == entry
    assert trust.take_ripe() == []
    redis.clock.turn(2)
    assert await tier.lookup(KEY) == entry
    assert trust.take_ripe() == [KEY]
    redis.clock.turn(14)
    known = await tier.lookup(KEY)
    assert isinstance(known, Stale)
    assert known.unconfirmed == entry
    await tier.store(KEY, entry)
    assert await tier.lookup(KEY) == entry


async def test_page_with_an_unconfirmed_entry_is_a_gap_that_tells_it(redis: RedisHarness) -> None:
    tier = await opened(redis, FastTrust(epoch=7, confirm_s=30))
    entry = an_entry(redis.clock.now())
    query = page_query(entry.query)
    gap = await tier.page(query)
    assert isinstance(gap, PageGap)
    await tier.store_page(query, gap, [entry])
    assert await tier.page(query) == [entry]
    redis.clock.turn(30)
    known = await tier.page(query)
    assert isinstance(known, PageGap)
    assert known.unconfirmed == (entry,)


async def test_suspect_is_not_read(redis: RedisHarness) -> None:
    trust = FastTrust(epoch=7)
    tier = await opened(redis, trust)
    entry = an_entry(redis.clock.now())
    await tier.store(KEY, entry)
    trust.suspect([KEY], redis.clock.monotonic())
    assert isinstance(await tier.lookup(KEY), Stale)
    assert isinstance(await tier.page(page_query(entry.query)), PageGap)
    trust.told([KEY])
    assert await tier.lookup(KEY) == entry


async def test_key_of_another_type_gives_way(redis: RedisHarness) -> None:
    tier = await opened(redis, FastTrust(epoch=7))
    entry = an_entry(redis.clock.now())
    names = [redis.namespace + KEY, redis.namespace + page_key(page_query(entry.query))]
    await redis.direct.lpush(names[0], "foreign")
    await redis.direct.set(names[1], "foreign")
    assert isinstance(await tier.lookup(KEY), Stale)
    assert isinstance(await tier.page(page_query(entry.query)), PageGap)
    await redis.direct.set(names[1], "foreign")
    assert await tier.store(KEY, entry)
    assert await tier.lookup(KEY) == entry


async def test_write_that_a_full_redis_refuses_leaves_nothing_behind(redis: RedisHarness) -> None:
    tier = await opened(redis, FastTrust(epoch=7))
    entry = an_entry(redis.clock.now())
    await tier.store(KEY, entry)
    limits = await redis.direct.config_get("maxmemory*")
    await redis.direct.config_set("maxmemory-policy", "noeviction")
    await redis.direct.config_set("maxmemory", "1")
    try:
        assert await tier.tell([(KEY, Removal(KEY, 2))]) == {KEY}
        assert await tier.lookup(KEY) is None
        with pytest.raises(TierUnavailableError):
            await tier.store(KEY, entry)
    finally:
        await redis.direct.config_set("maxmemory", limits["maxmemory"])
        await redis.direct.config_set("maxmemory-policy", limits["maxmemory-policy"])


async def test_highest_mark_stays_of_one_incarnation(redis: RedisHarness) -> None:
    tier = await opened(redis, FastTrust())
    name = (await tier.standing()).incarnation
    await tier.mark(FastMark(name, 7, 5))
    await tier.mark(FastMark(name, 7, 4))
    await tier.mark(FastMark(name, 6, 9))
    assert await tier.standing() == FastMark(name, 7, 5, name)
    await tier.mark(FastMark("restarted", 6, 1))
    assert await tier.standing() == FastMark(name, 6, 1, "restarted")
