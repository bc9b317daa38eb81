"""A daemon starts without what it can live without, and hears signals while it starts."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
import grpc
import pytest

from pacts.v1 import selector_service_pb2 as pb
from tests.support.backends.relay import Relay, relay_to, relayed
from tests.support.daemons.stubs import css, failure, query
from tests.support.daemons.watched import daemon_process


@dataclass
class Servers:
    """A Redis and a Postgres behind relays, and the name that a test's daemons keep all under."""

    redis: Relay
    postgres: Relay
    redis_url: str
    postgres_dsn: str
    direct_dsn: str
    namespace: str

    @property
    def variables(self) -> dict[str, str]:
        return {
            "PACTS_REDIS_URL": self.redis_url,
            "PACTS_POSTGRES_DSN": self.postgres_dsn,
            "PACTS_CACHE_NAMESPACE": self.namespace,
        }

    @property
    def only_postgres(self) -> dict[str, str]:
        return self.variables | {"PACTS_REDIS_URL": ""}


@pytest.fixture
async def servers(redis_url: str, postgres_dsn: str) -> AsyncIterator[Servers]:
    async with AsyncExitStack() as stack:
        redis, postgres = relay_to(redis_url, 6379), relay_to(postgres_dsn, 5432)
        for relay in (redis, postgres):
            await relay.start()
            stack.push_async_callback(relay.cut)
        namespace = f"t{uuid4().hex[:8]}"
        yield Servers(
            redis, postgres, relayed(redis_url, redis), relayed(postgres_dsn, postgres),
            postgres_dsn, namespace,
        )  # fmt: skip
    connection = await asyncpg.connect(postgres_dsn)
    await connection.execute(f'DROP SCHEMA IF EXISTS "pacts_{namespace}" CASCADE')
    await connection.close()


async def test_postgres_down_and_redis_full_serves_hits_and_names_postgres(
    servers: Servers, tmp_path: Path
) -> None:
    async with daemon_process("--data-dir", str(tmp_path), **servers.variables) as before:
        await before.save()
    await servers.postgres.cut()
    async with daemon_process("--data-dir", str(tmp_path), **servers.variables) as daemon:
        await daemon.until("degraded", "postgres")
        assert await daemon.source() == "redis"
        request = pb.SaveSelectorRequest(query=query(), selectors=[css("#new")])
        code, info = await failure((await daemon.selector()).SaveSelector(request))
        assert (code, info.metadata["tier"]) == (grpc.StatusCode.UNAVAILABLE, "postgres")
        await servers.postgres.start()
        await daemon.until("ready")
        await daemon.save()


async def test_postgres_down_and_no_redis_is_not_ready_until_it_is_there(
    servers: Servers, tmp_path: Path
) -> None:
    await servers.postgres.cut()
    async with daemon_process("--data-dir", str(tmp_path), **servers.only_postgres) as daemon:
        await daemon.until("not ready", "postgres")
        assert (await daemon.readyz())[0] == 503
        await servers.postgres.start()
        await daemon.until("ready")
        assert (await daemon.readyz())[0] == 200


async def test_lock_of_the_migrations_held_by_another_is_named_and_waited_for(
    servers: Servers, tmp_path: Path
) -> None:
    held = await asyncpg.connect(servers.direct_dsn)
    try:
        lock = "SELECT pg_advisory_lock(hashtext($1))"
        await held.execute(lock, f"pacts:pacts_{servers.namespace}")
        async with daemon_process("--data-dir", str(tmp_path), **servers.only_postgres) as daemon:
            while "another replica" not in str(await daemon.until("not ready", "postgres")):
                await asyncio.sleep(0.1)
            await held.close()
            await daemon.until("ready")
    finally:
        await held.close()


@pytest.mark.parametrize("server", ["paused", "locked"])
async def test_sigterm_while_postgres_hangs_at_the_start_ends_it_at_once(
    servers: Servers, tmp_path: Path, server: str
) -> None:
    held = await asyncpg.connect(servers.direct_dsn)
    if server == "paused":
        servers.postgres.pause()
    else:
        lock = "SELECT pg_advisory_lock(hashtext($1))"
        await held.execute(lock, f"pacts:pacts_{servers.namespace}")
    async with daemon_process("--data-dir", str(tmp_path), **servers.only_postgres) as daemon:
        await daemon.line("serving")
        daemon.process.send_signal(signal.SIGTERM)
        assert await daemon.ended(15) == 0
        assert "Traceback" not in daemon.text
    await held.close()


@pytest.mark.parametrize("after_s", [0.2, 0.5, 0.8, 1.1, 1.4, 1.7, 2.0, 2.5])
async def test_sigterm_at_any_moment_of_the_start_ends_it(
    servers: Servers, tmp_path: Path, after_s: float
) -> None:
    servers.postgres.pause()
    async with daemon_process("--data-dir", str(tmp_path), **servers.only_postgres) as daemon:
        await asyncio.sleep(after_s)
        daemon.process.send_signal(signal.SIGTERM)
        assert await daemon.ended(15) in (0, -signal.SIGTERM)
        assert "Traceback" not in daemon.text


async def test_migration_that_was_changed_ends_a_daemon_that_already_serves(
    servers: Servers, tmp_path: Path
) -> None:
    async with daemon_process("--data-dir", str(tmp_path), **servers.variables) as before:
        await before.save()
    connection = await asyncpg.connect(servers.direct_dsn)
    await connection.execute(f'SET search_path TO "pacts_{servers.namespace}"')
    await connection.execute("UPDATE schema_migrations SET checksum = 'another'")
    await connection.close()
    await servers.postgres.cut()
    async with daemon_process("--data-dir", str(tmp_path), **servers.variables) as daemon:
        await daemon.until("degraded", "postgres")
        await servers.postgres.start()
        assert await daemon.ended(15) == 5
        assert "was changed after it was applied" in daemon.text
        assert "Traceback" not in daemon.text


async def test_redis_paused_is_degraded_and_readiness_answers_at_once(
    servers: Servers, tmp_path: Path
) -> None:
    async with daemon_process("--data-dir", str(tmp_path), **servers.variables) as daemon:
        await daemon.until("ready")
        servers.redis.pause()
        await daemon.until("degraded", "redis")
        assert (await daemon.readyz())[0] == 200
        servers.redis.resume()
        await daemon.until("ready")


@pytest.mark.parametrize("signals", [1, 2])
async def test_sigterm_while_both_tiers_hang_ends_the_daemon_in_time(
    servers: Servers, tmp_path: Path, signals: int
) -> None:
    async with daemon_process("--data-dir", str(tmp_path), **servers.variables) as daemon:
        await daemon.save()
        servers.redis.pause()
        servers.postgres.pause()
        stub = await daemon.selector()
        hanging = [stub.GetSelector(pb.GetSelectorRequest(query=query())) for _ in range(20)]
        for _ in range(signals):
            daemon.process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.3)
        assert await daemon.ended(12 if signals == 1 else 6) == 0
        assert "Traceback" not in daemon.text
        await asyncio.gather(*hanging, return_exceptions=True)


async def test_both_paused_is_not_ready_and_readiness_answers_at_once(
    servers: Servers, tmp_path: Path
) -> None:
    async with daemon_process("--data-dir", str(tmp_path), **servers.variables) as daemon:
        await daemon.until("ready")
        servers.redis.pause()
        servers.postgres.pause()
        await daemon.until("not ready", "redis", "postgres")
        servers.redis.resume()
        await daemon.until("degraded", "postgres")
        servers.postgres.resume()
        await daemon.until("ready")
