"""Redis with a near cache: a hit that has not changed is answered from memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import Change, Clock, FastTier, Stale
from pacts_daemon.tiers.proxies.base import FastProxy
from pacts_daemon.tiers.redis.connection import Client, tracking_connection
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.near import NearCache, Tracking
from pacts_daemon.tiers.redis.tier import RedisTier
from pacts_daemon.tiers.redis.values import Known, Stamped

T = TypeVar("T")


class NearRedisTier(RedisTier):
    """Reads without touching the time to live, for that would tell everyone of a change.

    It slides all the same: what is served is confirmed, and then stored again. Only what cannot be
    confirmed, while the durable tier is away, is kept alive by its reader.
    """

    def __init__(
        self,
        client: Client,
        clock: Clock,
        *,
        near_entries: int,
        incarnations: Incarnations,
        namespace: str = "",
        **options: Any,
    ) -> None:
        """Take what `RedisTier` takes, and how many entries are remembered.

        Raises:
            InvalidFieldError: Redis is a cluster, each of whose nodes would have to tell.
        """
        super().__init__(client, clock, namespace=namespace, incarnations=incarnations, **options)
        self._near = NearCache(near_entries)
        self._tracking = Tracking(tracking_connection(client), self._near, incarnations, namespace)

    @property
    def is_near(self) -> bool:
        """Whether Redis tells of changes now, so that hits may be remembered."""
        return self._near.is_told

    def remembered(self, key: Key) -> Entry | None:
        """Return the entry that a lookup of a key would be answered with, without Redis."""
        if self._trust.doubt(key) or (near := self._fresh(key)) is None:
            return None
        held = self._served(key, near, self._clock.now())
        return held if isinstance(held, Entry) else None

    async def store(self, key: Key, entry: Entry) -> bool:
        self._near.drop((key,))
        try:
            return await super().store(key, entry)
        finally:
            self._near.drop((key,))

    async def tell(self, changes: Sequence[Change]) -> frozenset[Key]:
        keys = [key for key, _ in changes]
        self._near.drop(keys)
        try:
            return await super().tell(changes)
        finally:
            self._near.drop(keys)

    async def correct(self, held: Entry, known: Entry | None) -> None:
        key = key_of(held.query)
        self._near.drop((key,))
        try:
            await super().correct(held, known)
        finally:
            self._near.drop((key,))

    async def clear(self) -> int:
        self._near.drop_all()
        try:
            return await super().clear()
        finally:
            self._near.drop_all()

    async def close(self) -> None:
        await self._tracking.close()
        await super().close()

    async def _known(self, key: Key) -> Known:
        near = self._fresh(key)
        if near is not None:
            return near
        (known,) = await self._loaded([key])
        return known

    async def _known_all(self, keys: Sequence[Key]) -> list[Known]:
        near = {key: self._fresh(key) for key in keys}
        absent = [key for key, one in near.items() if one is None]
        loaded = dict(zip(absent, await self._loaded(absent), strict=True)) if absent else {}
        return [near[key] or loaded[key] for key in keys]

    def _fresh(self, key: Key) -> Stamped | None:
        """Return what is remembered, unless its reader has to confirm it or keep it alive."""
        near = self._near.get(key)
        if near is None or near.age_s(self._clock.now()) >= self._trust.confirm_s:
            return None
        return near

    async def _loaded(self, keys: Sequence[Key]) -> list[Known]:
        self._tracking.start()
        names = [self._namespace + key for key in keys]
        with self._near.loading(keys) as load:
            values = await self._values(names)
            known = [self._taken_apart(value) for value in values]
            for key, one in zip(keys, known, strict=True):
                if isinstance(one, Stamped) and isinstance(one.held, Entry):
                    self._near.keep(load, key, one)
        await self._keep_alive(dict(zip(names, known, strict=True)))
        return known

    async def _values(self, names: Sequence[str]) -> Sequence[bytes | None]:
        # One that is of another type is an error to GET, and absent to MGET.
        found = [await self._client.get(names[0])] if len(names) == 1 else None
        return cast("Sequence[bytes | None]", found or await self._client.mget(names))

    async def _keep_alive(self, known: Mapping[str, Known]) -> None:
        now, confirm_s = self._clock.now(), self._trust.confirm_s
        for name, one in known.items():
            if not isinstance(one, Stamped) or one.age_s(now) < confirm_s:
                continue
            if isinstance(one.held, Entry) and (life_ms := self._life_ms(one.held)) > 0:
                await self._client.pexpire(name, life_ms)


class NearProxy(FastProxy):
    """Asks nobody for what is remembered, so that it costs no deadline and no breaker."""

    def __init__(self, delegate: FastTier, tier: NearRedisTier) -> None:
        super().__init__(delegate)
        self._tier = tier

    async def lookup(self, key: Key) -> Entry | Stale | None:
        near = self._tier.remembered(key)
        return await self._delegate.lookup(key) if near is None else near

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        near = [self._tier.remembered(key) for key in keys]
        if all(one is not None for one in near):
            return [*near]
        return await self._delegate.lookup_all(keys)

    async def _call(self, _operation: str, call: Callable[[], Awaitable[T]], /) -> T:
        return await call()
