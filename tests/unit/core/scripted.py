"""What the core's tests share: a query and its entry, and what stands in for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pacts_daemon.core.model import (
    Before,
    Draft,
    Drift,
    ElementQuery,
    Entry,
    PageAccess,
    Selector,
    Strategy,
    TierName,
)
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.core.policy import Policy, entry_of

RETENTION_S = Policy().retention_s
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
QUERY = ElementQuery("shop", "test", "https://shop.test/", "Search")
CSS = Selector(Strategy.CSS, "#search")
ROLE = Selector(Strategy.ROLE, "Search", role="searchbox")
ACCESS = PageAccess("http://127.0.0.1/")


def entry(query: ElementQuery = QUERY, version: int = 1, **changes: object) -> Entry:
    draft = Draft(query, (CSS, ROLE), fingerprints=(b"page-1",))
    return replace(entry_of(draft, NOON, RETENTION_S, version), **changes)  # type: ignore[arg-type]


@dataclass
class ScriptedDiscovery:
    """Discovery that finds what it is given."""

    result: Draft | NotDiscovered | Exception = field(
        default_factory=lambda: Draft(QUERY, (CSS,), fingerprints=(b"page-2",))
    )
    calls: int = 0
    before: Before | None = None
    access: PageAccess | None = None

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        self.calls += 1
        self.before = before
        self.access = access
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    async def close(self) -> None: ...


@dataclass
class ScriptedMeter:
    """Measures any two different fingerprints as it is told; b"other" is of another source."""

    drift: Drift = field(
        default_factory=lambda: Drift(0.5, 0.5, 0.5, 0.5, 0.5, insufficient=False, unsettled=False)
    )

    def comparable(self, evidence: bytes, fingerprints: Sequence[bytes]) -> bytes | None:
        return None if evidence == b"other" else next(iter(fingerprints), None)

    def compare_neighbourhood(self, old: bytes, new: bytes) -> float | None:
        """Take the neighbourhoods for numbers, in hundredths."""
        return abs(int(new) - int(old)) / 100 if old and new else None

    def compare(self, old: bytes, new: bytes) -> Drift:
        if old == new:
            return Drift(0, 0, 0, 0, 0, insufficient=False, unsettled=False)
        return self.drift


@dataclass
class CountingCounters:
    """Counts in plain fields."""

    hits: list[TierName] = field(default_factory=list)
    misses: int = 0
    drifts: int = 0
    drops: int = 0

    def hit(self, source: TierName, count: int = 1) -> None:
        self.hits += [source] * count

    def miss(self) -> None:
        self.misses += 1

    def drift(self) -> None:
        self.drifts += 1

    def invalidated(self, count: int = 1) -> None:
        self.drops += count
