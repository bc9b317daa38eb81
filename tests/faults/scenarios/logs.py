"""Standard error is a pipe that nobody reads, one that was closed, a disk that is full."""

from __future__ import annotations

import asyncio
import fcntl
import os

from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario
from tests.faults.world import World

_PIPE_BYTES = 4096


async def _restart_all(world: World, stderr: int) -> None:
    for replica in world.replicas:
        replica.kill()
    await asyncio.gather(*(world.start(replica, stderr=stderr) for replica in world.replicas))


async def nobody_reads(world: World) -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    world.stack.callback(os.close, reading)
    await _restart_all(world, writing)
    os.close(writing)


async def closed(world: World) -> None:
    reading, writing = os.pipe()
    await _restart_all(world, writing)
    os.close(reading)
    os.close(writing)


async def full(world: World) -> None:
    with open("/dev/full", "wb") as device:  # noqa: ASYNC230, PTH123
        await _restart_all(world, device.fileno())


_ALL_ANSWERED = (Answered(Kind.GET, 0, 10), Answered(Kind.SAVE, 0, 10))

SCENARIOS = tuple(
    Scenario(f"standard error is {what}", (), 10, before=before, answered=_ALL_ANSWERED)
    for what, before in (
        ("a pipe that nobody reads", nobody_reads),
        ("a pipe that was closed", closed),
        ("a full disk", full),
    )
)
