"""Replicas on one Redis and one Postgres that can be cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg

from pacts_daemon.settings import Settings
from tests.support.backends.relay import Relay, relay_to, relayed
from tests.support.daemons.stubs import Stubs, open_stubs, settings_in


@dataclass
class Fleet:
    """Two replicas on one Redis and one Postgres; only the first goes through the relays."""

    first: Stubs
    second: Stubs
    redis: Relay
    postgres: Relay


@asynccontextmanager
async def open_fleet(redis_url: str, postgres_dsn: str, data_dir: Path) -> AsyncIterator[Fleet]:
    namespace = f"t{uuid4().hex[:8]}"
    async with AsyncExitStack() as stack:
        redis, postgres = relay_to(redis_url, 6379), relay_to(postgres_dsn, 5432)
        for relay in (redis, postgres):
            await relay.start()
            stack.push_async_callback(relay.cut)

        def settings(url: str, dsn: str) -> Settings:
            cache = {
                "namespace": namespace,
                "maintenance_interval_s": 0.2,
                "breaker_cooldown_s": 0.3,
            }
            return settings_in(
                data_dir,
                redis={"url": url},
                postgres={"dsn": dsn, "timeout_ms": 1500},
                cache=cache,
            )

        through = settings(relayed(redis_url, redis), relayed(postgres_dsn, postgres))
        first = await open_stubs(stack, through)
        second = await open_stubs(stack, settings(redis_url, postgres_dsn))
        yield Fleet(first, second, redis, postgres)
        await second.daemon.fast.clear()
    connection = await asyncpg.connect(postgres_dsn)
    await connection.execute(f'DROP SCHEMA "pacts_{namespace}" CASCADE')
    await connection.close()
