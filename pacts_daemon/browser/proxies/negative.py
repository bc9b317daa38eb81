"""Remembers for seconds that an element was not found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cachetools import TTLCache

from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import ElementQuery, Entry, MissReason, PageAccess
from pacts_daemon.core.page_ports import Finder, Located, NotDiscovered
from pacts_daemon.core.ports import Clock

# A person may decide on a heal at any moment.
_LASTING = frozenset({MissReason.NOT_FOUND, MissReason.AMBIGUOUS})


@dataclass(frozen=True, slots=True)
class _Remembered:
    missed: NotDiscovered
    wait_s: float


class NegativeProxy:
    """Answers "not found" from memory for a short while; a fresh look, or a heal, is taken.

    What was not found on a page that came with a call says something of that page only.

    So is a look of a call that would wait longer for the element than the one remembered was to;
    ``wait_s`` is how long calls wait that do not say.
    """

    def __init__(
        self,
        delegate: Finder,
        clock: Clock,
        *,
        wait_s: float,
        ttl_s: float = 5.0,
        max_entries: int = 10_000,
    ) -> None:
        self._delegate = delegate
        self._wait_s = wait_s
        self._remembered: TTLCache[tuple[Key, bytes], _Remembered] = TTLCache(
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
        key = (key_of(query), access.page.identity if access.page else b"")
        wait_s = self._wait_s if access.appear_wait_s is None else access.appear_wait_s
        remembered = None if fresh or known else self._remembered.get(key)
        if remembered is not None and wait_s <= remembered.wait_s:
            return _from_memory(remembered.missed)
        found = await self._delegate.find(
            query, access, fresh=fresh, known=known, evidence=evidence
        )
        if isinstance(found, NotDiscovered) and found.reason in _LASTING:
            self._remembered[key] = _Remembered(found, wait_s)
        else:
            self._remembered.pop(key, None)
        return found


def _from_memory(missed: NotDiscovered) -> NotDiscovered:
    waited = f"remembered of a call that {missed.waited}" if missed.waited else ""
    return replace(missed, waited=waited)
