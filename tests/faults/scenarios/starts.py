"""Replicas start while a server hangs or is away, and are told to stop meanwhile."""

from __future__ import annotations

import asyncio
import signal
import time

import asyncpg

from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.scenarios.postgres import pause, resume, start
from tests.faults.world import SCHEMA, World

_HEARD_S = 3.0


async def stop_while_starting(world: World) -> None:
    """Start a replica, tell it to stop three seconds later, and time how long that takes."""
    replica = world.replicas[2]
    replica.kill()
    replica.start(wait=False)
    await asyncio.sleep(3)
    world.require(replica.is_alive, "the replica ended by itself")
    told_s = time.monotonic()
    replica.signal(signal.SIGTERM)
    code = await replica.ended(20)
    world.measured["seconds from SIGTERM to the end"] = took_s = time.monotonic() - told_s
    world.require(took_s <= _HEARD_S, f"SIGTERM while starting took {took_s:.1f} s, code {code}")
    replica.kill()


async def stop_while_migrating(world: World) -> None:
    """Do the same while somebody else holds all that a migration may want."""
    connection = await asyncpg.connect(world.postgres.dsn)
    try:
        await connection.execute("BEGIN")
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext($1))", f"pacts:{SCHEMA}")
        await connection.execute(f"LOCK TABLE {SCHEMA}.schema_migrations, {SCHEMA}.entries")
        await stop_while_starting(world)
    finally:
        await connection.close()


async def start_without_postgres(world: World) -> None:
    """Start every replica anew while Postgres is away and Redis holds every entry."""
    await world.callers.hold()
    for replica in world.replicas:
        replica.kill()
    await asyncio.to_thread(world.postgres.stop)
    try:
        await asyncio.gather(*(world.start(replica) for replica in world.replicas))
    except RuntimeError as error:
        world.problems.append(f"does not start without Postgres: {error}")
        await asyncio.to_thread(world.postgres.start)
        alive = [replica for replica in world.replicas if not replica.is_alive]
        await asyncio.gather(*(world.start(replica) for replica in alive))
        world.callers.go_on()
        return
    status, said = await world.replicas[0].readiness()
    world.require("postgres" in said, f"/readyz says {status} {said!r}, and nothing of postgres")
    await _look_up_all(world)
    world.callers.go_on()


async def _look_up_all(world: World) -> None:
    answers = [await world.calls.get(number) for number in range(world.calls.load.elements)]
    hits = sum(one.is_done for one in answers)
    whys = {one.why for one in answers if one.why}
    world.measured["hits without Postgres"] = hits / len(answers)
    world.require(hits == len(answers), f"{hits} of {len(answers)} hits without Postgres: {whys}")


async def start_again(world: World) -> None:
    world.require(world.replicas[2].process is not None, "there was no third replica")
    await world.start(world.replicas[2])


SCENARIOS = (
    Scenario(
        "Postgres hangs while a replica starts, which is told to stop",
        (Step(3, pause), Step(3.5, stop_while_starting), Step(8, resume), Step(9, start_again)),
        duration_s=15,
        answered=(Answered(Kind.SAVE, 12, 15),),
    ),
    Scenario(
        "the migration's locks are held while a replica starts, which is told to stop",
        (Step(3, stop_while_migrating), Step(9, start_again)),
        duration_s=15,
        answered=(Answered(Kind.SAVE, 12, 15),),
    ),
    Scenario(
        "replicas start without Postgres, and Redis is full of entries",
        (Step(2, start_without_postgres), Step(14, start)),
        duration_s=22,
        load=Load(saves=0.02, invalidations=0),
        answered=(Answered(Kind.SAVE, 19, 22),),
    ),
)
