"""Redis behind sentinels, as a cluster, and with near caches before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Fault, Scenario, Step
from tests.faults.scenarios.redis import keep_copy, start_with_copy
from tests.faults.world import World
from tests.support.backends.redis_servers import (
    Cluster,
    Watched,
    running_cluster,
    running_sentinels,
)

_D = TypeVar("_D", Cluster, Watched)
_READ_MOSTLY = Load(elements=200, saves=0.03, invalidations=0.02)


class Deployed(Generic[_D]):
    """Servers that replicas are led to instead of the one Redis of every scenario."""

    def __init__(self, make: Callable[[], AbstractContextManager[_D]]) -> None:
        self._make = make
        self._servers: _D | None = None

    async def start(self, world: World) -> None:
        running = self._make()
        self._servers = await asyncio.to_thread(running.__enter__)
        world.stack.push(running.__exit__)
        for replica in world.replicas:
            replica.configure(PACTS_REDIS_URL=self._servers.url)
        await asyncio.gather(*(world.start(replica) for replica in world.replicas))
        await world.callers.save_all()

    def then(self, do: Callable[[_D], object]) -> Fault:
        def fault(_world: World) -> None:
            assert self._servers is not None
            do(self._servers)

        return fault


def _replace(watched: Watched) -> None:
    """Have the replica promoted as planned: the master goes on answering for ten seconds."""
    watched.sentinels[0].ask("SENTINEL", "FAILOVER", "pacts")


def _pause(world: World) -> None:
    world.to_redis.pause()


def _resume(world: World) -> None:
    world.to_redis.resume()


_killed, _replaced = Deployed(running_sentinels), Deployed(running_sentinels)
_cluster = Deployed(lambda: running_cluster(with_replicas=True))

SCENARIOS = (
    Scenario(
        "the master behind sentinels is killed",
        (Step(6, _killed.then(lambda watched: watched.master.kill())),),
        duration_s=20,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 20),),
        is_started=False,
        before=_killed.start,
    ),
    Scenario(
        "the master behind sentinels is replaced as planned",
        (Step(6, _replaced.then(_replace)),),
        duration_s=24,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 24),),
        is_started=False,
        before=_replaced.start,
    ),
    Scenario(
        "a master of a cluster is killed",
        (Step(6, _cluster.then(lambda cluster: cluster.masters[1].kill())),),
        duration_s=20,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 20),),
        is_started=False,
        before=_cluster.start,
    ),
    Scenario(
        "Redis with near caches before it hangs, breaks and comes back with an older RDB",
        (
            Step(3, keep_copy),
            Step(6, _pause),
            Step(8, _resume),
            Step(12, start_with_copy),
        ),
        duration_s=22,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 22),),
        settings={"PACTS_REDIS_NEAR_CACHE_ENTRIES": "1000"},
    ),
)
