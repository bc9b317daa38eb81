"""A durable tier in a dict, with an outbox; tests/contract proves that it keeps the contract."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pacts_daemon.core.audit.model import INVALIDATED, SAVED, AuditAction, Cause
from pacts_daemon.core.consistency.standing import Census, StoreState
from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.known.pages import PageQuery, page_query
from pacts_daemon.core.model import Draft, ElementQuery, Entry, TierName
from pacts_daemon.core.policy import entry_of
from pacts_daemon.core.ports import (
    REMOVAL_BATCH,
    Change,
    Clock,
    KeyVersion,
    ListFilter,
    Removal,
    Stale,
)
from tests.support.fakes.audit_log import ScriptedAuditLog
from tests.support.fakes.heal_log import ScriptedHealLog
from tests.support.fakes.pages import ScriptedPages
from tests.support.fakes.switches import POSTGRES, Switches

_REMOVALS_KEPT = timedelta(days=1)
_EXPIRED = Cause(AuditAction.PURGED, "entries past their expiry")


@dataclass(frozen=True)
class _Removed:
    """What stays of an entry for a while, so that its versions go on."""

    version: int
    until: datetime
    snapshot_id: bytes


class ScriptedDurable(Switches):
    """A test may put what it likes into ``held``, make updates conflict and releases fail."""

    def __init__(self, clock: Clock, name: TierName = POSTGRES) -> None:
        super().__init__(name)
        self.held: dict[Key, Entry | Stale] = {}
        self.outbox: dict[Key, int] = {}
        self.noted_at: dict[Key, datetime] = {}
        self.refusals: dict[Key, int] = {}
        self.epoch = self.beats = 1
        self.incarnations: set[str] = set()
        self.leased: dict[str, datetime] = {}
        self.conflicts = 0
        self.release_error: Exception | None = None
        self._clock = clock
        self._removed: dict[Key, _Removed] = {}
        self._pages = ScriptedPages(clock)
        self.snapshots = self._pages.held
        self.audit_log = ScriptedAuditLog(name, clock)
        self.heal_log = ScriptedHealLog(name, clock, self._pages, self.audit_log)

    async def lookup(self, key: Key) -> Entry | Stale | None:
        await self.called("lookup")
        return self._known(key)

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        await self.called(f"lookup_all {len(keys)}")
        return [self._known(key) for key in keys]

    async def save(
        self,
        draft: Draft,
        *,
        retention_s: float,
        expected_version: int | None = None,
        cause: Cause = SAVED,
    ) -> Entry:
        await self.called(f"save {retention_s} {expected_version}")
        key, now = key_of(draft.query), self._clock.now()
        known = self._known(key)
        current = known.version if isinstance(known, Entry) else 0
        if expected_version not in (None, current):
            raise VersionConflictError(expected_version or 0, current)
        page = self._pages.keep(draft.snapshot)
        entry = entry_of(draft, now, retention_s, self._version(key) + 1)
        entry = replace(entry, snapshot_id=page, place=draft.place if page else "")
        previous = self.held.get(key)
        if isinstance(previous, Entry):
            entry = replace(entry, created_at=previous.created_at)
            if set(previous.selectors) == set(entry.selectors):
                entry = replace(
                    entry,
                    revision=previous.revision,
                    successes=previous.successes,
                    failures=previous.failures,
                )
        return self._commit(key, entry, cause)

    async def update(self, entry: Entry, cause: Cause | None = None) -> Entry:
        await self.called("update")
        key = key_of(entry.query)
        if self.conflicts:
            self.conflicts -= 1
            raise VersionConflictError(entry.version, entry.version + 1)
        known = self._known(key)
        current = known.version if isinstance(known, Entry) else 0
        if not isinstance(known, Entry) or current != entry.version:
            raise VersionConflictError(entry.version, current)
        is_same = set(known.selectors) == set(entry.selectors)
        revision = known.revision if is_same else current + 1
        return self._commit(key, replace(entry, version=current + 1, revision=revision), cause)

    async def remove(
        self, key: Key, expected_version: int | None = None, cause: Cause = INVALIDATED
    ) -> list[Removal]:
        await self.called(f"remove {expected_version}")
        if key not in self.held or expected_version not in (None, self._version(key)):
            return []
        if isinstance(held := self.held[key], Entry):
            self.audit_log.of_one(cause, held.query, held.version + 1)
        return [self._remove(key)]

    async def remove_all(
        self,
        where: ListFilter,
        after: str = "",
        limit: int = REMOVAL_BATCH,
        cause: Cause = INVALIDATED,
    ) -> list[Removal]:
        await self.called("remove_all")
        held = [(k, e) for k, e in sorted(self.held.items()) if isinstance(e, Entry) and k > after]
        gone = [(key, entry) for key, entry in held if _matches(entry.query, where)][:limit]
        self.audit_log.of_many(cause, [(e.query, e.version + 1) for _, e in gone], where)
        return [self._remove(key) for key, _ in gone]

    async def snapshot(self, snapshot_id: bytes) -> bytes | None:
        await self.called(f"snapshot {snapshot_id!r}")
        return self.snapshots.get(snapshot_id)

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        await self.called(f"entries {after} {limit}")
        known = [self._known(key) for key in sorted(self.held) if key > after]
        entries = [entry for entry in known if isinstance(entry, Entry)]
        return [entry for entry in entries if _matches(entry.query, where)][:limit]

    async def page(self, query: PageQuery, limit: int) -> list[Entry]:
        await self.called(f"page {limit}")
        known = [self._known(key) for key in sorted(self.held)]
        entries = [entry for entry in known if isinstance(entry, Entry)]
        return [entry for entry in entries if page_query(entry.query) == query][:limit]

    async def unsettled(self, limit: int) -> list[Change]:
        await self.called(f"unsettled {limit}")
        in_turn = sorted(self.outbox.items(), key=lambda note: self.refusals.get(note[0], 0))
        return [(key, self._change(key, noted)) for key, noted in in_turn][:limit]

    async def suspects(self, older_than_s: float, limit: int) -> list[Key]:
        await self.called(f"suspects {older_than_s}")
        until = self._clock.now() - timedelta(seconds=older_than_s)
        return [key for key in self.outbox if self.noted_at[key] <= until][:limit]

    async def defer(self, keys: Sequence[Key]) -> None:
        await self.called(f"defer {len(keys)}")
        for key in keys:
            self.refusals[key] = self.refusals.get(key, 0) + 1

    async def state(self, incarnation: str) -> StoreState:
        await self.called("state")
        is_known = not incarnation or incarnation in self.incarnations
        return StoreState(self.epoch if is_known else 0, self.beats)

    async def beat(
        self, incarnation: str, seen: StoreState | None, *, is_set_back: bool = False
    ) -> StoreState:
        await self.called("beat")
        least = seen or StoreState(0, 0)
        is_new = bool(incarnation) and incarnation not in self.incarnations
        if is_set_back or is_new or self.beats < least.beat or self.epoch < least.epoch:
            self.epoch = max(self.epoch, least.epoch) + 1
        self.beats = max(self.beats, least.beat) + 1
        self.incarnations.add(incarnation)
        return StoreState(self.epoch, self.beats)

    async def census(self) -> Census:
        await self.called("census")
        now = self._clock.now()
        held = [one for one in self.held.values() if isinstance(one, Entry)]
        return Census(len(held), sum(one.expires_at <= now for one in held))

    async def settle(self, known: Sequence[KeyVersion], epoch: int = 0) -> None:
        await self.called("settle")
        if epoch not in {0, self.epoch}:
            return
        for change in known:
            if self.outbox.get(change.key, change.version + 1) <= change.version:
                del self.outbox[change.key]

    async def purge(self, budget_s: float = math.inf) -> int:
        await self.called("purge")
        now = self._clock.now()
        held = [(k, e) for k, e in self.held.items() if isinstance(e, Entry)]
        gone = [(key, entry) for key, entry in held if entry.expires_at <= now]
        self.audit_log.of_many(_EXPIRED, [(entry.query, entry.version) for _, entry in gone])
        for key, _ in gone:
            del self.held[key]
        for key, removed in list(self._removed.items()):
            if removed.until <= now and key not in self.outbox:
                del self._removed[key]
        self.heal_log.purge(self.held.keys() | self._removed.keys())
        self.audit_log.purge()
        self._pages.purge(self._named() | self.heal_log.pages())
        return len(gone)

    @asynccontextmanager
    async def lease(self, name: str, ttl_s: float) -> AsyncIterator[bool]:
        await self.called(f"lease {name} {ttl_s}")
        now = self._clock.now()
        until = now + timedelta(seconds=ttl_s)
        is_ours = self.leased.get(name, now) <= now
        if is_ours:
            self.leased[name] = until
        try:
            yield is_ours
        finally:
            self.calls.append("release")
            if is_ours and self.leased.get(name) is until:  # not one taken since it ran out
                del self.leased[name]
        if self.release_error is not None:
            raise self.release_error

    def hold(self, name: str) -> None:
        """Let another replica hold a lease until a test clears it."""
        self.leased[name] = datetime.max.replace(tzinfo=UTC)

    async def ping(self) -> None:
        await self.called("ping")

    async def close(self) -> None:
        await self.called("close")

    def _known(self, key: Key) -> Entry | Stale | None:
        known = self.held.get(key)
        if isinstance(known, Entry) and known.expires_at <= self._clock.now():
            return Stale(expired=True, reason="past its retention")
        return known

    def _version(self, key: Key) -> int:
        """Return the highest version ever given, as far as anything of it is left."""
        held, removed = self.held.get(key), self._removed.get(key)
        last = removed.version if removed else self.outbox.get(key, 0) if key in self.held else 0
        return held.version if isinstance(held, Entry) else last

    def _commit(self, key: Key, entry: Entry, cause: Cause | None) -> Entry:
        if cause is not None:
            self.audit_log.of_one(cause, entry.query, entry.version, entry.selectors)
        self._removed.pop(key, None)
        self.held[key] = entry
        self._note(key, entry.version)
        return entry

    def _note(self, key: Key, version: int) -> None:
        if key not in self.outbox:
            self.noted_at[key] = self._clock.now()
            self.refusals.pop(key, None)
        self.outbox[key] = version

    def _remove(self, key: Key) -> Removal:
        version, gone = self._version(key) + 1, self.held.pop(key)
        page = gone.snapshot_id if isinstance(gone, Entry) else b""
        self._removed[key] = _Removed(version, self._clock.now() + _REMOVALS_KEPT, page)
        self._note(key, version)
        return Removal(key, version)

    def _change(self, key: Key, noted: int) -> Entry | Removal:
        known = self._known(key)
        if isinstance(known, Entry):
            return known
        is_purged = key not in self.held and key not in self._removed
        return Removal(key, noted if is_purged else self._version(key))

    def _named(self) -> set[bytes]:
        held = {entry.snapshot_id for entry in self.held.values() if isinstance(entry, Entry)}
        return held | {removed.snapshot_id for removed in self._removed.values()}


def _matches(query: ElementQuery, where: ListFilter) -> bool:
    pairs = [
        (where.app, query.app),
        (where.environment, query.environment),
        (where.page, query.page),
    ]
    return all(not wanted or wanted == held for wanted, held in pairs)
