"""Postgres goes away, hangs, becomes read-only, is put back to what it once was."""

from __future__ import annotations

from tests.faults.bounds import CONFIRMED_S
from tests.faults.callers import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.world import SCHEMA, World


def keep_copy(world: World) -> None:
    world.mark("copied")
    world.postgres.copy_schema(SCHEMA, "older.dump")


async def restore_copy(world: World) -> None:
    await world.postgres.restore_schema(SCHEMA, "older.dump")
    world.rolled_back("copied")


async def make_read_only(world: World) -> None:
    await world.postgres.set_read_only(read_only=True)


async def make_writable(world: World) -> None:
    await world.postgres.set_read_only(read_only=False)


SCENARIOS = (
    Scenario(
        "Postgres is put back to an older copy, Redis kept",
        (Step(4, keep_copy), Step(10, restore_copy)),
        duration_s=55,
        bound_s=CONFIRMED_S,
        load=Load(elements=300, saves=0.02, invalidations=0.01),
    ),
    Scenario(
        "Postgres is read-only for a while",
        (Step(4, make_read_only), Step(14, make_writable)),
        duration_s=20,
        answered=(Answered(Kind.GET, 0, 20), Answered(Kind.SAVE, 17, 20)),
    ),
)
