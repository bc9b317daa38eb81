"""What only Redis can be asked: it has a clock of its own and neighbours."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from pacts_daemon.core.errors import InvalidFieldError, TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import Removal
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.redis_harnesses import RedisHarness
from tests.support.backends.relay import with_password
from tests.support.builders import a_query, an_entry

KEY = key_of(a_query())


@pytest.fixture
async def harness(redis_url: str) -> AsyncIterator[RedisHarness]:
    harness = RedisHarness(redis_url)
    async with harness.resources:
        await harness.prepare()
        yield harness


async def ttl_ms(harness: RedisHarness) -> int:
    left = await harness.direct.pttl(harness.namespace + KEY)
    assert isinstance(left, int)
    return left


async def shorten(harness: RedisHarness, milliseconds: int) -> None:
    await harness.direct.pexpire(harness.namespace + KEY, milliseconds)


async def test_lookup_all_slides_the_time_to_live_of_each_hit(harness: RedisHarness) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query())
    await shorten(harness, 5_000)
    await tier.lookup_all([KEY, key_of(a_query(ordinal=2))])
    assert await ttl_ms(harness) > 5_000


async def test_lookup_all_never_keeps_an_entry_past_its_own_end(harness: RedisHarness) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query(), life_s=30)
    await tier.lookup_all([KEY])
    assert await ttl_ms(harness) <= 30_000


async def test_lookup_all_is_one_round_trip(harness: RedisHarness) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query())
    before = await harness.direct.info("commandstats")
    await tier.lookup_all([KEY, key_of(a_query(ordinal=2))])
    after = await harness.direct.info("commandstats")
    assert called(after, "mget") - called(before, "mget") == 1
    assert called(after, "getex") == called(before, "getex")


def called(stats: dict[str, dict[str, int]], command: str) -> int:
    return stats.get(f"cmdstat_{command}", {}).get("calls", 0)


async def test_entry_is_gone_when_redis_says_so(redis_url: str) -> None:
    harness = RedisHarness(redis_url, ttl_s=0.05)
    async with harness.resources:
        await harness.prepare()
        tier = await harness.open()
        await harness.put(tier, a_query())
        left = await harness.direct.pttl(harness.namespace + KEY)
        assert isinstance(left, int)
        assert left <= 50
        await asyncio.sleep((left + 10) / 1000)
        assert await tier.lookup(KEY) is None


async def test_lookup_slides_the_ttl(harness: RedisHarness) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query())
    await shorten(harness, 60_000)
    await tier.lookup(KEY)
    assert await ttl_ms(harness) > 3_500_000


async def test_lookup_never_slides_past_the_expiry_of_the_entry(harness: RedisHarness) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query(), life_s=600)
    assert await ttl_ms(harness) <= 600_000
    await tier.lookup(KEY)
    assert await ttl_ms(harness) <= 600_000


async def test_lookup_never_keeps_a_removal_alive(harness: RedisHarness) -> None:
    tier = await harness.open()
    await tier.tell([(KEY, Removal(KEY, 5))])
    harness.clock.turn(3000)
    await tier.lookup(KEY)
    assert 0 < await ttl_ms(harness) <= 3_600_000
    harness.clock.turn(-3000)
    assert not await tier.store(KEY, an_entry(harness.clock.now(), version=4))


async def test_clear_leaves_other_namespaces(harness: RedisHarness) -> None:
    mine = RedisTier(harness.direct, harness.clock, ttl_s=60, namespace=f"{harness.namespace}a*:")
    other = RedisTier(harness.direct, harness.clock, ttl_s=60, namespace=f"{harness.namespace}ab:")
    await mine.store(KEY, an_entry(harness.clock.now()))
    await other.store(KEY, an_entry(harness.clock.now()))
    assert await mine.clear() == 1
    assert await other.lookup(KEY) == an_entry(harness.clock.now())


async def test_clear_leaves_what_is_not_ours(harness: RedisHarness) -> None:
    neighbour = f"{harness.namespace}session:1"
    await harness.direct.set(neighbour, "theirs")
    tier = await harness.open()
    await harness.put(tier, a_query())
    assert await tier.clear() == 1
    assert await harness.direct.get(neighbour) == b"theirs"


async def test_wrong_password_is_unavailable_and_not_repeated(harness: RedisHarness) -> None:
    wrong = with_password(harness.url, "battery-staple")
    client = connect(wrong)
    tier = RedisTier(client, harness.clock, ttl_s=60)
    with pytest.raises(TierUnavailableError) as caught:
        await tier.lookup(KEY)
    assert "battery-staple" not in str(caught.value)
    await tier.close()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://:secret@host",
        "redis://:secret@host:port",
        "",
        "redis",
        "redis://:secret@host/first",
        "redis://:secret@host?tiemout=1",
        "redis://:secret@host?decode_responses=1",
        "redis://:secret@host?db=1&",
        "redis://:secret@host?db=one",
        "redis://:secret@host?secret",
        "redis://:secret@host?ssl_ca_certs=/tmp/ca.pem",
        "redis://:secret@host,other",
        "redis://:secret@host:70000",
        "redis+cluster://:secret@host/1",
        "redis+sentinel://:secret@host/0",
        "redis://:sec#ret@host",
        "unix://:secret@/tmp/redis.sock?ssl_keyfile=/tmp/key.pem",
    ],
)
def test_connect_to_a_url_that_is_none_names_the_field_only(url: str) -> None:
    with pytest.raises(InvalidFieldError, match="redis_url") as caught:
        connect(url)
    assert "secret" not in str(caught.value)
