"""Every acknowledged save is recorded in the audit, once, whatever became of the servers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.faults.calls import Load
from tests.faults.history import Kind, Operation
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.scenarios import postgres
from tests.faults.world import SCHEMA, World

Record = tuple[str, int, str]
"""The key, the version after it, and the selector as records have it."""
_SAVED = f"SELECT key, version, selector FROM {SCHEMA}.audit WHERE action = 'saved'"  # noqa: S608
_SAVES = Load(saves=0.4, invalidations=0.05)


def wrongly_recorded(operations: Iterable[Operation], records: Iterable[Record]) -> Iterator[str]:
    """Yield what the audit lacks or has twice. A save that failed may be there, once."""
    found, asked = Counter(records), set[tuple[str, str]]()
    for one in operations:
        if one.kind is not Kind.SAVE:
            continue
        (key,) = one.keys
        asked.add((key, f"css={one.value}"))
        if one.is_done and not found[key, one.version, f"css={one.value}"]:
            yield f"{one.value} was acknowledged as version {one.version}, and is not recorded"
    versions = Counter((key, version) for key, version, _ in found.elements())
    yield from (
        f"{key} has {n} records of version {v}" for (key, v), n in versions.items() if n > 1
    )
    selectors = Counter(selector for _, _, selector in found.elements())
    yield from (f"{one} is recorded {n} times" for one, n in selectors.items() if n > 1)
    yield from (f"{one[2]} was asked by nobody" for one in found if (one[0], one[2]) not in asked)


async def every_save_is_recorded_once(world: World) -> None:
    rows = await world.postgres.fetch(_SAVED)
    records = [(str(key), int(version), str(selector)) for key, version, selector in rows]
    world.measured["saves recorded"] = len(records)
    problems = list(wrongly_recorded(world.history.operations, records))
    world.require(not problems, f"{len(problems)} saves wrongly recorded: {problems[:5]}")


async def cut_redis(world: World) -> None:
    await world.to_redis.cut()


async def start_redis(world: World) -> None:
    await world.to_redis.start()


SCENARIOS = (
    Scenario(
        "every save is recorded once: Postgres is killed, its sessions are killed, it starts again",
        (
            Step(3, postgres.stop), Step(5, postgres.start),
            Step(8, postgres.kill_connections),
            Step(12, postgres.stop), Step(13, postgres.start),
        ),
        duration_s=18,
        load=_SAVES,
        answered=(Answered(Kind.SAVE, 16, 18),),
        after=every_save_is_recorded_once,
    ),
    Scenario(
        "every save is recorded once: Redis is away, and replays follow",
        (Step(3, cut_redis), Step(9, start_redis)),
        duration_s=14,
        load=_SAVES,
        answered=(Answered(Kind.SAVE, 0, 14),),
        after=every_save_is_recorded_once,
    ),
)  # fmt: skip
