"""Remembers for seconds that an element was not found."""

from __future__ import annotations

from cachetools import TTLCache

from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import ElementQuery, Entry, MissReason, PageAccess
from pacts_daemon.core.page_ports import Finder, Located, NotDiscovered
from pacts_daemon.core.ports import Clock

# A person may decide on a heal at any moment.
_LASTING = frozenset({MissReason.NOT_FOUND, MissReason.AMBIGUOUS})


class NegativeProxy:
    """Answers "not found" from memory for a short while; a fresh look, or a heal, is taken."""

    def __init__(
        self, delegate: Finder, clock: Clock, *, ttl_s: float = 5.0, max_entries: int = 10_000
    ) -> None:
        self._delegate = delegate
        self._remembered: TTLCache[Key, NotDiscovered] = TTLCache(
            max_entries, ttl_s, timer=clock.monotonic
        )

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
        evidence: bytes | None = None,
    ) -> Located | NotDiscovered:
        key = key_of(query)
        remembered = None if fresh or known else self._remembered.get(key)
        if remembered is not None:
            return remembered
        found = await self._delegate.find(
            query, access, fresh=fresh, known=known, evidence=evidence
        )
        if isinstance(found, NotDiscovered) and found.reason in _LASTING:
            self._remembered[key] = found
        else:
            self._remembered.pop(key, None)
        return found
