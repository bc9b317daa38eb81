"""Redis goes away, comes back as it once was, refuses to write, holds what it should not."""

from __future__ import annotations

from pacts_daemon.core.keys import key_of
from tests.faults.callers import Load, query_of
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.world import PREFIX, World


async def keep_copy(world: World) -> None:
    await world.redis.keep_copy("older.rdb")


def kill(world: World) -> None:
    world.redis.kill()


def start_with_copy(world: World) -> None:
    world.redis.restart_with("older.rdb")


def pause(world: World) -> None:
    world.redis.pause()


def resume(world: World) -> None:
    world.redis.resume()


async def refuse_writes(world: World) -> None:
    await world.redis.set(maxmemory_policy="noeviction", maxmemory="1mb")


async def slow(world: World) -> None:
    world.to_redis.delay_s = 0.05


async def accept_writes(world: World) -> None:
    world.to_redis.delay_s = 0
    await world.redis.set(maxmemory="0")


async def flush(world: World) -> None:
    async with world.redis.client() as client:
        await client.flushall()


async def put_lists(world: World) -> None:
    """Put a list where the value of every tenth element belongs."""
    async with world.redis.client() as client:
        for number in range(0, world.load.elements, 10):
            name = PREFIX + key_of(query_of(number))
            await client.delete(name)
            await client.rpush(name, "not ours")


SCENARIOS = (
    Scenario(
        "Redis comes back with an older RDB after a kill",
        (Step(3, keep_copy), Step(8, kill), Step(10, start_with_copy)),
        duration_s=20,
        answered=(Answered(Kind.GET, 0, 20),),
    ),
    Scenario(
        "Redis is full and refuses writes, slowly",
        (Step(4, slow), Step(4, refuse_writes), Step(16, accept_writes)),
        duration_s=22,
        answered=(Answered(Kind.GET, 0, 22), Answered(Kind.SAVE, 0, 22)),
    ),
    Scenario(
        "keys of another type in Redis",
        (Step(4, put_lists), Step(9, put_lists)),
        duration_s=18,
        answered=(Answered(Kind.GET, 0, 18), Answered(Kind.SAVE, 0, 18)),
    ),
    Scenario(
        "Redis is paused, callers have 200 ms",
        (Step(4, pause), Step(14, resume)),
        duration_s=20,
        load=Load(deadline_s=0.2),
        answered=(Answered(Kind.GET, 6, 14, 0.99), Answered(Kind.GET, 17, 20, 0.99)),
    ),
    Scenario(
        "FLUSHALL, twice",
        (Step(4, flush), Step(8, flush)),
        duration_s=12,
        answered=(Answered(Kind.GET, 0, 12), Answered(Kind.SAVE, 0, 12)),
    ),
)
