"""The phases of a run: before, during and after each outage."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.load.fleet import Fleet, Memory, fleet
from bench.load.traffic import Phase, Traffic
from tests.faults.servers.postgres_server import PostgresServer
from tests.faults.servers.redis_server import RedisServer

ELEMENTS = 500
# In front of Postgres alone stands the memory of each replica; what is kept there for no time is
# looked up in Postgres each time.
_NO_MEMORY = {"PACTS_MEMORY_SHARED_TTL_S": "0.000001"}
_RECOVERY_S = 4.0
OUTAGES = ("redis killed", "redis paused", "postgres killed", "postgres paused")


@dataclass(frozen=True, slots=True)
class Servers:
    """The two servers of a run."""

    redis: RedisServer
    postgres: PostgresServer

    def outage(self, name: str) -> tuple[Callable[[], None], Callable[[], None]]:
        """Return how an outage begins and how it ends."""
        return {
            "redis killed": (self.redis.kill, self.redis.start),
            "redis paused": (self.redis.pause, self.redis.resume),
            "postgres killed": (self.postgres.stop, self.postgres.start),
            "postgres paused": (self.postgres.pause, self.postgres.resume),
        }[name]


@dataclass(frozen=True, slots=True)
class Run:
    """What so many callers met."""

    callers: int
    postgres_alone: Phase
    phases: list[Phase]
    memory: Memory


async def measured(servers: Servers, folder: Path, callers: int, seconds: float) -> Run:
    """Run the phases with so many callers on three replicas; each phase takes ``seconds``."""
    dsn = servers.postgres.dsn
    alone = {"PACTS_POSTGRES_DSN": dsn, "PACTS_CACHE_NAMESPACE": f"alone{callers}", **_NO_MEMORY}
    async with fleet(_made(folder / f"alone-{callers}"), alone) as serving:
        traffic = await _warmed(serving, callers)
        own = await traffic.run("postgres alone", callers, seconds)
    both = {
        "PACTS_POSTGRES_DSN": dsn,
        "PACTS_REDIS_URL": servers.redis.url,
        "PACTS_CACHE_NAMESPACE": f"both{callers}",
    }
    async with fleet(_made(folder / f"both-{callers}"), both) as serving:
        traffic = await _warmed(serving, callers)
        phases = [await traffic.run("before", callers, seconds)]
        for outage in OUTAGES:
            begin, end = servers.outage(outage)
            await asyncio.to_thread(begin)
            phases.append(await traffic.run(outage, callers, seconds))
            await asyncio.to_thread(end)
            await asyncio.sleep(_RECOVERY_S)
            phases.append(await traffic.run(f"after {outage}", callers, seconds))
        return Run(callers, own, phases, serving.memory)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _warmed(serving: Fleet, callers: int) -> Traffic:
    """Return traffic on replicas that have seen each element, and have their connections."""
    traffic = Traffic([replica.selector for replica in serving.replicas], ELEMENTS, seed=callers)
    await traffic.save_all()
    await traffic.run("warm-up", callers, 2)
    return traffic
