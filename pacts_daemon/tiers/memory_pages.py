"""Which keys a page has, as the memory tier knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from cachetools import LRUCache

from pacts_daemon.core.keys import Key, page_key
from pacts_daemon.core.known.pages import PageGap, PageQuery, page_query
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.core.ports import Clock

# Of the 50,000 entries that are kept by default five on each; a page that is forgotten is a gap,
# and read once more.
_MAX_PAGES = 10_000


@dataclass(slots=True)
class _Index:
    """The keys of a page: all of them, or while it is being read those that came meanwhile."""

    mark: str
    until_s: float
    is_whole: bool = False
    keys: set[Key] = field(default_factory=set)


class PageIndexes:
    """Knows of each page that was filled which keys it has, for a time that reading extends not."""

    def __init__(self, clock: Clock, ttl_s: float) -> None:
        self._clock = clock
        self._ttl_s = ttl_s
        self._marks = count(1)
        self._held: LRUCache[Key, _Index] = LRUCache(_MAX_PAGES)

    def keys(self, query: PageQuery) -> set[Key] | PageGap:
        """Return all keys of the page, or the gap that `fill` is to close."""
        index = self._live(page_key(query))
        if index is None:
            return self.open_gap(query)
        return index.keys if index.is_whole else PageGap(index.mark)

    def open_gap(self, query: PageQuery) -> PageGap:
        """Forget what was known of the page, and note from now on what comes to it."""
        index = _Index(f"{next(self._marks)}", self._clock.monotonic() + self._ttl_s)
        self._held[page_key(query)] = index
        return PageGap(index.mark)

    def add(self, query: ElementQuery, key: Key) -> None:
        """Note that a key belongs to its page, if the page is noted at all."""
        if not self._held:
            return
        index = self._live(page_key(page_query(query)))
        if index is not None:
            index.keys.add(key)

    def fill(self, query: PageQuery, gap: PageGap) -> None:
        """Take what was noted since the gap was opened for the whole page."""
        index = self._live(page_key(query))
        if index is not None and not index.is_whole and index.mark == gap.mark:
            index.is_whole = True
            index.until_s = self._clock.monotonic() + self._ttl_s

    def clear(self) -> None:
        self._held.clear()

    def _live(self, key: Key) -> _Index | None:
        index = self._held.get(key)
        if index is not None and index.until_s <= self._clock.monotonic():
            del self._held[key]
            return None
        return index
