"""What only a cluster can do: spread keys over nodes, and lose one of them."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import Removal
from pacts_daemon.tiers.redis.cluster import ClusterClient
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.options import RedisOptions
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.redis_harnesses import RedisHarness
from tests.support.backends.redis_servers import Cluster, running_cluster
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock

QUERIES = [a_query(page=f"/page/{number}") for number in range(30)]
KEYS = [key_of(query) for query in QUERIES]
ABSENT = key_of(a_query(page="/absent"))


@pytest.fixture
async def harness(redis_cluster_url: str) -> AsyncIterator[RedisHarness]:
    harness = RedisHarness(redis_cluster_url)
    async with harness.resources:
        await harness.prepare()
        yield harness


async def calls(harness: RedisHarness, command: str) -> list[int]:
    """How often each master was asked."""
    assert isinstance(harness.direct, ClusterClient)
    stats = await harness.direct.info("commandstats", target_nodes=ClusterClient.PRIMARIES)
    return [one.get(f"cmdstat_{command}", {}).get("calls", 0) for one in stats.values()]


async def test_keys_of_many_pages_are_on_all_masters_and_looked_up_at_once(
    harness: RedisHarness,
) -> None:
    tier = await harness.open()
    entries = {key_of(query): an_entry(harness.clock.now(), query) for query in QUERIES}
    await tier.tell([*entries.items()])
    assert await tier.lookup_all([*KEYS, ABSENT]) == [*entries.values(), None]
    assert await tier.lookup_all([ABSENT, *reversed(KEYS)]) == [None, *reversed(entries.values())]
    assert isinstance(harness.direct, ClusterClient)
    await harness.direct.initialize()
    nodes = {harness.direct.get_node_from_key(harness.namespace + key).port for key in KEYS}
    assert len(nodes) == 3


async def test_elements_of_one_page_are_one_command_to_one_master(harness: RedisHarness) -> None:
    tier = await harness.open()
    keys = [key_of(a_query(ordinal=number)) for number in range(1, 40)]
    await tier.lookup_all(keys)
    before = await calls(harness, "mget")
    await tier.lookup_all(keys)
    after = await calls(harness, "mget")
    assert sorted(now - then for now, then in zip(after, before, strict=True)) == [0, 0, 1]


async def test_removals_of_many_pages_reach_all_masters(harness: RedisHarness) -> None:
    tier = await harness.open()
    await tier.tell([(key_of(q), an_entry(harness.clock.now(), q)) for q in QUERIES])
    await tier.tell([(key, Removal(key, 2)) for key in KEYS])
    assert await tier.lookup_all(KEYS) == [None] * len(KEYS)


async def test_clear_counts_the_keys_of_all_masters(harness: RedisHarness) -> None:
    tier = await harness.open()
    await tier.tell([(key_of(q), an_entry(harness.clock.now(), q)) for q in QUERIES])
    assert await tier.clear() == len(KEYS)
    assert await tier.lookup_all(KEYS) == [None] * len(KEYS)


async def test_more_calls_than_connections_wait_for_one_another(harness: RedisHarness) -> None:
    client = connect(harness.url, RedisOptions(max_connections=2))
    tier = RedisTier(client, harness.clock, ttl_s=60, namespace=harness.namespace)
    singles = [tier.lookup(key) for key in KEYS]
    batches = [tier.lookup_all(KEYS[at : at + 5]) for at in range(0, 30, 5)]
    answers = await asyncio.gather(*singles, *batches)
    await tier.close()
    assert answers == [None] * 30 + [[None] * 5] * 6


async def test_incarnation_covers_every_master_before_the_first_answer(
    harness: RedisHarness,
) -> None:
    told: list[str] = []
    client = connect(harness.url, incarnations=Incarnations(told.append))
    await client.get("any")
    assert len(told) == 1
    await asyncio.gather(*(client.get(key) for key in KEYS))
    await client.aclose()
    assert len(told) == 1


async def test_masters_are_asked_again_for_their_incarnation(harness: RedisHarness) -> None:
    incarnations = Incarnations()
    client = connect(harness.url, incarnations=incarnations)
    await client.get("any")
    before = incarnations.current
    asked = await calls(harness, "info")
    await incarnations.refresh()
    again = await calls(harness, "info")
    await client.aclose()
    assert incarnations.current == before
    assert min(now - then for now, then in zip(again, asked, strict=True)) >= 2


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with running_cluster(with_replicas=True) as cluster:
        yield cluster


async def test_failover_is_followed_and_another_incarnation(cluster: Cluster) -> None:
    incarnations = Incarnations()
    client = connect(cluster.url, RedisOptions(connect_timeout_s=0.3), incarnations)
    clock = TurnedClock()
    tier = RedisTier(client, clock, ttl_s=60)
    entries = {key_of(query): an_entry(clock.now(), query) for query in QUERIES}
    await tier.tell([*entries.items()])
    before = incarnations.current
    cluster.masters[1].kill()

    # Those of the masters that are left are answered all the time.
    lost = []
    for key in KEYS:
        try:
            async with asyncio.timeout(1):
                assert await tier.lookup(key) == entries[key]
        except (TierUnavailableError, TimeoutError):
            lost.append(key)
    assert 0 < len(lost) < len(KEYS)
    assert incarnations.current == before

    await answered(tier)
    assert incarnations.current != before
    newer = {key_of(q): an_entry(clock.now(), q, version=2) for q in QUERIES}
    await tier.tell([*newer.items()])
    assert await tier.lookup_all(KEYS) == list(newer.values())
    await tier.close()


async def answered(tier: RedisTier) -> None:
    """Wait until all masters answer."""
    async with asyncio.timeout(20):
        while True:
            try:
                async with asyncio.timeout(1):
                    await tier.lookup_all(KEYS)
                    return
            except (TierUnavailableError, TimeoutError):
                await asyncio.sleep(0.1)
