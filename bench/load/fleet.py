"""Three replicas in processes of their own, and the memory that they take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.servers.processes import memory_mib
from tests.faults.servers.replica import Replica

REPLICAS = 3
_SAMPLE_S = 1.0


@dataclass
class Memory:
    """Resident memory in MiB: of all replicas together once a second, and each one's peak."""

    over_time: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)


@dataclass
class Fleet:
    """Replicas that serve."""

    replicas: list[Replica]
    memory: Memory = field(default_factory=Memory)


@asynccontextmanager
async def fleet(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Fleet]:
    """Serve with these settings while the block runs."""
    quiet = {"PACTS_LOG_ACCESS": "false", "PACTS_LOG_LEVEL": "error"}
    async with AsyncExitStack() as stack:
        replicas = [Replica(number, folder, {**quiet, **settings}) for number in range(REPLICAS)]
        for replica in replicas:
            stack.push_async_callback(replica.close)
        await asyncio.gather(*(asyncio.to_thread(replica.start) for replica in replicas))
        serving = Fleet(replicas)
        sampling = asyncio.create_task(_sample(serving))
        try:
            yield serving
        finally:
            sampling.cancel()
            with suppress(asyncio.CancelledError):
                await sampling


async def _sample(serving: Fleet) -> None:
    while True:
        measured = [memory_mib(replica.pid) for replica in serving.replicas]
        serving.memory.over_time.append(round(sum(now for now, _ in measured), 1))
        serving.memory.peaks = [round(peak, 1) for _, peak in measured]
        await asyncio.sleep(_SAMPLE_S)
