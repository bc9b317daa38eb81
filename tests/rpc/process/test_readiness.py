"""What a daemon says of itself while a tier is away, full or refuses writes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from redis.asyncio import Redis

from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.rpc.server import SERVICES
from tests.support.backends.servers import running_redis
from tests.support.daemons.fleet import Fleet, open_fleet
from tests.support.daemons.stubs import css, query
from tests.support.daemons.watched import daemon_process

Status = health_pb2.HealthCheckResponse
FILE_LIMIT = ("bash", "-c", 'ulimit -f 2000 && exec "$@"', "bash")


@pytest.fixture
async def fleet(redis_url: str, postgres_dsn: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    async with open_fleet(redis_url, postgres_dsn, tmp_path) as opened:
        yield opened


async def test_full_disk_is_degraded_and_reads_go_on(tmp_path: Path) -> None:
    async with daemon_process("--data-dir", str(tmp_path), command=FILE_LIMIT) as daemon:
        await daemon.save()
        stub = await daemon.selector()
        refused = None
        for number in range(200):
            large = [css(f"#{number}x{'y' * 2000}z{n}") for n in range(8)]
            request = pb.SaveSelectorRequest(query=query(element=f"E{number}"), selectors=large)
            try:
                await stub.SaveSelector(request)
            except grpc.aio.AioRpcError as error:
                refused = error.code()
                break
        assert refused is grpc.StatusCode.UNAVAILABLE
        told = await daemon.until("degraded", "sqlite")
        assert "writes fail" in told["problems"]["sqlite"]
        assert (await daemon.readyz())[0] == 200
        assert await daemon.source() == "memory"


async def test_redis_that_refuses_writes_is_degraded_until_it_takes_them(
    postgres_dsn: str, tmp_path: Path
) -> None:
    with running_redis() as url:
        variables = {"PACTS_REDIS_URL": url, "PACTS_POSTGRES_DSN": postgres_dsn}
        async with (
            Redis.from_url(url) as redis,
            daemon_process("--data-dir", str(tmp_path), **variables) as daemon,
        ):
            await daemon.until("ready")
            await redis.config_set("maxmemory", "1")
            assert "redis" in (await daemon.until("degraded", "redis"))["problems"]
            await redis.config_set("maxmemory", "0")
            await daemon.until("ready")


async def test_health_of_each_service_is_that_of_what_it_needs(fleet: Fleet) -> None:
    assert set((await healths(fleet)).values()) == {Status.SERVING}
    await fleet.postgres.cut()
    wanted = dict.fromkeys(("", *SERVICES), Status.SERVING)
    wanted["pacts.v1.HealService"] = Status.NOT_SERVING
    await eventually(fleet, wanted)
    await fleet.redis.cut()
    wanted[""] = wanted["pacts.v1.SelectorService"] = Status.NOT_SERVING
    await eventually(fleet, wanted)
    await fleet.redis.start()
    await fleet.postgres.start()
    await eventually(fleet, dict.fromkeys(wanted, Status.SERVING))


async def test_metrics_show_state_breakers_tasks_and_outbox(fleet: Fleet) -> None:
    lines = await metrics(fleet)
    assert 'pacts_state{state="ready"} 1.0' in lines
    assert 'pacts_breaker_open{kind="read",tier="redis"} 0.0' in lines
    assert "pacts_outbox_keys 0.0" in lines
    assert {'pacts_task_failures{task="maintenance"} 0.0'} <= lines
    await fleet.redis.cut()
    save = pb.SaveSelectorRequest(query=query(), selectors=[css()])
    await fleet.first.selector.SaveSelector(save)
    wanted = {
        'pacts_state{state="degraded"} 1.0',
        'pacts_state{state="ready"} 0.0',
        'pacts_problem{culprit="redis"} 1.0',
        'pacts_breaker_open{kind="read",tier="redis"} 1.0',
    }
    async with asyncio.timeout(15):
        while not wanted <= await metrics(fleet):
            await asyncio.sleep(0.05)


async def healths(fleet: Fleet) -> dict[str, Status.ServingStatus]:
    stub = health_pb2_grpc.HealthStub(fleet.first.channel)
    return {
        service: (await stub.Check(health_pb2.HealthCheckRequest(service=service))).status
        for service in ("", *SERVICES)
    }


async def eventually(fleet: Fleet, wanted: dict[str, Status.ServingStatus]) -> None:
    async with asyncio.timeout(15):
        while await healths(fleet) != wanted:
            await asyncio.sleep(0.05)


async def metrics(fleet: Fleet) -> set[str]:
    assert fleet.first.daemon.management is not None
    url = f"http://{fleet.first.daemon.management.address}/metrics"
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return set((await answer.text()).splitlines())
