"""SQLite: one file, several daemons, wrong clocks, kills, a full disk, a file that is locked."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import time
from pathlib import Path

from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.world import World

_DAY_S = 24 * 3600.0
_UNLIMITED = resource.RLIM_INFINITY
_LESS_THAN_A_COMMIT = 4096


def database_of(world: World) -> Path:
    (database,) = (world.folder / "data").glob("*.db")
    return database


async def start_one_after_the_other(world: World) -> None:
    """Start a second daemon on the file of the first: it serves right, or refuses clearly."""
    first, second = world.replicas
    await world.start(first)
    second.start(wait=False)
    try:
        await asyncio.to_thread(second.await_serving)
    except RuntimeError:
        world.calls.replicas.remove(second)
        said = second.log.read_text()
        names_it = str(world.folder / "data") in said and "Traceback" not in said
        world.require(names_it, f"the second daemon does not say why it refuses: {said[-300:]!r}")
        world.measured["second daemon refused"] = 1
    await world.callers.save_all()


async def restart_ahead(world: World) -> None:
    """Let the machine's clock be eight days ahead for a while, then right again."""
    (daemon,) = world.replicas
    await world.callers.hold()
    daemon.kill()
    await world.start(daemon, ahead_s=8 * _DAY_S)
    await asyncio.sleep(4)
    daemon.kill()
    await world.start(daemon)
    world.callers.go_on()


async def kill_ten_times(world: World) -> None:
    await _kill(world, 10)


async def kill_three_times(world: World) -> None:
    await _kill(world, 3)


async def _kill(world: World, times: int) -> None:
    (daemon,) = world.replicas
    for _ in range(times):
        daemon.kill()
        await world.start(daemon)
        await asyncio.sleep(0.7)


def fill_disk(world: World) -> None:
    """Let no commit of the daemon be written: a log that is as long as it gets is used again."""
    _limit(world, _LESS_THAN_A_COMMIT)


def empty_disk(world: World) -> None:
    _limit(world, _UNLIMITED)


def _limit(world: World, size: int) -> None:
    process = world.replicas[0].process
    assert process is not None
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, _UNLIMITED))


def lock_file(world: World) -> None:
    """Hold the file for six seconds, as a backup or a person with a shell does."""
    holder = sqlite3.connect(database_of(world), timeout=10)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        time.sleep(6)
        holder.rollback()
    finally:
        holder.close()


async def is_told(world: World) -> None:
    """Require that readiness names what is wrong while writes fail."""
    status, said = await world.replicas[0].readiness()
    world.require("sqlite" in said, f"/readyz says {status} {said!r} while the disk is full")


SCENARIOS = (
    Scenario(
        "two daemons on one SQLite file",
        (),
        duration_s=12,
        replicas=2,
        is_embedded=True,
        is_started=False,
        before=start_one_after_the_other,
        answered=(Answered(Kind.GET, 0, 12), Answered(Kind.SAVE, 0, 12)),
    ),
    Scenario(
        "the clock is eight days ahead on SQLite, and right again",
        (Step(3, restart_ahead),),
        duration_s=8,
        replicas=1,
        is_embedded=True,
        load=Load(elements=200),
    ),
    Scenario(
        "ten kill -9 on SQLite",
        (Step(2, kill_ten_times),),
        duration_s=7,
        replicas=1,
        is_embedded=True,
        answered=(Answered(Kind.SAVE, 4, 7),),
    ),
    Scenario(
        "the disk of SQLite is full for a while",
        (Step(3, fill_disk), Step(9, is_told), Step(10, empty_disk)),
        duration_s=16,
        replicas=1,
        is_embedded=True,
        load=Load(saves=0.3),
        answered=(Answered(Kind.GET, 0, 16), Answered(Kind.SAVE, 13, 16)),
    ),
    Scenario(
        "somebody locks the SQLite file",
        (Step(3, lock_file),),
        duration_s=9,
        replicas=1,
        is_embedded=True,
        answered=(Answered(Kind.GET, 0, 9), Answered(Kind.SAVE, 6, 9)),
    ),
)
