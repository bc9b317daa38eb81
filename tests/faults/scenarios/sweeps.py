"""Many entries go at once: while Redis is away, and more than one statement can take."""

from __future__ import annotations

import asyncio
import time

import asyncpg
import grpc

from pacts.v1 import selector_service_pb2 as pb
from tests.faults.calls import ENVIRONMENT, Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.world import SCHEMA, World

_MANY, _LARGE = 20_000, 300_000
_REPLAY_S = 10.0
_SWEEP_S = 120.0


async def invalidate_all_without_redis(world: World) -> None:
    """Invalidate every page while Redis is away, then let it come back and time the replay."""
    await world.to_redis.cut()
    pages = range(world.calls.load.pages)
    for page in pages:
        told = await world.calls.invalidate(world.calls.page_of(page))
        world.require(told.is_done, f"page {page} was not invalidated: {told.why}")
    world.measured["notes when Redis came back"] = await world.postgres.count(f"{SCHEMA}.outbox")
    await world.to_redis.start()
    back_s = time.monotonic()
    while (
        await world.postgres.count(f"{SCHEMA}.outbox") and time.monotonic() < back_s + 6 * _REPLAY_S
    ):
        await asyncio.sleep(0.2)
    world.measured["seconds of replay"] = took_s = time.monotonic() - back_s
    world.require(took_s <= _REPLAY_S, f"the replay of {_MANY} changes took {took_s:.1f} s")


async def fill_large_app(world: World) -> None:
    """Give another app as many entries, copies of those that were saved."""
    connection = await asyncpg.connect(world.postgres.dsn)
    try:
        rows = await connection.fetch(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = $1 AND table_name = 'entries'",
            SCHEMA,
        )
        names = [row["column_name"] for row in rows]
        made = {"key": "replace(key, 'shop', 'large') || '-' || n", "app": "'large'"}
        values = ", ".join(made.get(name, name) for name in names)
        copies = _LARGE // world.calls.load.elements
        await connection.execute(
            f"INSERT INTO {SCHEMA}.entries ({', '.join(names)}) "  # noqa: S608
            f"SELECT {values} FROM {SCHEMA}.entries, generate_series(1, {copies}) AS n"
        )
        # Autovacuum does so within a minute; nobody fills an app and drops it at once.
        await connection.execute(f"ANALYZE {SCHEMA}.entries")
    finally:
        await connection.close()


async def invalidate_large_app(world: World) -> None:
    """Drop the app as a patient caller does: again while it is not done."""
    request = pb.InvalidateSelectorsRequest(app="large", environment=ENVIRONMENT)
    selector = world.replicas[0].selector
    began, dropped, whys = time.monotonic(), 0, set[str]()
    while time.monotonic() < began + _SWEEP_S and dropped < _LARGE:
        try:
            dropped += (await selector.InvalidateSelectors(request, timeout=60)).invalidated
        except grpc.aio.AioRpcError as error:
            whys.add(f"{error.code().name}: {error.details()}"[:120])
            await asyncio.sleep(1)
    world.measured["seconds to drop the app"] = time.monotonic() - began
    left = await world.postgres.count(f"{SCHEMA}.entries WHERE app = 'large' AND NOT removed")
    world.require(left == 0, f"{left} of {_LARGE} entries are left: {'; '.join(sorted(whys))}")


SCENARIOS = (
    Scenario(
        f"{_MANY} invalidations while Redis is away",
        (Step(2, invalidate_all_without_redis),),
        duration_s=8,
        load=Load(elements=_MANY, pages=40, saves=0, invalidations=0, reports=0),
        answered=(Answered(Kind.GET, 0, 8),),
    ),
    Scenario(
        f"an app of {_LARGE} entries is invalidated",
        (Step(2, invalidate_large_app),),
        duration_s=10,
        load=Load(elements=100),
        before=fill_large_app,
        answered=(Answered(Kind.GET, 0, 10),),
    ),
)
