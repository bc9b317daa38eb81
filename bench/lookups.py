"""One GetSelector hit on each tier, beside the least that could be paid for it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import grpc
import redis.asyncio
from grpc_health.v1 import health_pb2, health_pb2_grpc

import pacts
from bench.daemon import daemon
from bench.timing import Call, Sample, timed_in_turn
from pacts.v1 import element_pb2, selector_service_pb2, selector_service_pb2_grpc

QUERY = pacts.ElementQuery("bench", "bench", "https://bench.example/", "Save")
REQUEST = selector_service_pb2.GetSelectorRequest(
    query=element_pb2.ElementQuery(
        app=QUERY.app, environment=QUERY.environment, page=QUERY.page, element=QUERY.element
    )
)
SELECTORS = [
    pacts.Selector(pacts.SelectorStrategy.ROLE, "Save", role="button"),
    pacts.Selector(pacts.SelectorStrategy.CSS, "form#order > button[type=submit]"),
    pacts.Selector(pacts.SelectorStrategy.XPATH, "//form[@id='order']/button"),
]
_NEAR = {"PACTS_REDIS_NEAR_CACHE_ENTRIES": "1000"}
HTML = "<main><form id=order><button type=submit>Save</button></form>" + "".join(
    f"<section id=s{i}><h2 class=h>{i}</h2></section>" for i in range(400)
)


async def hits(
    tier: str,
    settings: Mapping[str, str],
    rounds: int,
    bare: Mapping[str, Call] | None = None,
    before: Call | None = None,
) -> dict[str, Sample]:
    """Time a hit on a tier, an empty call on the same server, and ``bare`` calls to the backend."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        address = await stack.enter_async_context(daemon(Path(folder), settings))
        client = await stack.enter_async_context(pacts.AsyncClient(address))
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(address))
        health: Any = health_pb2_grpc.HealthStub(channel)  # its stubs leave the methods out
        empty = health_pb2.HealthCheckRequest()
        await client.save_selector(QUERY, SELECTORS, evidence=pacts.Page(html=HTML))

        selector: Any = selector_service_pb2_grpc.SelectorServiceStub(channel)

        async def hit() -> None:
            answer = await selector.GetSelector(REQUEST)
            if answer.found.source != tier:
                raise SystemExit(f"expected a hit from {tier}, got {answer}")

        async def client_hit() -> None:
            await client.get_selector(QUERY)

        async def empty_call() -> None:
            await health.Check(empty)

        await client.get_selector(QUERY)
        calls: dict[str, Call] = {"hit": hit, "empty call": empty_call, **(bare or {})}
        if before is None:  # a second lookup in the same round would find what the first one warmed
            calls["client hit"] = client_hit
        return await timed_in_turn(calls, rounds, before)


async def embedded(rounds: int) -> dict[str, dict[str, Sample]]:
    return {
        "memory": await hits("memory", {}, rounds),
        "sqlite": await hits("sqlite", {"PACTS_CACHE_FAST_TTL_S": "0.00001"}, rounds),
    }


async def servers(redis_url: str, dsn: str, rounds: int) -> dict[str, dict[str, Sample]]:
    """Hits from Redis and Postgres, beside a bare GET and a bare SELECT of as many bytes."""
    both = {
        "PACTS_REDIS_URL": redis_url,
        "PACTS_POSTGRES_DSN": dsn,
        "PACTS_CACHE_NAMESPACE": "bench",
    }
    value = b"x" * 2600
    client = redis.asyncio.Redis.from_url(redis_url)
    connection = await asyncpg.connect(dsn)
    try:
        await client.set("bare", value, ex=3600)
        await connection.execute("CREATE TEMP TABLE bare (key text PRIMARY KEY, body bytea)")
        await connection.execute("INSERT INTO bare VALUES ('key', $1)", value)
        select = await connection.prepare("SELECT body FROM bare WHERE key = $1")
        bare_get: dict[str, Call] = {"bare GET": lambda: client.get("bare")}
        bare_select: dict[str, Call] = {"bare SELECT": lambda: select.fetchrow("key")}

        async def forget() -> None:
            async for key in client.scan_iter("bench:*"):
                await client.delete(key)

        return {
            "redis": await hits("redis", both, rounds, bare_get),
            "redis, near": await hits("redis", both | _NEAR, rounds, bare_get),
            "postgres": await hits("postgres", both, rounds, bare_select, forget),
        }
    finally:
        await client.delete("bare")
        await client.aclose()
        await connection.execute("DROP SCHEMA IF EXISTS pacts_bench CASCADE")
        await connection.close()
