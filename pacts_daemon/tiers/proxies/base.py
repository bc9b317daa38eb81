"""Hands every call of a protocol to one method, so that a proxy is that method alone."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Generic, TypeVar

from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.audit.model import INVALIDATED, SAVED, Cause
from pacts_daemon.core.consistency.standing import Census, FastMark, StoreState
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.keys import Key
from pacts_daemon.core.known.pages import PageGap, PageQuery
from pacts_daemon.core.model import Draft, Entry, TierName
from pacts_daemon.core.ports import (
    REMOVAL_BATCH,
    Change,
    FastTier,
    KeyVersion,
    ListFilter,
    Removal,
    Stale,
    Tier,
)
from pacts_daemon.tiers.proxies.heal_log import AuditLogProxy, HealingTier, HealLogProxy
from pacts_daemon.tiers.proxies.health import TierHealth

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

    def health(self) -> TierHealth:
        """Return what the calls so far have shown; asks the tier nothing."""
        inner = self._delegate
        return inner.health() if isinstance(inner, TierProxy) else TierHealth(self.name)

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

    async def tell(self, changes: Sequence[Change]) -> frozenset[Key]:
        return await self._call("tell", lambda: self._delegate.tell(changes))

    async def correct(self, held: Entry, known: Entry | None) -> None:
        await self._call("correct", lambda: self._delegate.correct(held, known))

    async def standing(self) -> FastMark:
        return await self._call("standing", self._delegate.standing)

    async def mark(self, standing: FastMark) -> None:
        await self._call("mark", lambda: self._delegate.mark(standing))

    async def clear(self) -> int:
        return await self._call("clear", self._delegate.clear)

    async def page(self, query: PageQuery) -> list[Entry] | PageGap:
        return await self._call("page", lambda: self._delegate.page(query))

    async def store_page(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        await self._call("store_page", lambda: self._delegate.store_page(query, gap, entries))


class DurableProxy(TierProxy[HealingTier]):
    """The calls of a durable tier, of its heal log and of its audit."""

    @property
    def heal_log(self) -> HealLog:
        return HealLogProxy(self._delegate.heal_log, self._call)

    @property
    def audit_log(self) -> AuditLog:
        return AuditLogProxy(self._delegate.audit_log, self._call)

    async def save(
        self,
        draft: Draft,
        *,
        retention_s: float,
        expected_version: int | None = None,
        cause: Cause = SAVED,
    ) -> Entry:
        return await self._call(
            "save",
            lambda: self._delegate.save(
                draft, retention_s=retention_s, expected_version=expected_version, cause=cause
            ),
        )

    async def update(self, entry: Entry, cause: Cause | None = None) -> Entry:
        return await self._call("update", lambda: self._delegate.update(entry, cause))

    async def remove(
        self, key: Key, expected_version: int | None = None, cause: Cause = INVALIDATED
    ) -> list[Removal]:
        return await self._call(
            "remove", lambda: self._delegate.remove(key, expected_version, cause)
        )

    async def remove_all(
        self,
        where: ListFilter,
        after: str = "",
        limit: int = REMOVAL_BATCH,
        cause: Cause = INVALIDATED,
    ) -> list[Removal]:
        return await self._call(
            "remove_all", lambda: self._delegate.remove_all(where, after, limit, cause)
        )

    async def snapshot(self, snapshot_id: bytes) -> bytes | None:
        return await self._call("snapshot", lambda: self._delegate.snapshot(snapshot_id))

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        return await self._call("entries", lambda: self._delegate.entries(where, after, limit))

    async def page(self, query: PageQuery, limit: int) -> list[Entry]:
        return await self._call("page", lambda: self._delegate.page(query, limit))

    async def state(self, incarnation: str) -> StoreState:
        return await self._call("state", lambda: self._delegate.state(incarnation))

    async def beat(
        self, incarnation: str, seen: StoreState | None, *, is_set_back: bool = False
    ) -> StoreState:
        return await self._call(
            "beat", lambda: self._delegate.beat(incarnation, seen, is_set_back=is_set_back)
        )

    async def suspects(self, older_than_s: float, limit: int) -> list[Key]:
        return await self._call("suspects", lambda: self._delegate.suspects(older_than_s, limit))

    async def defer(self, keys: Sequence[Key]) -> None:
        await self._call("defer", lambda: self._delegate.defer(keys))

    async def census(self) -> Census:
        return await self._call("census", self._delegate.census)

    async def unsettled(self, limit: int) -> list[Change]:
        return await self._call("unsettled", lambda: self._delegate.unsettled(limit))

    async def settle(self, known: Sequence[KeyVersion], epoch: int = 0) -> None:
        await self._call("settle", lambda: self._delegate.settle(known, epoch))

    async def purge(self, budget_s: float = math.inf) -> int:
        return await self._call("purge", lambda: self._delegate.purge(budget_s))

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
