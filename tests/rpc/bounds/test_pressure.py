"""Tiers that hang, refuse or have too few connections, as callers over gRPC feel it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import asyncpg
import grpc
import pytest
from redis.asyncio import Redis

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.support.backends.relay import Relay, relay_to, relayed
from tests.support.backends.servers import running_redis
from tests.support.daemons.stubs import css, failure, open_stubs, query, settings_in

GET = pb.GetSelectorRequest(query=query())
CONNECTIONS = 4


def saving(element: str = "Save") -> pb.SaveSelectorRequest:
    return pb.SaveSelectorRequest(query=query(element=element), selectors=[css()])


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


@pytest.fixture
async def database(postgres_dsn: str) -> AsyncIterator[str]:
    """The DSN of a database of the test's own, so that it may be made read-only."""
    name = f"pressure_{uuid4().hex[:8]}"
    await run(postgres_dsn, f"CREATE DATABASE {name}")
    yield f"{postgres_dsn.rpartition('/')[0]}/{name}"
    await run(postgres_dsn, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def cache_url() -> AsyncIterator[str]:  # type: ignore[misc]
    """The URL of a Redis of the test's own, so that its memory and clients are the test's."""
    with running_redis() as url:
        yield url


async def run(dsn: str, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()


async def behind(stack: AsyncExitStack, url: str, port: int) -> tuple[str, Relay]:
    relay = relay_to(url, port)
    await relay.start()
    stack.push_async_callback(relay.cut)
    return relayed(url, relay), relay


async def test_redis_that_hangs_costs_callers_a_third_of_their_deadline(
    stack: AsyncExitStack, cache_url: str, database: str, tmp_path: Path
) -> None:
    url, relay = await behind(stack, cache_url, 6379)
    redis = {"url": url, "timeout_ms": 60_000}
    stubs = await open_stubs(stack, settings_in(tmp_path, redis=redis, postgres={"dsn": database}))
    await stubs.selector.SaveSelector(saving())
    relay.pause()
    calls = (stubs.selector.GetSelector(GET, timeout=6) for _ in range(20))
    for answer in await asyncio.gather(*calls):
        assert answer.found.source == "postgres"
        assert answer.trail[0].outcome == element_pb2.OUTCOME_ERROR
        assert 1_000 < answer.trail[0].elapsed.ToMilliseconds() < 4_000


async def test_redis_that_hangs_is_not_asked_any_more_by_callers_without_patience(
    stack: AsyncExitStack, cache_url: str, database: str, tmp_path: Path
) -> None:
    url, relay = await behind(stack, cache_url, 6379)
    settings = settings_in(tmp_path, redis={"url": url}, postgres={"dsn": database})
    stubs = await open_stubs(stack, settings)
    await stubs.selector.SaveSelector(saving())
    relay.pause()
    # They leave Redis after a third of that, long before it is given up.
    hurried = (stubs.selector.GetSelector(GET, timeout=0.2) for _ in range(10))
    await asyncio.gather(*hurried, return_exceptions=True)
    await asyncio.sleep(1)  # in which they are cut off, after a quarter of it, and let go
    answer = await stubs.selector.GetSelector(GET)
    assert answer.found.source == "postgres"
    assert "not asked after" in answer.trail[0].reason


async def test_redis_out_of_memory_still_answers_what_it_holds(
    stack: AsyncExitStack, cache_url: str, database: str, tmp_path: Path
) -> None:
    settings = settings_in(tmp_path, redis={"url": cache_url}, postgres={"dsn": database})
    stubs = await open_stubs(stack, settings)
    await stubs.selector.SaveSelector(saving())
    async with Redis.from_url(cache_url) as redis:
        await redis.config_set("maxmemory-policy", "noeviction")
        await redis.config_set("maxmemory", "1")
    for number in range(5):
        assert (await stubs.selector.SaveSelector(saving(f"Save {number}"))).entry.version == 1
    assert (await stubs.selector.GetSelector(GET)).found.source == "redis"


async def test_postgres_read_only_still_reads_and_refuses_writes_as_that(
    stack: AsyncExitStack, database: str, tmp_path: Path
) -> None:
    memory = {"shared_ttl_s": 0.001}
    settings = settings_in(tmp_path, memory=memory, postgres={"dsn": database})
    stubs = await open_stubs(stack, settings)
    await stubs.selector.SaveSelector(saving())
    await run(
        database,
        f"ALTER DATABASE {database.rpartition('/')[2]} SET default_transaction_read_only = on",
    )
    await run(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    await asyncio.sleep(0.3)  # until the pool has heard that its session has ended
    for _ in range(5):
        code, info = await failure(stubs.selector.SaveSelector(saving()))
        assert (code, info.reason) == (grpc.StatusCode.UNAVAILABLE, "TIER_UNAVAILABLE")
        assert "read-only" in info.metadata["problem"]
    assert (await stubs.selector.GetSelector(GET)).found.source == "postgres"


async def test_callers_that_give_up_open_no_more_connections_than_the_pools_have(
    stack: AsyncExitStack, cache_url: str, database: str, tmp_path: Path
) -> None:
    settings = settings_in(
        tmp_path,
        redis={"url": cache_url, "max_connections": CONNECTIONS},
        postgres={"dsn": database, "max_connections": CONNECTIONS},
    )
    stubs = await open_stubs(stack, settings)
    redis = await stack.enter_async_context(Redis.from_url(cache_url))
    watcher = await asyncpg.connect(database)
    stack.push_async_callback(watcher.close)
    sessions = """SELECT count(*) FROM pg_stat_activity
        WHERE application_name = 'pacts' AND datname = current_database()"""
    for turn in range(40):
        timeout_s = 0.001 * (1 + turn % 8)
        calls: list[grpc.aio.UnaryUnaryCall[object, object]] = []
        for number in range(25):
            calls.append(stubs.selector.GetSelector(GET, timeout=timeout_s))
            calls.append(stubs.selector.SaveSelector(saving(f"E{number}"), timeout=timeout_s))
        await asyncio.gather(*calls, return_exceptions=True)
        # The server may still be ending one that was cut off.
        assert await watcher.fetchval(sessions) <= CONNECTIONS + 1
        assert len(await redis.client_list()) <= CONNECTIONS + 1
    assert (await redis.info("stats"))["total_connections_received"] <= CONNECTIONS + 2
    assert (await stubs.selector.SaveSelector(saving())).entry.version >= 1


@pytest.mark.parametrize("durable", ["postgres", "sqlite"])
async def test_many_callers_saving_at_once_are_all_served(
    stack: AsyncExitStack, durable: str, cache_url: str, database: str, tmp_path: Path
) -> None:
    served = {"redis": {"url": cache_url}, "postgres": {"dsn": database}}
    stubs = await open_stubs(
        stack, settings_in(tmp_path, **(served if durable == "postgres" else {}))
    )
    calls = (stubs.selector.SaveSelector(saving(f"E{number}")) for number in range(256))
    assert [saved.entry.version for saved in await asyncio.gather(*calls)] == [1] * 256


async def test_calls_beyond_what_may_wait_are_told_overloaded(
    stack: AsyncExitStack, database: str, tmp_path: Path
) -> None:
    dsn, relay = await behind(stack, database, 5432)
    postgres = {"dsn": dsn, "max_connections": 1, "timeout_ms": 60_000}
    stubs = await open_stubs(stack, settings_in(tmp_path, postgres=postgres))
    relay.pause()
    stuck = stubs.selector.GetSelector(GET)
    stack.callback(stuck.cancel)
    await asyncio.sleep(0.1)
    started = time.monotonic()
    code, info = await failure(stubs.selector.GetSelector(GET, timeout=20))
    assert (code, info.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "OVERLOADED")
    assert dict(info.metadata) == {}
    assert time.monotonic() - started < 20
