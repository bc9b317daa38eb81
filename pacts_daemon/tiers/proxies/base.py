"""Hands every call of a protocol to one method, so that a proxy is that method alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Generic, TypeVar

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import Key
from pacts_daemon.core.known.pages import PageGap, PageQuery
from pacts_daemon.core.model import Draft, Entry, TierName
from pacts_daemon.core.ports import (
    FastTier,
    HealLog,
    KeyVersion,
    ListFilter,
    Removal,
    Stale,
    Tier,
)
from pacts_daemon.tiers.proxies.heal_log import HealingTier, HealLogProxy

T = TypeVar("T")
D = TypeVar("D", bound=Tier)


class TierProxy(ABC, Generic[D]):
    """The calls that all tiers have. Closing is nobody's business but the tier's."""

    def __init__(self, delegate: D) -> None:
        self._delegate = delegate
        self.name: TierName = delegate.name

    @abstractmethod
    async def _call(self, operation: str, call: Callable[[], Awaitable[T]], /) -> T:
        """Run ``call`` and do what the proxy is for."""

    async def lookup(self, key: Key) -> Entry | Stale | None:
        return await self._call("lookup", lambda: self._delegate.lookup(key))

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        return await self._call("lookup_all", lambda: self._delegate.lookup_all(keys))

    async def ping(self) -> None:
        await self._call("ping", self._delegate.ping)

    async def close(self) -> None:
        await self._delegate.close()


class FastProxy(TierProxy[FastTier]):
    """The calls of a fast tier."""

    async def store(self, key: Key, entry: Entry) -> bool:
        return await self._call("store", lambda: self._delegate.store(key, entry))

    async def store_all(self, entries: Mapping[Key, Entry]) -> None:
        await self._call("store_all", lambda: self._delegate.store_all(entries))

    async def remove(self, removals: Sequence[Removal]) -> None:
        await self._call("remove", lambda: self._delegate.remove(removals))

    async def clear(self) -> int:
        return await self._call("clear", self._delegate.clear)

    async def page(self, query: PageQuery) -> list[Entry] | PageGap:
        return await self._call("page", lambda: self._delegate.page(query))

    async def store_page(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        await self._call("store_page", lambda: self._delegate.store_page(query, gap, entries))


class DurableProxy(TierProxy[HealingTier]):
    """The calls of a durable tier and of its heal log."""

    @property
    def heal_log(self) -> HealLog:
        return HealLogProxy(self._delegate.heal_log, self._call)

    async def save(
        self, draft: Draft, *, retention_s: float, expected_version: int | None = None
    ) -> Entry:
        return await self._call(
            "save",
            lambda: self._delegate.save(
                draft, retention_s=retention_s, expected_version=expected_version
            ),
        )

    async def update(self, entry: Entry) -> Entry:
        return await self._call("update", lambda: self._delegate.update(entry))

    async def remove(self, key: Key, expected_version: int | None = None) -> list[Removal]:
        return await self._call("remove", lambda: self._delegate.remove(key, expected_version))

    async def remove_all(self, where: ListFilter) -> list[Removal]:
        return await self._call("remove_all", lambda: self._delegate.remove_all(where))

    async def snapshot(self, snapshot_id: bytes) -> bytes | None:
        return await self._call("snapshot", lambda: self._delegate.snapshot(snapshot_id))

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        return await self._call("entries", lambda: self._delegate.entries(where, after, limit))

    async def page(self, query: PageQuery, limit: int) -> list[Entry]:
        return await self._call("page", lambda: self._delegate.page(query, limit))

    async def unsettled(self, limit: int) -> list[tuple[Key, Entry | Removal]]:
        return await self._call("unsettled", lambda: self._delegate.unsettled(limit))

    async def settle(self, known: Sequence[KeyVersion]) -> None:
        await self._call("settle", lambda: self._delegate.settle(known))

    async def purge(self) -> int:
        return await self._call("purge", self._delegate.purge)

    def lease(self, name: str, ttl_s: float) -> AbstractAsyncContextManager[bool]:
        return self._lease(self._delegate.lease(name, ttl_s))

    @asynccontextmanager
    async def _lease(self, lease: AbstractAsyncContextManager[bool]) -> AsyncIterator[bool]:
        """Taking and giving back are calls; what is done in between is not."""
        ours = await self._call("lease", lease.__aenter__)
        try:
            yield ours
        finally:
            await self._give_back(lease)

    async def _give_back(self, lease: AbstractAsyncContextManager[bool]) -> None:
        try:
            await self._call("release", lambda: lease.__aexit__(None, None, None))
        except TierUnavailableError:
            return  # the work is done, and a lease that cannot be given back runs out
