from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.backends.harnesses import (
    DURABLE,
    FAST,
    DurableHarness,
    FastHarness,
    Harness,
    MemoryHarness,
    PostgresHarness,
    ScriptedDurableHarness,
    ScriptedFastHarness,
    SqliteHarness,
)
from tests.support.backends.redis_harnesses import (
    NearRedisHarness,
    RedisHarness,
    RelayedRedisHarness,
    UserRedisHarness,
)

_REACHED_THROUGH = {"pgbouncer": "postgres"}


@asynccontextmanager
async def harness_of(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Harness[Any]]:
    harness: Harness[Any]
    match _REACHED_THROUGH.get(request.param, request.param):
        case "memory":
            harness = MemoryHarness()
        case "redis":
            harness = RelayedRedisHarness(request.getfixturevalue("redis_url"))
        case "redis-cluster":
            harness = RedisHarness(request.getfixturevalue("redis_cluster_url"))
        case "redis-near":
            harness = NearRedisHarness(request.getfixturevalue("redis_url"))
        case "redis-user":
            harness = UserRedisHarness(*request.getfixturevalue("redis_user_urls"))
        case "sqlite":
            harness = SqliteHarness(tmp_path)
        case "postgres":
            called = request.getfixturevalue(f"{request.param}_dsn")
            harness = PostgresHarness(request.getfixturevalue("postgres_dsn"), called)
        case "scripted-fast":
            harness = ScriptedFastHarness()
        case "scripted-durable":
            harness = ScriptedDurableHarness()
        case other:
            raise AssertionError(other)
    async with harness.resources:
        await harness.prepare()
        yield harness


@pytest.fixture(params=FAST + DURABLE)
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Harness[Any]]:
    async with harness_of(request, tmp_path) as made:
        yield made


@pytest.fixture(params=FAST)
async def fast(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[FastHarness]:
    async with harness_of(request, tmp_path) as made:
        assert isinstance(made, FastHarness)
        yield made


@pytest.fixture(params=DURABLE)
async def durable(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[DurableHarness]:
    async with harness_of(request, tmp_path) as made:
        assert isinstance(made, DurableHarness)
        yield made
