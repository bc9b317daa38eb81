"""Redis and Postgres go away and come back; nothing acknowledged is lost, and nobody waits long."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import grpc
import pytest

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.support.daemons.fleet import Fleet, open_fleet
from tests.support.daemons.stubs import Stubs, css, failure, query

REDIS, POSTGRES = "redis", "postgres"


@pytest.fixture
async def fleet(redis_url: str, postgres_dsn: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    async with open_fleet(redis_url, postgres_dsn, tmp_path) as opened:
        yield opened


async def save(stubs: Stubs, value: str = "#save") -> int:
    request = pb.SaveSelectorRequest(query=query(), selectors=[css(value)])
    return (await stubs.selector.SaveSelector(request)).entry.version


async def get(stubs: Stubs) -> pb.GetSelectorResponse:
    return await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))


async def until_served(stubs: Stubs, value: str, tier: int) -> None:
    async with asyncio.timeout(10):
        while True:
            found = (await get(stubs)).found
            if found.source == tier and found.selectors[0].value == value:
                return
            await asyncio.sleep(0.05)


async def test_saved_on_one_replica_is_a_redis_hit_on_the_other(fleet: Fleet) -> None:
    await save(fleet.first)
    assert (await get(fleet.second)).found.source == REDIS


async def test_redis_gone_lookups_go_on_from_postgres(fleet: Fleet) -> None:
    await save(fleet.first)
    await fleet.redis.cut()
    for _ in range(5):
        answer = await get(fleet.first)
        assert answer.found.source == POSTGRES
        assert answer.trail[0].outcome == element_pb2.OUTCOME_ERROR
    assert "in a row" in (await get(fleet.first)).trail[0].reason


async def test_redis_paused_costs_one_bounded_wait_and_then_none(fleet: Fleet) -> None:
    await save(fleet.first)
    fleet.redis.pause()
    async with asyncio.timeout(5):
        for _ in range(20):
            assert (await get(fleet.first)).found.source == POSTGRES


async def test_redis_back_is_asked_again(fleet: Fleet) -> None:
    await save(fleet.first)
    await fleet.redis.cut()
    await get(fleet.first)
    await fleet.redis.start()
    await until_served(fleet.first, "#save", REDIS)


async def test_newer_version_that_missed_redis_is_replayed_by_any_replica(fleet: Fleet) -> None:
    await save(fleet.first, "#old")
    assert (await get(fleet.second)).found.source == REDIS
    await fleet.redis.cut()
    await save(fleet.first, "#new")
    await until_served(fleet.second, "#new", REDIS)


async def test_invalidation_that_missed_redis_is_replayed_by_any_replica(fleet: Fleet) -> None:
    await save(fleet.first)
    await fleet.redis.cut()
    request = pb.InvalidateSelectorsRequest(app="shop", environment="test")
    assert (await fleet.first.selector.InvalidateSelectors(request)).invalidated == 1
    async with asyncio.timeout(10):
        while (await get(fleet.second)).HasField("found"):
            await asyncio.sleep(0.05)


async def test_postgres_gone_redis_hits_are_served_and_saves_fail_clearly(fleet: Fleet) -> None:
    await save(fleet.first)
    await fleet.postgres.cut()
    assert (await get(fleet.first)).found.source == REDIS
    request = pb.SaveSelectorRequest(query=query(), selectors=[css("#new")])
    code, info = await failure(fleet.first.selector.SaveSelector(request))
    assert (code, info.reason) == (grpc.StatusCode.UNAVAILABLE, "TIER_UNAVAILABLE")
    assert info.metadata["tier"] == "postgres"
    await fleet.postgres.start()
    async with asyncio.timeout(10):
        while True:
            try:
                assert await save(fleet.first, "#new") == 2
            except grpc.aio.AioRpcError:
                await asyncio.sleep(0.1)
            else:
                break
    assert (await get(fleet.second)).found.selectors[0].value == "#new"


async def test_both_gone_the_error_names_both(fleet: Fleet) -> None:
    await fleet.redis.cut()
    await fleet.postgres.cut()
    call = fleet.first.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    code, info = await failure(call)
    assert (code, info.reason) == (grpc.StatusCode.UNAVAILABLE, "ALL_TIERS_UNAVAILABLE")
    assert info.metadata["tiers"] == "redis,postgres"


async def test_wrong_password_is_told_without_it(postgres_dsn: str, tmp_path: Path) -> None:
    wrong = postgres_dsn.replace("correct-horse", "wrong-horse")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pacts_daemon", "serve", "--port", "0", "--data-dir", str(tmp_path),
        "--postgres-dsn", wrong, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, told = await process.communicate()
    assert process.returncode == 5
    assert b"postgres is unavailable" in told
    assert b"password" in told
    assert b"wrong-horse" not in told
    assert b"Traceback" not in told
