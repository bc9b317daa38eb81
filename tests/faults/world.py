"""The servers, relays and replicas of one scenario, and what was found out beside the history."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.callers import Callers
from tests.faults.calls import Calls, Load
from tests.faults.history import History, Rollback
from tests.faults.servers.postgres_server import PostgresServer
from tests.faults.servers.redis_server import RedisServer
from tests.faults.servers.replica import Replica
from tests.support.backends.relay import Relay

NAMESPACE = "faults"
SCHEMA = f"pacts_{NAMESPACE}"
PREFIX = f"{NAMESPACE}:"


@dataclass
class World:
    """All that a fault can be done to. Replicas reach the servers through the relays.

    ``problems`` are promises that were broken and that the history does not show; ``measured``
    goes into the report; ``stack`` closes what a fault opened.
    """

    folder: Path
    redis: RedisServer
    postgres: PostgresServer
    to_redis: Relay
    to_postgres: Relay
    replicas: list[Replica]
    history: History
    calls: Calls
    callers: Callers
    stack: AsyncExitStack
    problems: list[str] = field(default_factory=list)
    measured: dict[str, float] = field(default_factory=dict)
    _copied: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def copying(self) -> Iterator[None]:
        """Surround the copying of the durable store."""
        began_s = time.monotonic()
        yield
        self._copied = began_s, time.monotonic()

    @contextmanager
    def restoring(self) -> Iterator[None]:
        """Surround putting the durable store back to its copy, or to nothing when there is none."""
        began_s = time.monotonic()
        yield
        self.history.rollbacks.append(Rollback(*self._copied, began_s, time.monotonic()))

    def altered(self) -> None:
        """Note that older data were put into the running Redis."""
        self.history.altered_s.append(time.monotonic())

    def require(self, is_so: bool, problem: str) -> None:
        """Note a problem unless it is so."""
        if not is_so:
            self.problems.append(problem)

    async def lead_redis_to(self, port: int) -> None:
        """Let replicas reach another server where Redis was, as a failover does."""
        self.to_redis.aim("127.0.0.1", port)
        await self.to_redis.cut()
        await self.to_redis.start()

    async def start(
        self, replica: Replica, *, ahead_s: float = 0, stderr: int | None = None
    ) -> None:
        """Start a replica and return when it serves."""
        await asyncio.to_thread(replica.start, ahead_s=ahead_s, stderr=stderr)


@asynccontextmanager
async def open_world(
    folder: Path,
    load: Load,
    *,
    replicas: int,
    seed: int,
    is_embedded: bool = False,
    redis_arguments: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[World]:
    """Start the servers, and make replicas that are not started yet; leaving stops all."""
    async with AsyncExitStack() as stack:
        redis = RedisServer(folder / "redis", *redis_arguments)
        postgres = PostgresServer()
        stack.callback(postgres.remove)
        if not is_embedded:
            stack.callback(redis.kill)
            await asyncio.to_thread(redis.start)
            await asyncio.to_thread(postgres.start)
        to_redis = Relay("127.0.0.1", redis.port)
        to_postgres = Relay("127.0.0.1", postgres.port)
        for relay in (to_redis, to_postgres):
            await relay.start()
            stack.push_async_callback(relay.cut)
        given = {"PACTS_CACHE_NAMESPACE": NAMESPACE}
        if not is_embedded:
            given["PACTS_REDIS_URL"] = f"redis://127.0.0.1:{to_redis.port}/0"
            dsn = f"postgresql://postgres@127.0.0.1:{to_postgres.port}/postgres"
            given["PACTS_POSTGRES_DSN"] = dsn
        fleet = [Replica(n, folder, {**given, **(settings or {})}) for n in range(replicas)]
        for replica in fleet:
            stack.push_async_callback(replica.close)
        history = History()
        calls = Calls(fleet, history, load, seed)
        await stack.enter_async_context(_ticking(calls))
        yield World(
            folder, redis, postgres, to_redis, to_postgres, fleet, history, calls,
            Callers(calls), stack,
        )  # fmt: skip


@asynccontextmanager
async def _ticking(calls: Calls) -> AsyncIterator[None]:
    task = asyncio.create_task(calls.lag.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
