"""Replicas are killed, paused and have wrong clocks."""

from __future__ import annotations

import asyncio

from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.world import World

_DAY_S = 24 * 3600.0


async def kill_each(world: World) -> None:
    """Kill one replica after the other in the middle of what it does, and start it again."""
    for replica in world.replicas:
        replica.kill()
        await asyncio.sleep(0.5)
        await world.start(replica)
        await asyncio.sleep(0.5)


async def kill_one(world: World) -> None:
    world.replicas[1].kill()
    await world.start(world.replicas[1])


def kill_all(world: World) -> None:
    for replica in world.replicas:
        replica.kill()


async def start_all(world: World) -> None:
    await asyncio.gather(*(world.start(replica) for replica in world.replicas))


def pause_first(world: World) -> None:
    world.replicas[0].pause()


def resume_first(world: World) -> None:
    world.replicas[0].resume()


async def eight_days_ahead(world: World) -> None:
    world.replicas[2].kill()
    await world.start(world.replicas[2], ahead_s=8 * _DAY_S)


async def eight_days_behind(world: World) -> None:
    world.replicas[2].kill()
    await world.start(world.replicas[2], ahead_s=-8 * _DAY_S)


async def right_again(world: World) -> None:
    world.replicas[2].kill()
    await world.start(world.replicas[2])


async def count_connections(world: World) -> None:
    """Note how many connections were opened in all: callers that give up must cost none."""
    world.measured["Postgres sessions opened"] = sessions = await world.postgres.sessions()
    world.measured["Redis connections opened"] = opened = await world.redis.connections()
    most = 16 * len(world.replicas)
    world.require(sessions <= 2 * most, f"{sessions:g} Postgres sessions opened, pools of {most}")
    most = 64 * len(world.replicas)
    world.require(opened <= most, f"{opened:g} Redis connections opened, pools of {most}")


SCENARIOS = (
    Scenario(
        "kill -9 of each replica in turn",
        (Step(3, kill_each),),
        duration_s=10,
        answered=(Answered(Kind.SAVE, 7, 10),),
    ),
    Scenario(
        "kill -9 of all replicas at once",
        (Step(4, kill_all), Step(5, start_all)),
        duration_s=12,
        answered=(Answered(Kind.SAVE, 9, 12),),
    ),
    Scenario(
        "one replica is paused for six seconds",
        (Step(4, pause_first), Step(10, resume_first)),
        duration_s=16,
        answered=(Answered(Kind.GET, 13, 16),),
    ),
    Scenario(
        "the clock of one replica is eight days ahead, and right again",
        (Step(3, eight_days_ahead), Step(14, right_again)),
        duration_s=22,
        load=Load(elements=200),
    ),
    Scenario(
        "the clock of one replica is eight days behind, and right again",
        (Step(3, eight_days_behind), Step(14, right_again)),
        duration_s=22,
        load=Load(elements=200),
    ),
    Scenario(
        "callers give up after five milliseconds, all the time",
        (Step(15, count_connections),),
        duration_s=16,
        load=Load(callers=32, deadline_s=0.005, pause_s=0.01),
        after=count_connections,
    ),
)
