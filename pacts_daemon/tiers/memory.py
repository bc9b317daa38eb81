"""The fast tier of one process: a dictionary that forgets, bounded by number and by bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pacts_daemon.core.consistency.standing import FastMark
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.known.pages import PageGap, PageQuery
from pacts_daemon.core.model import Entry, TierName
from pacts_daemon.core.ports import Change, Clock, Removal, Stale
from pacts_daemon.tiers.memory_pages import PageIndexes
from pacts_daemon.tiers.weights import MAX_BYTES, NOTHING, WeighedCache, weight_of


@dataclass(slots=True)
class _Held:
    version: int
    entry: Entry | None
    until_s: float
    weight: int = NOTHING


class MemoryTier:
    """Keeps the entries used last, each for its time to live since it was last read."""

    name = TierName("memory")

    def __init__(
        self, clock: Clock, *, ttl_s: float, max_entries: int, max_bytes: int = MAX_BYTES
    ) -> None:
        self._clock = clock
        self._ttl_s = ttl_s
        self._held: WeighedCache[Key, _Held] = WeighedCache(
            max_entries, max_bytes, lambda held: held.weight
        )
        self._pages = PageIndexes(clock, ttl_s)

    async def lookup(self, key: Key) -> Entry | Stale | None:
        return self._known(key, self._clock.now(), self._clock.monotonic())

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        now, now_s = self._clock.now(), self._clock.monotonic()
        return [self._known(key, now, now_s) for key in keys]

    async def store(self, key: Key, entry: Entry) -> bool:
        return self._store(key, entry, self._clock.now())

    async def tell(self, changes: Sequence[Change]) -> frozenset[Key]:
        now = self._clock.now()
        for key, change in changes:
            if isinstance(change, Entry):
                self._store(key, change, now)
            else:
                self._refuse(change)
        return frozenset()

    async def correct(self, held: Entry, known: Entry | None) -> None:
        key = key_of(held.query)
        current = self._live(key, self._clock.monotonic())
        if current is None or current.version != held.version:
            return
        del self._held[key]
        if known is not None:
            self._store(key, known, self._clock.now())

    async def standing(self) -> FastMark:
        return FastMark("")

    async def mark(self, standing: FastMark) -> None:
        """There is nothing that could be set back."""

    async def clear(self) -> int:
        count = len(self._held)
        self._held.clear()
        self._pages.clear()
        return count

    async def page(self, query: PageQuery) -> list[Entry] | PageGap:
        keys = self._pages.keys(query)
        if isinstance(keys, PageGap):
            return keys
        now, now_s = self._clock.now(), self._clock.monotonic()
        held = [self._live(key, now_s) for key in keys]
        whole = [one for one in held if one is not None]
        entries = [one.entry for one in whole if one.entry is not None]
        if len(whole) < len(held) or any(entry.expires_at <= now for entry in entries):
            return self._pages.open_gap(query)
        return entries

    async def store_page(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        await self.tell([(key_of(entry.query), entry) for entry in entries])
        self._pages.fill(query, gap)

    async def ping(self) -> None:
        """There is no backend that could be away."""

    async def close(self) -> None:
        self._held.clear()

    def _known(self, key: Key, now: datetime, now_s: float) -> Entry | Stale | None:
        held = self._live(key, now_s)
        if held is None or held.entry is None:
            return None
        if held.entry.expires_at <= now:
            return Stale(expired=True, reason="past its expiry")
        held.until_s = now_s + self._ttl_s
        return held.entry

    def _store(self, key: Key, entry: Entry, now: datetime) -> bool:
        if entry.expires_at <= now:
            return False
        self._pages.add(entry.query, key)
        return self._put(key, entry.version, entry)

    def _live(self, key: Key, now_s: float) -> _Held | None:
        held = self._held.get(key)
        return None if held is None or held.until_s <= now_s else held

    def _refuse(self, removal: Removal) -> None:
        held = self._live(removal.key, self._clock.monotonic())
        if held is None or held.version < removal.version:
            self._put(removal.key, removal.version, None)

    def _put(self, key: Key, version: int, entry: Entry | None) -> bool:
        held, now_s = self._held.get(key), self._clock.monotonic()
        until_s = now_s + self._ttl_s
        if held is not None and held.entry is entry is not None:  # over or not: weighed already
            held.until_s = until_s
            return True
        if held is not None and held.until_s > now_s and held.version > version:
            return False
        weight = NOTHING if entry is None else weight_of(entry)
        self._held[key] = _Held(version, entry, until_s, weight)
        return True
