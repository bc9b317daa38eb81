"""The servers, relays and replicas of one scenario, and what was found out beside the history."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.callers import Callers, Load
from tests.faults.history import History, Rollback
from tests.faults.postgres_server import PostgresServer
from tests.faults.redis_server import RedisServer
from tests.faults.replica import Replica
from tests.support.relay import Relay

NAMESPACE = "faults"
SCHEMA = f"pacts_{NAMESPACE}"
PREFIX = f"{NAMESPACE}:"


@dataclass
class World:
    """All that a fault can be done to. Replicas reach the servers through the relays."""

    folder: Path
    redis: RedisServer
    postgres: PostgresServer
    to_redis: Relay
    to_postgres: Relay
    replicas: list[Replica]
    history: History
    callers: Callers
    load: Load
    problems: list[str] = field(default_factory=list)
    measured: dict[str, float] = field(default_factory=dict)
    moments: dict[str, float] = field(default_factory=dict)

    def mark(self, name: str) -> None:
        """Remember the moment."""
        self.moments[name] = time.monotonic()

    def rolled_back(self, copied: str) -> None:
        """Note that the durable store was put back to what it was at a marked moment."""
        self.history.rollbacks.append(Rollback(self.moments[copied], time.monotonic()))


def settings_of(world_redis: str, world_postgres: str) -> dict[str, str]:
    return {
        "PACTS_CACHE_NAMESPACE": NAMESPACE,
        "PACTS_REDIS_URL": world_redis,
        "PACTS_POSTGRES_DSN": world_postgres,
    }


@asynccontextmanager
async def open_world(
    folder: Path,
    load: Load,
    *,
    replicas: int,
    seed: int,
    is_embedded: bool = False,
    started: bool = True,
    redis_arguments: Sequence[str] = (),
    settings: dict[str, str] | None = None,
) -> AsyncIterator[World]:
    """Start the servers and the replicas; leaving the block stops all of them."""
    history = History()
    async with AsyncExitStack() as stack:
        redis = RedisServer(folder / "redis", *redis_arguments)
        stack.callback(redis.kill)
        redis.start()
        postgres = PostgresServer()
        stack.callback(postgres.remove)
        if not is_embedded:
            postgres.start()
        to_redis = Relay("127.0.0.1", redis.port)
        to_postgres = Relay("127.0.0.1", postgres.port)
        for relay in (to_redis, to_postgres):
            await relay.start()
            stack.push_async_callback(relay.cut)
        given = (
            {}
            if is_embedded
            else settings_of(
                f"redis://127.0.0.1:{to_redis.port}/0",
                f"postgresql://postgres@127.0.0.1:{to_postgres.port}/postgres",
            )
        )
        fleet = [Replica(n, folder, {**given, **(settings or {})}) for n in range(replicas)]
        for replica in fleet:
            stack.push_async_callback(replica.close)
            if started:
                replica.start(wait=False)
        if started:
            for replica in fleet:
                await asyncio.to_thread(replica.await_serving)
        yield World(
            folder, redis, postgres, to_redis, to_postgres, fleet, history,
            Callers(fleet, history, seed), load,
        )  # fmt: skip
