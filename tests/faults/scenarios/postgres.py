"""Postgres goes away, hangs, becomes read-only, is put back to what it once was."""

from __future__ import annotations

import asyncio

from tests.faults.bounds import CONFIRMED_S
from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.world import SCHEMA, World

_READ_MOSTLY = Load(elements=300, saves=0.02, invalidations=0.01)
_FULL = f"""
CREATE FUNCTION {SCHEMA}.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left' USING ERRCODE = '53100'; END $$"""


def keep_copy(world: World) -> None:
    with world.copying():
        world.postgres.copy_schema(SCHEMA, "older.dump")


async def restore_copy(world: World) -> None:
    with world.restoring():
        await world.postgres.restore_schema(SCHEMA, "older.dump")


async def replace_by_empty(world: World) -> None:
    """Put an empty database in its place; versions begin at 1 again in it."""
    await world.callers.hold()
    for replica in world.replicas:
        replica.kill()
    with world.restoring():
        await world.postgres.run(f"DROP SCHEMA {SCHEMA} CASCADE")
    await asyncio.gather(*(world.start(replica) for replica in world.replicas))
    world.callers.go_on()


async def make_read_only(world: World) -> None:
    await world.postgres.set_read_only(read_only=True)


async def make_writable(world: World) -> None:
    await world.postgres.set_read_only(read_only=False)


async def fill_disk(world: World) -> None:
    trigger = "BEFORE INSERT OR UPDATE ON {0}.{1} FOR EACH ROW EXECUTE FUNCTION {0}.full_disk()"
    made = [f"CREATE TRIGGER full_disk {trigger.format(SCHEMA, 'entries')}"]
    await world.postgres.run(_FULL, *made)


async def empty_disk(world: World) -> None:
    await world.postgres.run(f"DROP FUNCTION {SCHEMA}.full_disk() CASCADE")


async def copy_rows(world: World) -> None:
    with world.copying():
        await world.postgres.run(f"CREATE TABLE public.copied AS TABLE {SCHEMA}.entries")


async def put_rows_back(world: World) -> None:
    """Put every entry back to what it was, versions and all, and tell nobody."""
    with world.restoring():
        await world.postgres.run(
            f"BEGIN; TRUNCATE {SCHEMA}.entries; "
            f"INSERT INTO {SCHEMA}.entries TABLE public.copied; COMMIT"
        )


def pause(world: World) -> None:
    world.postgres.pause()


def resume(world: World) -> None:
    world.postgres.resume()


def stop(world: World) -> None:
    world.postgres.stop()


def start(world: World) -> None:
    world.postgres.start()


async def kill_connections(world: World) -> None:
    """End every session, ten times within three seconds."""
    for _ in range(10):
        await world.postgres.kill_connections()
        await asyncio.sleep(0.3)


async def lock_entries(world: World) -> None:
    """Hold the table for six seconds, as a careless migration does."""
    locked = f"DO $$ BEGIN LOCK TABLE {SCHEMA}.entries; PERFORM pg_sleep(6); END $$"
    await world.postgres.run(locked)


async def slow(world: World) -> None:
    world.to_postgres.delay_s = 0.2


async def fast(world: World) -> None:
    world.to_postgres.delay_s = 0


SCENARIOS = (
    Scenario(
        "Postgres is put back to an older copy, Redis kept",
        (Step(4, keep_copy), Step(10, restore_copy)),
        duration_s=24,
        load=_READ_MOSTLY,
    ),
    Scenario(
        "rows of Postgres are put back by hand, Redis kept",
        (Step(4, copy_rows), Step(10, put_rows_back)),
        duration_s=55,
        bound_s=CONFIRMED_S,
        load=_READ_MOSTLY,
    ),
    Scenario(
        "Postgres is replaced by an empty one, Redis kept",
        (Step(4, replace_by_empty),),
        duration_s=16,
        load=Load(elements=200, saves=0.05, invalidations=0.02),
    ),
    Scenario(
        "Postgres is read-only for a while",
        (Step(4, make_read_only), Step(14, make_writable)),
        duration_s=20,
        answered=(Answered(Kind.GET, 0, 20), Answered(Kind.SAVE, 17, 20)),
    ),
    Scenario(
        "the disk of Postgres is full for a while",
        (Step(4, fill_disk), Step(14, empty_disk)),
        duration_s=20,
        answered=(Answered(Kind.GET, 0, 20), Answered(Kind.SAVE, 17, 20)),
    ),
    Scenario(
        "Postgres hangs for ten seconds",
        (Step(4, pause), Step(14, resume)),
        duration_s=20,
        answered=(Answered(Kind.GET, 17, 20), Answered(Kind.SAVE, 17, 20)),
    ),
    Scenario(
        "Postgres is killed and starts again",
        (Step(4, stop), Step(9, start), Step(13, stop), Step(14, start)),
        duration_s=20,
        answered=(Answered(Kind.GET, 18, 20), Answered(Kind.SAVE, 18, 20)),
    ),
    Scenario(
        "the sessions of Postgres are killed again and again",
        (Step(4, kill_connections), Step(9, kill_connections)),
        duration_s=16,
        answered=(Answered(Kind.GET, 0, 16, 0.98), Answered(Kind.GET, 12, 16)),
    ),
    Scenario(
        "somebody locks the table of entries",
        (Step(4, lock_entries),),
        duration_s=10,
        answered=(Answered(Kind.SAVE, 7, 10),),
    ),
    Scenario(
        "Postgres is slow",
        (Step(4, slow), Step(12, fast)),
        duration_s=16,
        answered=(Answered(Kind.GET, 0, 16), Answered(Kind.SAVE, 0, 16)),
    ),
)
