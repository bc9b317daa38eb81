"""Maintenance once, on a Redis and a Postgres that daemons share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from pacts_daemon.app.bulk.store import written_store
from pacts_daemon.app.bulk.upkeep import Maintained, maintain
from pacts_daemon.app.wiring import migrator_of
from pacts_daemon.settings import Settings
from tests.support.builders import a_query, an_entry
from tests.support.daemons.stubs import settings_in


@dataclass
class Shared:
    """Settings of daemons on both servers, and their keys in Redis."""

    settings: Settings
    redis: Redis

    async def keys(self) -> int:
        names = [name async for name in self.redis.scan_iter(f"*{self.namespace}*{{*")]
        return len(names)

    @property
    def namespace(self) -> str:
        return self.settings.cache.namespace

    async def load(self, count: int) -> None:
        async with written_store(self.settings) as (tier, clock):
            entries = [an_entry(clock.now(), a_query(element=f"b{n}")) for n in range(count)]
            assert await tier.load(entries, over=True) == count


@pytest.fixture
async def shared(redis_url: str, postgres_dsn: str, tmp_path: Path) -> AsyncIterator[Shared]:
    settings = settings_in(
        tmp_path,
        redis={"url": redis_url},
        postgres={"dsn": postgres_dsn},
        cache={"namespace": f"m{uuid4().hex[:8]}"},
    )
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(Redis.from_url(redis_url))
        stack.push_async_callback(migrator_of(settings).drop)
        yield Shared(settings, redis)
        async for name in redis.scan_iter(f"*{settings.cache.namespace}*"):
            await redis.unlink(name)


async def test_maintain_tells_redis_what_was_imported(shared: Shared) -> None:
    await shared.load(25)
    done = await maintain(shared.settings)
    assert (done.told, done.refused, done.problem) == (25, 0, "")
    assert await shared.keys() >= 25
    assert await maintain(shared.settings) == Maintained(0, 0, 25, 0, 0, held_back=False)


async def test_maintain_without_a_redis_leaves_notes_to_the_daemons(shared: Shared) -> None:
    await shared.load(3)
    alone = shared.settings.model_copy(
        update={"redis": shared.settings.redis.model_copy(update={"url": None})}
    )
    assert (await maintain(alone)).told == 0
    assert (await maintain(shared.settings)).told == 3
