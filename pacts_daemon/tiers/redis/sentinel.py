"""A Redis whose address its sentinels know."""

from __future__ import annotations

import asyncio

from redis.asyncio import Redis
from redis.asyncio.sentinel import MasterNotFoundError, Sentinel, SentinelConnectionPool
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.utils import str_if_bytes

from pacts_daemon.tiers.redis.incarnation import Introduction


class SentinelPool(SentinelConnectionPool):
    """A pool of connections to the master, whichever it is."""


class MasterIntroduction(Introduction):
    """Makes sure that it is the master that was met: a sentinel may be behind."""

    pool: SentinelPool

    async def refresh(self) -> None:
        # A master that was replaced as planned goes on answering for ten seconds.
        before = self.pool.master_address
        found = await self.pool.get_master_address()  # type: ignore[no-untyped-call]
        if found != before:
            await self.renew()
        await super().refresh()

    async def _note(self, identity: str, is_replica: bool) -> None:
        if is_replica:
            await self.renew()
            raise RedisConnectionError("the server that a sentinel named is a replica")
        await super()._note(identity, is_replica)


class MasterClient(Redis):
    """A client of the master; it owns the connections to the sentinels too."""

    connection_pool: SentinelPool

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        await super().aclose(close_connection_pool)
        await self.connection_pool.sentinel_manager.aclose()


class Sentinels(Sentinel):
    """Sentinels that are asked at once: one that hangs would take the time of the others."""

    async def discover_master(self, service_name: str) -> tuple[str, int]:
        asked = [asyncio.ensure_future(self._ask(one, service_name)) for one in self.sentinels]
        try:
            for answer in asyncio.as_completed(asked):
                if (address := await answer) is not None:
                    return address
        finally:
            for one in asked:
                one.cancel()
        raise MasterNotFoundError(f"no sentinel knows a master of the name {service_name!r}")

    async def _ask(self, sentinel: Redis, service_name: str) -> tuple[str, int] | None:
        # In a failover this is the new master as soon as it is one, and the list of masters, which
        # redis-py reads, names the one before until all replicas have followed.
        try:
            address = await sentinel.sentinel_get_master_addr_by_name(service_name)
        except (RedisError, OSError, TimeoutError):
            return None
        if not isinstance(address, tuple):
            return None
        host, port = address
        return str_if_bytes(host), port
