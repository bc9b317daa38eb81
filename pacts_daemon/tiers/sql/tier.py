"""What both durable tiers do, on an engine that runs SQL."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import partial

from pacts_daemon.core.audit.model import INVALIDATED, SAVED, AuditAction, Cause
from pacts_daemon.core.consistency.standing import Census, StoreState
from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.keys import Key, key_of, page_prefix, shared_prefix
from pacts_daemon.core.known.pages import PageQuery, page_query
from pacts_daemon.core.model import Draft, Entry, TierName
from pacts_daemon.core.ports import (
    REMOVAL_BATCH,
    Change,
    Clock,
    KeyVersion,
    ListFilter,
    Removal,
    Stale,
)
from pacts_daemon.tiers.decoded import remembered
from pacts_daemon.tiers.sql import rows
from pacts_daemon.tiers.sql import statements as sql
from pacts_daemon.tiers.sql.audit.log import Recorder, SqlAuditLog
from pacts_daemon.tiers.sql.audit.rows import Shape, best_of, shared
from pacts_daemon.tiers.sql.engine import PURGE_BATCH, Engine, SweepBudget, each_purged, swept
from pacts_daemon.tiers.sql.heal_log import SqlHealLog
from pacts_daemon.tiers.sql.leases import Lease
from pacts_daemon.tiers.sql.snapshots import Snapshots

# Longer than a fast tier keeps a removal (its TTL), so that a key whose versions start again meets
# no newer removal there: at least so long, and twice a TTL that is longer (`app/wiring.py`).
REMOVALS_KEPT_S = 24 * 3600.0
# A daemon that was off for long deletes what is due a day at a time, so that a clock that is wrong
# when it starts costs less than what every entry has left.
_REACH_A_START = timedelta(days=1)
_IMPORTED = Cause(AuditAction.IMPORTED)
_EXPIRED = Cause(AuditAction.PURGED, "entries past their expiry")
_NO_STATE = {"epoch": 0, "beat": 0, "purged_to_at": None}


class SqlTier:
    """Entries, their pages, outbox and leases in a database, with the heals and the audit."""

    def __init__(
        self,
        name: TierName,
        engine: Engine,
        clock: Clock,
        *,
        removals_kept_s: float,
        heals_kept_s: float,
        audit_kept_s: float,
        trace_id: Callable[[], str],
    ) -> None:
        self.name = name
        self._engine = engine
        self._clock = clock
        self._opened_s = clock.monotonic()
        self._first_reach: datetime | None = None
        self._removals_kept = timedelta(seconds=removals_kept_s)
        self._known_of = partial(rows.known_of, held_of=remembered(rows.held_of))
        self._snapshots = Snapshots(engine, clock)
        self._recorder = Recorder(self._now, trace_id)
        self.heal_log = SqlHealLog(engine, self._snapshots, clock, heals_kept_s, self._recorder)
        self.audit_log = SqlAuditLog(engine, self._recorder, audit_kept_s)

    async def lookup(self, key: Key) -> Entry | Stale | None:
        found = await self._engine.fetch(sql.LOOKUP, key)
        return self._known_of(found[0] if found else None, await self._now())

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        if not keys:
            return []
        found = await self._engine.fetch(sql.lookup_all(len(keys)), *keys)
        by_key, now = {row["key"]: row for row in found}, await self._now()
        return [self._known_of(by_key.get(key), now) for key in keys]

    async def save(
        self,
        draft: Draft,
        *,
        retention_s: float,
        expected_version: int | None = None,
        cause: Cause = SAVED,
    ) -> Entry:
        now = await self._now()
        snapshot_id = await self._snapshots.keep(draft.snapshot)
        entry = rows.first_form(draft, snapshot_id, now, retention_s)
        values = (now, *rows.content_of(entry), entry.expires_at)
        recorded = await self._recorder.of(cause, Shape.ONE, selector=best_of(entry))
        if expected_version is None:
            saved = await self._engine.change(sql.SAVE, *values, recorded=recorded)
        elif expected_version == 0:
            saved = await self._engine.change(sql.SAVE_NEW, *values, recorded=recorded)
        else:
            saved = await self._engine.change(
                sql.SAVE_OVER, *values, expected_version, recorded=recorded
            )
        return await self._committed(entry, saved, expected_version or 0)

    async def load(self, entries: Sequence[Entry], *, over: bool) -> int:
        """Commit many entries with their own times and counters; return how many it were.

        Each becomes the next version here; a query stands there once. Those that are there are left
        as they are, unless they are to be written ``over``. Pages that they name are kept before,
        by `keep_page`.

        Raises:
            TierUnavailableError: nothing was committed, or it is not known whether it was.
        """
        loaded = [rows.loaded_row(entry) for entry in entries]
        recorded = await self._recorder.of(_IMPORTED, Shape.EACH, whose=shared(entries))
        return await self._engine.load(await self._now(), loaded, recorded, over=over)

    async def keep_page(self, snapshot: bytes) -> bytes:
        """Keep a page that entries are about to name and return its id; none when too large."""
        return await self._snapshots.keep(snapshot)

    async def update(self, entry: Entry, cause: Cause | None = None) -> Entry:
        key, *_, digest, body, snapshot = rows.content_of(entry)
        recorded = None
        if cause is not None:
            recorded = await self._recorder.of(cause, Shape.ONE, selector=best_of(entry))
        updated = await self._engine.change(
            sql.UPDATE, await self._now(), key, digest, body, snapshot, entry.verified_at,
            entry.expires_at, entry.successes, entry.failures, entry.version, recorded=recorded,
        )  # fmt: skip
        return await self._committed(entry, updated, entry.version)

    async def remove(
        self, key: Key, expected_version: int | None = None, cause: Cause = INVALIDATED
    ) -> list[Removal]:
        now = await self._now()
        condition, values = rows.conditions({"key": key, "version": expected_version}, first=3)
        statement = sql.REMOVE.format(where=condition)
        recorded = await self._recorder.of(cause, Shape.ONE)
        gone = await self._engine.change(
            statement, now, now + self._removals_kept, *values, recorded=recorded
        )
        return [_removal(row) for row in gone]

    async def remove_all(
        self,
        where: ListFilter,
        after: str = "",
        limit: int = REMOVAL_BATCH,
        cause: Cause = INVALIDATED,
    ) -> list[Removal]:
        now = await self._now()
        condition, values = rows.conditions(_fields(where), first=4)
        statement = sql.REMOVE_ALL.format(where=condition, limit=limit)
        until = now + self._removals_kept
        whose = ("", where.app, where.environment, where.page, "")
        recorded = await self._recorder.of(cause, Shape.EACH, whose=whose)
        gone = await self._engine.change(
            statement, now, until, after, *values, is_sweeping=True, recorded=recorded
        )
        return sorted((_removal(row) for row in gone), key=lambda removal: removal.key)

    async def snapshot(self, snapshot_id: bytes) -> bytes | None:
        return await self._snapshots.load(snapshot_id)

    async def page(self, query: PageQuery, limit: int) -> list[Entry]:
        first = page_prefix(query)
        end, after, found = f"{first}~", first, list[Entry]()
        while len(found) < limit:
            batch = await self._engine.fetch(sql.PAGE, self._clock.now(), after, end, limit)
            known = (self._known_of(row, self._clock.now()) for row in batch)
            found += [e for e in known if isinstance(e, Entry) and page_query(e.query) == query]
            if len(batch) < limit:
                break
            after = batch[-1]["key"]
        return found[:limit]

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        condition, values = rows.conditions(_fields(where), first=5)
        statement = sql.LIST.format(where=condition)
        prefix = shared_prefix(where.app, where.environment, where.page)
        after, end = max(after, prefix), f"{prefix}~"
        now, found = self._clock.now(), list[Entry]()
        while (wanted := limit - len(found)) > 0:
            page = await self._engine.fetch(statement, now, after, end, wanted, *values)
            found += [e for e in (rows.known_of(row, now) for row in page) if isinstance(e, Entry)]
            if len(page) < wanted:
                break
            after = page[-1]["key"]
        return found

    async def unsettled(self, limit: int) -> list[Change]:
        now = await self._now()
        return [rows.change_of(r, now) for r in await self._engine.fetch(sql.UNSETTLED, limit)]

    async def settle(self, known: Sequence[KeyVersion], epoch: int = 0) -> None:
        if known:
            await self._engine.settle(known, epoch)

    async def suspects(self, older_than_s: float, limit: int) -> list[Key]:
        until = self._clock.now() - timedelta(seconds=older_than_s)
        return [Key(row["key"]) for row in await self._engine.fetch(sql.SUSPECTS, until, limit)]

    async def defer(self, keys: Sequence[Key]) -> None:
        if keys:
            await self._engine.write(sql.defer(len(keys)), *keys)

    async def state(self, incarnation: str) -> StoreState:
        await self._engine.sync()
        (row,) = await self._engine.fetch(sql.STATE) or [_NO_STATE]
        is_known = not incarnation or await self._engine.fetch(sql.INCARNATION, incarnation)
        return StoreState(row["epoch"] if is_known else 0, row["beat"])

    async def beat(
        self, incarnation: str, seen: StoreState | None, *, is_set_back: bool = False
    ) -> StoreState:
        await self._engine.sync()
        now, least = self._clock.now(), seen or StoreState(0, 0)
        is_known = not incarnation or await self._engine.fetch(sql.INCARNATION, incarnation)
        is_due = is_set_back or not is_known
        epoch = max(int(now.timestamp() * 1_000_000), least.epoch + 1)
        (row,) = await self._engine.write(sql.BEAT, epoch, least.epoch, least.beat, is_due)
        # Last, so that an incarnation is only known once its epoch has begun.
        if not is_known:
            await self._engine.write(sql.KEEP_INCARNATION, now, incarnation)
        return StoreState(row["epoch"], row["beat"])

    async def census(self) -> Census:
        (row,) = await self._engine.fetch(sql.CENSUS, await self._reach())
        return Census(row["entries"], row["expired"])

    async def purge(self, budget_s: float = math.inf) -> int:
        budget, until = SweepBudget(self._clock, budget_s), await self._reach()
        recorded = await self._recorder.of(_EXPIRED, Shape.EACH_ENTRY)
        gone: list[rows.Row] = []

        async def purge_entries(until: datetime, budget: SweepBudget) -> None:
            gone.extend(await swept(self._engine, sql.PURGE, until, PURGE_BATCH, budget, recorded))

        others = (self.heal_log.purge, self.audit_log.purge, self._snapshots.purge)
        await each_purged((purge_entries, *others), until, budget)
        await self._engine.write(sql.SET_PURGED_TO, until)
        return sum(not row["removed"] for row in gone)

    def lease(self, name: str, ttl_s: float) -> AbstractAsyncContextManager[bool]:
        return Lease(self._engine.write, self._clock, name, ttl_s)

    async def ping(self) -> None:
        await self._engine.fetch(sql.PING)

    async def close(self) -> None:
        await self._engine.close()

    async def _now(self) -> datetime:
        """Return the time by the database, where it has one, from the first call on."""
        await self._engine.sync(once=True)
        return self._clock.now()

    async def _reach(self) -> datetime:
        """Return the moment up to which a purge may go, however far ahead the clock is."""
        now = await self._now()
        if self._first_reach is None:
            (row,) = await self._engine.fetch(sql.PURGED_TO) or [_NO_STATE]
            last = row["purged_to_at"]
            self._first_reach = (last or now) + _REACH_A_START
        passed = timedelta(seconds=self._clock.monotonic() - self._opened_s)
        return min(now, self._first_reach + passed)

    async def _committed(
        self, entry: Entry, changed: Sequence[rows.Row], expected_version: int
    ) -> Entry:
        if changed:
            return rows.committed(entry, changed[0])
        current = await self.lookup(key_of(entry.query))
        raise VersionConflictError(
            expected_version, current.version if isinstance(current, Entry) else 0
        )


def _fields(where: ListFilter) -> dict[str, str | int | None]:
    return {"app": where.app, "environment": where.environment, "page": where.page}


def _removal(row: rows.Row) -> Removal:
    return Removal(Key(row["key"]), row["version"])
