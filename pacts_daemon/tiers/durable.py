"""What both durable tiers do, on an engine that runs SQL."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Protocol

from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Draft, Entry, TierName
from pacts_daemon.core.ports import Clock, ListFilter, Removal, Stale
from pacts_daemon.tiers import rows
from pacts_daemon.tiers import statements as sql
from pacts_daemon.tiers.leases import Lease

# Longer than any fast tier keeps a removal (its TTL), so that a key whose versions start again
# meets no newer removal there.
REMOVALS_KEPT_S = 24 * 3600.0
_PURGE_BATCH = 1000


class Engine(Protocol):
    """Runs one statement as one transaction, raising only TierUnavailableError."""

    async def fetch(self, statement: str, *values: object) -> Sequence[rows.Row]:
        """Read."""

    async def write(self, statement: str, *values: object) -> Sequence[rows.Row]:
        """Change something that the fast tier need not know of."""

    async def change(
        self, statement: str, *values: object, is_sweeping: bool = False
    ) -> Sequence[rows.Row]:
        """Change entries and note what was returned, key and version, in the outbox.

        The first value is the current time. A sweeping change touches many rows.
        """

    async def settle(self, known: Sequence[Removal]) -> None:
        """Delete notes up to each version."""

    async def close(self) -> None:
        """Let go of the backend. Safe to call twice."""


class SqlTier:
    """Entries, their outbox and the leases in a database."""

    def __init__(
        self, name: TierName, engine: Engine, clock: Clock, removals_kept_s: float
    ) -> None:
        self.name = name
        self._engine = engine
        self._clock = clock
        self._removals_kept = timedelta(seconds=removals_kept_s)

    async def lookup(self, key: Key) -> Entry | Stale | None:
        found = await self._engine.fetch(sql.LOOKUP, key)
        return rows.known_of(found[0] if found else None, self._clock.now())

    async def save(
        self, draft: Draft, *, retention_s: float, expected_version: int | None = None
    ) -> Entry:
        now = self._clock.now()
        entry = rows.first_form(draft, now, retention_s)
        values = (now, *rows.content_of(entry), entry.expires_at)
        if expected_version is None:
            saved = await self._engine.change(sql.SAVE, *values)
        elif expected_version == 0:
            saved = await self._engine.change(sql.SAVE_NEW, *values)
        else:
            saved = await self._engine.change(sql.SAVE_OVER, *values, expected_version)
        return await self._committed(entry, saved, expected_version or 0)

    async def update(self, entry: Entry) -> Entry:
        key, *_, digest, body = rows.content_of(entry)
        updated = await self._engine.change(
            sql.UPDATE, self._clock.now(), key, digest, body, entry.verified_at,
            entry.expires_at, entry.successes, entry.failures, entry.version,
        )  # fmt: skip
        return await self._committed(entry, updated, entry.version)

    async def remove(self, key: Key, expected_version: int | None = None) -> list[Removal]:
        return await self._remove({"key": key, "version": expected_version}, is_sweeping=False)

    async def remove_all(self, where: ListFilter) -> list[Removal]:
        return await self._remove(_fields(where), is_sweeping=True)

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        condition, values = rows.conditions(_fields(where), first=4)
        statement = sql.LIST.format(where=condition)
        now, found = self._clock.now(), list[Entry]()
        while (wanted := limit - len(found)) > 0:
            page = await self._engine.fetch(statement, now, after, wanted, *values)
            found += [e for e in (rows.known_of(row, now) for row in page) if isinstance(e, Entry)]
            if len(page) < wanted:
                break
            after = page[-1]["key"]
        return found

    async def unsettled(self, limit: int) -> list[tuple[Key, Entry | Removal]]:
        now = self._clock.now()
        return [rows.change_of(r, now) for r in await self._engine.fetch(sql.UNSETTLED, limit)]

    async def settle(self, known: Sequence[Removal]) -> None:
        if known:
            await self._engine.settle(known)

    async def purge(self) -> int:
        count = 0
        while True:
            gone = await self._engine.write(sql.PURGE, self._clock.now(), _PURGE_BATCH)
            count += sum(not row["removed"] for row in gone)
            if len(gone) < _PURGE_BATCH:
                return count

    def lease(self, name: str, ttl_s: float) -> AbstractAsyncContextManager[bool]:
        return Lease(self._engine.write, self._clock, name, ttl_s)

    async def ping(self) -> None:
        await self._engine.fetch(sql.PING)

    async def close(self) -> None:
        await self._engine.close()

    async def _committed(
        self, entry: Entry, changed: Sequence[rows.Row], expected_version: int
    ) -> Entry:
        if changed:
            return rows.committed(entry, changed[0])
        current = await self.lookup(key_of(entry.query))
        raise VersionConflictError(
            expected_version, current.version if isinstance(current, Entry) else 0
        )

    async def _remove(
        self, fields: dict[str, str | int | None], *, is_sweeping: bool
    ) -> list[Removal]:
        now = self._clock.now()
        condition, values = rows.conditions(fields, first=3)
        statement = sql.REMOVE.format(where=condition)
        gone = await self._engine.change(
            statement, now, now + self._removals_kept, *values, is_sweeping=is_sweeping
        )
        return [Removal(Key(row["key"]), row["version"]) for row in gone]


def _fields(where: ListFilter) -> dict[str, str | int | None]:
    return {"app": where.app, "environment": where.environment, "page": where.page}
