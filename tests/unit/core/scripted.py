"""Tiers that do as they are told, so that the core is tested in milliseconds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from pacts_daemon.core.errors import TierUnavailableError, VersionConflictError
from pacts_daemon.core.keys import Key, key_of
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
from pacts_daemon.core.ports import KeyVersion, ListFilter, Removal, Stale

REDIS, POSTGRES = TierName("redis"), TierName("postgres")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
QUERY = ElementQuery("shop", "test", "https://shop.test/", "Search")
CSS = Selector(Strategy.CSS, "#search")
ROLE = Selector(Strategy.ROLE, "Search", role="searchbox")
ACCESS = PageAccess("http://127.0.0.1/")


def entry(query: ElementQuery = QUERY, version: int = 1, **changes: object) -> Entry:
    made = Draft(query, (CSS, ROLE), fingerprints=(b"page-1",))
    return replace(_entry_of(made, version, None), **changes)  # type: ignore[arg-type]


def _entry_of(draft: Draft, version: int, previous: Entry | None) -> Entry:
    kept = previous is not None and set(previous.selectors) == set(draft.selectors)
    return Entry(
        query=draft.query,
        selectors=draft.selectors,
        descriptor=draft.descriptor,
        fingerprints=draft.fingerprints,
        neighbourhood=draft.neighbourhood,
        version=version,
        revision=previous.revision if previous and kept else version,
        created_at=previous.created_at if previous else NOON,
        verified_at=NOON,
        expires_at=NOON + timedelta(days=7),
        successes=previous.successes if previous and kept else 0,
        place=draft.place,
        heal_id=draft.heal_id,
    )


class TurnedClock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def turn(self, seconds: float) -> None:
        self.seconds += seconds


class ScriptedFast:
    """A fast tier in a dict."""

    def __init__(self, name: TierName = REDIS) -> None:
        self.name = name
        self.held: dict[Key, Entry | Stale] = {}
        self.removed: list[Removal] = []
        self.batches: list[int] = []
        self.warmed: list[int] = []
        self.down = False

    def _answer(self) -> None:
        if self.down:
            raise TierUnavailableError(self.name, "down")

    async def lookup(self, key: Key) -> Entry | Stale | None:
        self._answer()
        return self.held.get(key)

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        self._answer()
        self.batches.append(len(keys))
        return [self.held.get(key) for key in keys]

    async def store_all(self, entries: Mapping[Key, Entry]) -> None:
        self._answer()
        self.warmed.append(len(entries))
        self.held.update(entries)

    async def store(self, key: Key, entry: Entry) -> bool:
        self._answer()
        self.held[key] = entry
        return True

    async def remove(self, removals: Sequence[Removal]) -> None:
        self._answer()
        for removal in removals:
            self.held.pop(removal.key, None)
        self.removed += removals

    async def clear(self) -> int:
        count = len(self.held)
        self.held.clear()
        return count

    async def ping(self) -> None:
        self._answer()

    async def close(self) -> None: ...


class ScriptedDurable:
    """A durable tier in a dict, with an outbox."""

    def __init__(self, name: TierName = POSTGRES) -> None:
        self.name = name
        self.held: dict[Key, Entry | Stale] = {}
        self.outbox: dict[Key, int] = {}
        self.leased: set[str] = set()
        self.snapshots: dict[bytes, bytes] = {}
        self.batches: list[int] = []
        self.down = False
        self.conflicts = 0

    def _answer(self) -> None:
        if self.down:
            raise TierUnavailableError(self.name, "down")

    async def lookup(self, key: Key) -> Entry | Stale | None:
        self._answer()
        return self.held.get(key)

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        self._answer()
        self.batches.append(len(keys))
        return [self.held.get(key) for key in keys]

    async def save(
        self, draft: Draft, *, retention_s: float, expected_version: int | None = None
    ) -> Entry:
        self._answer()
        key = key_of(draft.query)
        previous = self.held.get(key)
        previous = previous if isinstance(previous, Entry) else None
        current = previous.version if previous else 0
        if expected_version is not None and expected_version != current:
            raise VersionConflictError(expected_version, current)
        saved = _entry_of(draft, current + 1, previous)
        saved = replace(saved, expires_at=NOON + timedelta(seconds=retention_s))
        self.held[key] = saved
        self.outbox[key] = saved.version
        return saved

    async def update(self, entry: Entry) -> Entry:
        self._answer()
        key = key_of(entry.query)
        current = self.held.get(key)
        if self.conflicts:
            self.conflicts -= 1
            raise VersionConflictError(entry.version, entry.version + 1)
        if not isinstance(current, Entry) or current.version != entry.version:
            raise VersionConflictError(entry.version, 0)
        updated = replace(entry, version=entry.version + 1)
        self.held[key] = updated
        self.outbox[key] = updated.version
        return updated

    async def remove(self, key: Key, expected_version: int | None = None) -> list[Removal]:
        self._answer()
        current = self.held.get(key)
        if not isinstance(current, Entry) or expected_version not in (None, current.version):
            return []
        del self.held[key]
        self.outbox[key] = current.version + 1
        return [Removal(key, current.version + 1)]

    async def remove_all(self, where: ListFilter) -> list[Removal]:
        removals = []
        for key, held in list(self.held.items()):
            if isinstance(held, Entry) and held.query.app == where.app:
                removals += await self.remove(key)
        return removals

    async def snapshot(self, snapshot_id: bytes) -> bytes | None:
        self._answer()
        return self.snapshots.get(snapshot_id)

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        raise AssertionError("the core never lists")

    async def unsettled(self, limit: int) -> list[tuple[Key, Entry | Removal]]:
        self._answer()
        changes: list[tuple[Key, Entry | Removal]] = []
        for key, version in list(self.outbox.items())[:limit]:
            held = self.held.get(key)
            changes.append((key, held if isinstance(held, Entry) else Removal(key, version)))
        return changes

    async def settle(self, known: Sequence[KeyVersion]) -> None:
        self._answer()
        for removal in known:
            if self.outbox.get(removal.key, -1) <= removal.version:
                self.outbox.pop(removal.key, None)

    async def purge(self) -> int:
        return 0

    @asynccontextmanager
    async def lease(self, name: str, ttl_s: float) -> AsyncIterator[bool]:
        self._answer()
        ours = name not in self.leased
        self.leased.add(name)
        try:
            yield ours
        finally:
            if ours:
                self.leased.discard(name)

    async def ping(self) -> None:
        self._answer()

    async def close(self) -> None: ...


@dataclass
class ScriptedDiscovery:
    """Discovery that finds what it is given."""

    result: Draft | NotDiscovered | Exception = field(
        default_factory=lambda: Draft(QUERY, (CSS,), fingerprints=(b"page-2",))
    )
    calls: int = 0
    before: Before | None = None

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        self.calls += 1
        self.before = before
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

    def hit(self, tier: TierName) -> None:
        self.hits.append(tier)

    def miss(self) -> None:
        self.misses += 1

    def drift(self) -> None:
        self.drifts += 1

    def invalidated(self, count: int = 1) -> None:
        self.drops += count
