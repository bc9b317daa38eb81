"""A Redis that its sentinels know, before, during and after a failover."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from pacts_daemon.app.clock import SystemClock
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.proxies.deadline import FastDeadlineProxy, WaitLimits
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.options import RedisOptions
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.redis_servers import Watched, eventually, running_sentinels
from tests.support.backends.servers import PASSWORD, free_port
from tests.support.builders import a_query, an_entry

KEY = key_of(a_query())
TIMEOUT_MS = 500


@pytest.fixture
async def watched() -> AsyncIterator[Watched]:
    with running_sentinels() as watched:
        yield watched


def tier_at(url: str, incarnations: Incarnations | None = None) -> FastDeadlineProxy:
    options = RedisOptions(connect_timeout_s=TIMEOUT_MS / 1000)
    tier = RedisTier(connect(url, options, incarnations), SystemClock(), ttl_s=60)
    return FastDeadlineProxy(tier, WaitLimits(TIMEOUT_MS / 1000, 1, 8))


async def test_failover_is_followed_within_the_bounds_and_another_incarnation(
    watched: Watched,
) -> None:
    incarnations = Incarnations()
    tier = tier_at(watched.url, incarnations)
    assert await tier.store(KEY, an_entry(SystemClock().now()))
    before = incarnations.current
    watched.master.kill()

    waits, kept = [], False
    async with asyncio.timeout(20):
        while not kept:
            start = time.monotonic()
            try:
                kept = await tier.store(KEY, an_entry(SystemClock().now(), version=2))
            except TierUnavailableError:
                await asyncio.sleep(0.05)
            waits.append(time.monotonic() - start)
    assert max(waits) < TIMEOUT_MS / 1000 + 0.25
    assert incarnations.current not in {"", before}
    assert (await asyncio.to_thread(watched.replica.ask, "EXISTS", KEY)) == 1
    found = await tier.lookup(KEY)
    assert getattr(found, "version", None) == 2
    await tier.close()


async def test_planned_failover_is_followed_and_another_incarnation(watched: Watched) -> None:
    incarnations = Incarnations()
    tier = tier_at(watched.url, incarnations)
    await tier.lookup(KEY)
    before = incarnations.current
    watched.sentinels[0].ask("SENTINEL", "FAILOVER", "pacts")
    eventually(lambda: watched.replica.ask("ROLE")[0] == "master")
    async with asyncio.timeout(20):
        while incarnations.current == before:
            await incarnations.refresh()
            await asyncio.sleep(0.05)
    assert watched.master.ask("ROLE")[0] == "master"
    # A sentinel that has not heard of it yet may still name the old one, which takes writes too.
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(watched.replica.ask, "EXISTS", KEY):
            await tier.store(KEY, an_entry(SystemClock().now(), version=3))
    await tier.close()


async def test_one_sentinel_that_answers_is_enough(watched: Watched) -> None:
    answering = watched.sentinels[2].port
    hosts = f"127.0.0.1:{free_port()},127.0.0.1:{free_port()},127.0.0.1:{answering}"
    tier = tier_at(f"redis+sentinel://:{PASSWORD}@{hosts}/pacts")
    await tier.ping()
    await tier.close()


async def test_sentinel_that_hangs_takes_no_time_of_the_others(watched: Watched) -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(-1)
        writer.close()

    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    hosts = f"127.0.0.1:{port},127.0.0.1:{watched.sentinels[0].port}"
    tier = tier_at(f"redis+sentinel://:{PASSWORD}@{hosts}/pacts")
    await tier.ping()
    await tier.close()
    silent.close()
    await silent.wait_closed()


async def test_name_that_no_sentinel_knows_is_unavailable(watched: Watched) -> None:
    tier = tier_at(watched.url.replace("/pacts/", "/another/"))
    with pytest.raises(TierUnavailableError, match="another") as caught:
        await tier.ping()
    assert PASSWORD not in str(caught.value)
    await tier.close()
