"""Harnesses of Redis: asked by itself, behind a relay, and as its least user."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import uuid4

from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import FastTier
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.near_tier import NearRedisTier
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.harnesses import TTL_S, FastHarness
from tests.support.backends.relay import relay_to, relayed
from tests.support.builders import a_query


class RedisHarness(FastHarness):
    """A Redis that is asked by itself, however it is run."""

    def __init__(self, url: str, ttl_s: float = TTL_S) -> None:
        super().__init__()
        self.url = url
        self.ttl_s = ttl_s
        self.namespace = f"test-{uuid4().hex}:"
        self.direct = connect(url)

    async def prepare(self) -> None:
        self.resources.push_async_callback(self.direct.aclose)
        self.resources.push_async_callback(self._forget)

    async def open(self) -> FastTier:
        client = connect(self.url)
        tier = RedisTier(client, self.clock, ttl_s=self.ttl_s, namespace=self.namespace)
        return await self.opened(tier)

    async def damage(self, entry: Entry, damaged: Callable[[bytes], bytes]) -> None:
        name = self.namespace + key_of(entry.query)
        value = await self.direct.get(name)
        assert isinstance(value, bytes)
        await self.direct.set(name, damaged(value))

    async def _forget(self) -> None:
        async for name in self.direct.scan_iter(f"{self.namespace}*"):
            await self.direct.unlink(name)


class UserRedisHarness(RedisHarness):
    """A Redis of the user that `deploy/redis/users.acl` describes, beside an administrator."""

    def __init__(self, url: str, admin_url: str) -> None:
        super().__init__(url)
        self.namespace = ""
        self.direct = connect(admin_url)

    async def open(self) -> FastTier:
        await self.direct.acl_log_reset()
        return await super().open()

    async def prepare(self) -> None:
        await super().prepare()
        await self.direct.flushall()
        self.resources.push_async_callback(self._refused_nothing)

    async def _refused_nothing(self) -> None:
        assert await self.direct.acl_log() == []


class RelayedRedisHarness(RedisHarness):
    """A Redis behind a relay, so that it can hang and vanish."""

    def __init__(self, url: str, ttl_s: float = TTL_S) -> None:
        super().__init__(url, ttl_s)
        self.relay = relay_to(url, 6379)

    async def prepare(self) -> None:
        await super().prepare()
        await self.relay.start()
        self.resources.push_async_callback(self.relay.cut)
        self.url = relayed(self.url, self.relay)

    async def cut(self) -> None:
        await self.relay.cut()

    async def restore(self) -> None:
        await self.relay.start()


class NearRedisHarness(RedisHarness):
    """A Redis with a near cache, which has begun to be told of changes."""

    trust: FastTrust | None = None

    async def open(self) -> NearRedisTier:
        incarnations = Incarnations()
        client = connect(self.url, incarnations=incarnations)
        tier = NearRedisTier(
            client,
            self.clock,
            near_entries=100,
            incarnations=incarnations,
            ttl_s=self.ttl_s,
            namespace=self.namespace,
            trust=self.trust,
        )
        await self.opened(tier)
        await tier.lookup(key_of(a_query()))
        async with asyncio.timeout(5):
            while not tier.is_near:
                await asyncio.sleep(0.005)
        return tier
