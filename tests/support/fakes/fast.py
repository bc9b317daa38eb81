"""A fast tier in a dict; tests/contract proves that it keeps the contract."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pacts_daemon.core.consistency.standing import FastMark
from pacts_daemon.core.keys import Key, key_of, page_key
from pacts_daemon.core.known.pages import PageGap, PageQuery, page_query
from pacts_daemon.core.model import Entry, TierName
from pacts_daemon.core.ports import Change, Clock, Removal, Stale
from tests.support.fakes.switches import REDIS, Switches


class ScriptedFast(Switches):
    """Forgets after ``ttl_s`` by the test's clock; a test may put what it likes into ``held``.

    It may make keys ``unwritable`` or ``unconfirmed``, and change the ``incarnation``.
    """

    def __init__(self, clock: Clock, name: TierName = REDIS, *, ttl_s: float = 3600) -> None:
        super().__init__(name)
        self.held: dict[Key, Entry | Stale] = {}
        self.refused: dict[Key, int] = {}
        self.unwritable: frozenset[Key] = frozenset()
        self.unconfirmed: set[Key] = set()
        self.incarnation = "first"
        self.marked = FastMark("first")
        self._clock = clock
        self._ttl_s = ttl_s
        self._until_s: dict[Key, float] = {}
        self._pages: dict[Key, set[Key]] = {}
        self._gaps: dict[Key, tuple[str, set[Key]]] = {}

    async def lookup(self, key: Key) -> Entry | Stale | None:
        await self.called("lookup")
        return self._known(key)

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        await self.called(f"lookup_all {len(keys)}")
        return [self._known(key) for key in keys]

    async def store(self, key: Key, entry: Entry) -> bool:
        await self.called("store")
        return self._store(key, entry)

    async def page(self, query: PageQuery) -> list[Entry] | PageGap:
        await self.called("page")
        name = page_key(query)
        known = [self._peek(key) for key in self._pages.get(name, ())]
        if name in self._pages and all(known):
            return [one for one in known if isinstance(one, Entry)]
        self._pages.pop(name, None)
        mark, _ = self._gaps.setdefault(name, (f"gap {len(self.calls)}", set()))
        return PageGap(mark)

    async def store_page(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        await self.called(f"store_page {len(entries)}")
        for entry in entries:
            self._store(key_of(entry.query), entry)
        name = page_key(query)
        if self._gaps.get(name, ("", set()))[0] == gap.mark:
            self._pages[name] = self._gaps.pop(name)[1]

    async def tell(self, changes: Sequence[Change]) -> frozenset[Key]:
        await self.called(f"tell {len(changes)}")
        for key, change in changes:
            if key in self.unwritable:
                self.held.pop(key, None)
            elif isinstance(change, Entry):
                self._store(key, change)
            else:
                self._refuse(change)
        return self.unwritable & {key for key, _ in changes}

    async def correct(self, held: Entry, known: Entry | None) -> None:
        await self.called("correct")
        key = key_of(held.query)
        current = self.held.get(key)
        if not isinstance(current, Entry) or current.version != held.version:
            return
        del self.held[key]
        if known is not None:
            self._store(key, known)

    async def standing(self) -> FastMark:
        await self.called("standing")
        return replace(self.marked, incarnation=self.incarnation)

    async def mark(self, standing: FastMark) -> None:
        await self.called("mark")
        is_same = self.marked.marked_under == standing.incarnation
        ours, theirs = (self.marked.epoch, self.marked.beat), (standing.epoch, standing.beat)
        if not is_same or theirs > ours:
            self.marked = replace(standing, marked_under=standing.incarnation)

    async def clear(self) -> int:
        await self.called("clear")
        count = len(self.held.keys() | self.refused.keys())
        for kept in (self.held, self.refused, self._until_s, self._pages, self._gaps):
            kept.clear()
        return count

    async def ping(self) -> None:
        await self.called("ping")

    async def close(self) -> None:
        await self.called("close")

    def _known(self, key: Key) -> Entry | Stale | None:
        self._forget(key)
        known = self.held.get(key)
        if isinstance(known, Entry):
            if known.expires_at <= self._clock.now():
                return Stale(expired=True, reason="past its expiry")
            self._keep(key)
            if key in self.unconfirmed:
                return Stale(expired=False, reason="not confirmed", unconfirmed=known)
        return known

    def _peek(self, key: Key) -> Entry | int | None:
        """Return what is held, or the version of a removal; None for what was forgotten."""
        self._forget(key)
        held = self.held.get(key)
        if isinstance(held, Entry):
            return held if held.expires_at > self._clock.now() else None
        return self.refused.get(key)

    def _store(self, key: Key, entry: Entry) -> bool:
        name = page_key(page_query(entry.query))
        if entry.expires_at > self._clock.now():
            self._pages.get(name, set()).add(key)
            self._gaps.get(name, ("", set()))[1].add(key)
        if entry.expires_at <= self._clock.now() or self._version(key) > entry.version:
            return False
        self.held[key] = entry
        self.unconfirmed.discard(key)
        self.refused.pop(key, None)
        self._keep(key)
        return True

    def _refuse(self, removal: Removal) -> None:
        if self._version(removal.key) < removal.version:
            self.held.pop(removal.key, None)
            self.refused[removal.key] = removal.version
            self._keep(removal.key)

    def _version(self, key: Key) -> int:
        self._forget(key)
        known = self.held.get(key)
        return known.version if isinstance(known, Entry) else self.refused.get(key, 0)

    def _keep(self, key: Key) -> None:
        self._until_s[key] = self._clock.monotonic() + self._ttl_s

    def _forget(self, key: Key) -> None:
        if self._until_s.get(key, math.inf) <= self._clock.monotonic():
            self.held.pop(key, None)
            self.refused.pop(key, None)
            del self._until_s[key]
