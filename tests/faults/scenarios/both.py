"""Both servers, in turn and together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.faults.bounds import RETOLD_S
from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Fault, Scenario, Step
from tests.faults.world import World
from tests.support.backends.relay import Relay

_Which = Callable[[World], Relay]


def _redis(world: World) -> Relay:
    return world.to_redis


def _postgres(world: World) -> Relay:
    return world.to_postgres


def _on(which: _Which, do: Callable[[Relay], Any]) -> Fault:
    async def fault(world: World) -> None:
        done = do(which(world))
        if done is not None:
            await done

    return fault


def _cut(which: _Which) -> Fault:
    return _on(which, lambda relay: relay.cut())


def _start(which: _Which) -> Fault:
    return _on(which, lambda relay: relay.start())


def _pause(which: _Which) -> Fault:
    return _on(which, lambda relay: relay.pause())


def _resume(which: _Which) -> Fault:
    return _on(which, lambda relay: relay.resume())


def _delay(which: _Which, seconds: float) -> Fault:
    return _on(which, lambda relay: setattr(relay, "delay_s", seconds))


async def bring_redis_back(world: World) -> None:
    """Let Redis be reached again: what replicas could not tell it is wrong there from now on."""
    world.altered()
    await world.to_redis.start()


SCENARIOS = (
    Scenario(
        "both are away at once, and Redis is back long before Postgres",
        (
            Step(4, _cut(_redis)), Step(5, _cut(_postgres)),
            Step(7, bring_redis_back), Step(20, _start(_postgres)),
        ),
        duration_s=26,
        bound_s=RETOLD_S,
        load=Load(callers=16, pause_s=0.02),
        answered=(Answered(Kind.GET, 23, 26), Answered(Kind.SAVE, 23, 26)),
    ),
    Scenario(
        "Redis and Postgres are cut, paused and slow in turn",
        (
            Step(2, _cut(_redis)), Step(5, _start(_redis)),
            Step(7, _cut(_postgres)), Step(10, _start(_postgres)),
            Step(12, _pause(_redis)), Step(15, _resume(_redis)),
            Step(17, _pause(_postgres)), Step(20, _resume(_postgres)),
            Step(22, _delay(_redis, 0.3)), Step(25, _delay(_redis, 0)),
            Step(27, _delay(_postgres, 0.5)), Step(30, _delay(_postgres, 0)),
        ),
        duration_s=36,
        answered=(
            # One that is under way when Postgres is cut at 7 s may fail.
            Answered(Kind.GET, 2, 6.5), Answered(Kind.GET, 34, 36), Answered(Kind.SAVE, 34, 36),
        ),
    ),
    Scenario(
        "both are away at once, and come back one after the other",
        (
            Step(4, _cut(_redis)), Step(4, _cut(_postgres)),
            Step(8, _start(_postgres)), Step(11, _start(_redis)),
            Step(14, _pause(_redis)), Step(14, _pause(_postgres)),
            Step(18, _resume(_redis)), Step(20, _resume(_postgres)),
        ),
        duration_s=27,
        answered=(Answered(Kind.GET, 24, 27), Answered(Kind.SAVE, 24, 27)),
    ),
)  # fmt: skip
