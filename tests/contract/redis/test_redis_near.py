"""A near cache: hits are answered from memory, and what changes is known at once."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.errors import InvalidFieldError, TierUnavailableError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import Stale
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.near import TOLD_WITHIN_S
from pacts_daemon.tiers.redis.near_tier import NearProxy, NearRedisTier
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.redis_harnesses import NearRedisHarness, RelayedRedisHarness
from tests.support.backends.servers import free_port, running_redis
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.fast import ScriptedFast

KEY = key_of(a_query())
AT_ONCE_S = 0.5


class RelayedNearHarness(NearRedisHarness, RelayedRedisHarness):
    """A near cache over a connection that can hang and break."""


@pytest.fixture
async def harness(redis_url: str) -> AsyncIterator[NearRedisHarness]:
    harness = NearRedisHarness(redis_url)
    async with harness.resources:
        await harness.prepare()
        yield harness


@pytest.fixture
async def relayed(redis_url: str) -> AsyncIterator[RelayedNearHarness]:
    harness = RelayedNearHarness(redis_url)
    async with harness.resources:
        await harness.prepare()
        yield harness


async def eventually(holds: Callable[[], Awaitable[bool]], within_s: float) -> None:
    async with asyncio.timeout(within_s):
        while not await holds():
            await asyncio.sleep(0.002)


async def reads(harness: NearRedisHarness) -> int:
    """How often Redis was asked for values."""
    stats = await harness.direct.info("commandstats")
    asked = (stats.get(f"cmdstat_{name}", {}) for name in ("get", "mget", "getex"))
    return sum(one.get("calls", 0) for one in asked)


async def test_hit_is_answered_without_redis(harness: NearRedisHarness) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query())
    await remembered(tier, KEY)
    before = await reads(harness)
    assert await tier.lookup(KEY) == entry
    assert await tier.lookup_all([KEY]) == [entry]
    assert await reads(harness) == before


async def test_batch_asks_for_what_is_not_remembered(harness: NearRedisHarness) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query())
    await remembered(tier, KEY)
    other = await harness.put(tier, a_query(ordinal=2))
    absent = key_of(a_query(ordinal=3))
    assert await tier.lookup_all([absent, KEY, key_of(other.query)]) == [None, entry, other]


async def test_change_by_another_replica_is_known_at_once(harness: NearRedisHarness) -> None:
    tier, other = await harness.open(), await harness.open()
    await harness.put(other, a_query())
    await remembered(tier, KEY)
    newer = await harness.put(other, a_query())
    await eventually(lambda: answers(tier, KEY, newer), AT_ONCE_S)
    await harness.invalidate(other, newer)
    await eventually(lambda: answers(tier, KEY, None), AT_ONCE_S)


async def test_change_by_this_replica_is_known_with_its_end(harness: NearRedisHarness) -> None:
    tier = await harness.open()
    for _ in range(50):
        entry = await harness.put(tier, a_query())
        assert await tier.lookup(KEY) == entry
        assert await tier.lookup(KEY) == entry
    await harness.invalidate(tier, entry)
    assert await tier.lookup(KEY) is None


async def test_emptied_redis_empties_the_near_cache(harness: NearRedisHarness) -> None:
    with running_redis() as url:
        alone = NearRedisHarness(url)
        async with alone.resources:
            await alone.prepare()
            tier = await alone.open()
            await alone.put(tier, a_query())
            await remembered(tier, KEY)
            await alone.direct.flushall()
            await eventually(lambda: answers(tier, KEY, None), AT_ONCE_S)


async def test_broken_connection_empties_the_near_cache_and_is_made_again(
    relayed: RelayedNearHarness,
) -> None:
    tier = await relayed.open()
    await relayed.put(tier, a_query())
    await remembered(tier, KEY)
    await relayed.cut()
    await eventually(lambda: is_far(tier), AT_ONCE_S)
    with pytest.raises(TierUnavailableError):
        await tier.lookup(KEY)
    await relayed.restore()
    await eventually(lambda: is_near(tier), 5)
    await remembered(tier, KEY)


async def test_connection_that_hangs_is_trusted_for_a_second_at_most(
    relayed: RelayedNearHarness,
) -> None:
    tier = await relayed.open()
    entry = await relayed.put(tier, a_query())
    await remembered(tier, KEY)
    relayed.relay.pause()
    assert await tier.lookup(KEY) == entry
    await eventually(lambda: is_far(tier), TOLD_WITHIN_S + 0.2)
    relayed.relay.resume()
    await eventually(lambda: is_near(tier), 5)


async def test_restarted_redis_is_not_answered_for() -> None:
    port = free_port()
    with running_redis(port) as url:
        harness = NearRedisHarness(url)
        tier = await harness.open()
        await harness.put(tier, a_query())
        await remembered(tier, KEY)
    with running_redis(port):
        await eventually(lambda: is_far(tier), AT_ONCE_S)
        await eventually(lambda: is_near(tier), 5)
        assert await tier.lookup(KEY) is None
        await tier.close()
        await harness.direct.aclose()


async def test_value_that_is_remembered_is_confirmed_like_any_other(
    harness: NearRedisHarness,
) -> None:
    harness.trust = FastTrust(epoch=7, confirm_s=30)
    tier = await harness.open()
    entry = await harness.put(tier, a_query())
    await remembered(tier, KEY)
    harness.clock.turn(31)
    stale = await tier.lookup(KEY)
    assert isinstance(stale, Stale)
    assert stale.unconfirmed == entry
    harness.clock.turn(-31)
    harness.trust.suspect([KEY], 0)
    assert isinstance(await tier.lookup(KEY), Stale)
    harness.trust.told([KEY])
    assert await tier.lookup(KEY) == entry
    harness.trust.met("another Redis")
    assert isinstance(await tier.lookup(KEY), Stale)


async def test_value_that_cannot_be_confirmed_is_kept_alive_by_its_reader(
    harness: NearRedisHarness,
) -> None:
    harness.trust = FastTrust(epoch=7, confirm_s=30)
    tier = await harness.open()
    await harness.put(tier, a_query())
    name = harness.namespace + KEY
    await harness.direct.pexpire(name, 5_000)
    await tier.lookup(KEY)
    assert await harness.direct.pttl(name) <= 5_000
    harness.clock.turn(31)
    await harness.direct.pexpire(name, 5_000)
    await tier.lookup(KEY)
    assert await harness.direct.pttl(name) > 5_000


async def test_readers_and_writers_of_several_replicas_never_go_back(
    harness: NearRedisHarness,
) -> None:
    readers = [await harness.open() for _ in range(3)]
    writer = RedisTier(harness.direct, harness.clock, ttl_s=60, namespace=harness.namespace)
    keys = [key_of(a_query(ordinal=number)) for number in range(1, 6)]
    acknowledged = dict.fromkeys(keys, 0)
    draw = random.Random(5)

    async def write() -> None:
        for version in range(1, 120):
            number = draw.randrange(1, 6)
            query = a_query(ordinal=number)
            await writer.store(
                keys[number - 1], an_entry(harness.clock.now(), query, version=version)
            )
            acknowledged[keys[number - 1]] = version
            await asyncio.sleep(0.003)

    async def read(tier: NearRedisTier) -> None:
        loop, late = asyncio.get_running_loop(), dict.fromkeys(keys, 0.0)
        seen = dict.fromkeys(keys, 0)
        while not writing.done():
            key = draw.choice(keys)
            due = acknowledged[key]
            found = await tier.lookup(key)
            version = found.version if isinstance(found, Entry) else 0
            assert version >= seen[key]
            seen[key] = version
            # A change is told a moment after it is acknowledged, and no longer.
            late[key] = 0.0 if version >= due else late[key] or loop.time()
            assert not late[key] or loop.time() - late[key] < AT_ONCE_S
            await asyncio.sleep(0)

    writing = asyncio.create_task(write())
    await asyncio.gather(writing, *(read(tier) for tier in readers))
    for key in keys:
        for tier in readers:
            found = await tier.lookup(key)
            assert isinstance(found, Entry)
            assert found.version == acknowledged[key]


async def test_what_is_remembered_is_answered_before_deadline_and_breaker(
    relayed: RelayedNearHarness,
) -> None:
    tier = await relayed.open()
    entry = await relayed.put(tier, a_query())
    await remembered(tier, KEY)
    silent = ScriptedFast(relayed.clock)
    silent.down = True
    proxy = NearProxy(silent, tier)
    assert await proxy.lookup(KEY) == entry
    assert await proxy.lookup_all([KEY, KEY]) == [entry, entry]
    other = key_of(a_query(ordinal=2))
    for ask in (lambda: proxy.lookup(other), lambda: proxy.lookup_all([KEY, other]), proxy.ping):
        with pytest.raises(TierUnavailableError):
            await ask()


async def test_cluster_has_no_near_cache() -> None:
    client = connect("redis+cluster://127.0.0.1:1")
    with pytest.raises(InvalidFieldError, match="redis_near_cache_entries"):
        NearRedisTier(client, TurnedClock(), near_entries=1, incarnations=Incarnations(), ttl_s=1)
    await client.aclose()


async def remembered(tier: NearRedisTier, key: Key) -> None:
    """Have a key looked up until it is remembered: its own store is told back at first."""

    async def held() -> bool:
        await tier.lookup(key)
        await asyncio.sleep(0.01)
        return tier.remembered(key) is not None

    await eventually(held, 5)


async def answers(tier: NearRedisTier, key: Key, expected: Entry | None) -> bool:
    return await tier.lookup(key) == expected


async def is_near(tier: NearRedisTier) -> bool:
    return tier.is_near


async def is_far(tier: NearRedisTier) -> bool:
    return not tier.is_near
