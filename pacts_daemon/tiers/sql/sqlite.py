"""The durable tier of one machine: a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from pacts_daemon.core.ports import Clock, KeyVersion
from pacts_daemon.tiers.sql import statements as sql
from pacts_daemon.tiers.sql.audit import statements as audit
from pacts_daemon.tiers.sql.audit.log import AUDIT_KEPT_S
from pacts_daemon.tiers.sql.audit.rows import Recorded
from pacts_daemon.tiers.sql.disk.failures import NAME
from pacts_daemon.tiers.sql.heal_log import HEALS_KEPT_S
from pacts_daemon.tiers.sql.rows import Row
from pacts_daemon.tiers.sql.sqlite_file import Connection, SqliteFile
from pacts_daemon.tiers.sql.tier import REMOVALS_KEPT_S, SqlTier

_NOTE = """
INSERT INTO outbox (key, version, noted_at) VALUES ($1, $2, $3)
ON CONFLICT (key) DO UPDATE SET version = excluded.version"""
_SETTLE = """
DELETE FROM outbox WHERE key = $1 AND version <= $2
    AND ($3 = 0 OR EXISTS (SELECT 1 FROM store_state WHERE epoch = $3))"""


class SqliteTier(SqlTier):
    """Entries in a SQLite file. It needs its migrations: see `migrate.SqliteMigrator`.

    A ``frozen`` one writes nothing, and so may stand where nothing may be written.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        *,
        frozen: bool = False,
        removals_kept_s: float = REMOVALS_KEPT_S,
        heals_kept_s: float = HEALS_KEPT_S,
        audit_kept_s: float = AUDIT_KEPT_S,
        trace_id: Callable[[], str] = str,
    ) -> None:
        super().__init__(
            NAME,
            _SqliteEngine(SqliteFile(path, frozen=frozen)),
            clock,
            removals_kept_s=removals_kept_s,
            heals_kept_s=heals_kept_s,
            audit_kept_s=audit_kept_s,
            trace_id=trace_id,
        )


class _SqliteEngine:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    async def fetch(self, statement: str, *values: object) -> Sequence[Row]:
        read = self._file.read_row if statement is sql.LOOKUP else self._file.read
        return await read(lambda db: db.all(statement, *values))

    async def write(
        self,
        statement: str,
        *values: object,
        is_sweeping: bool = False,  # noqa: ARG002 - one writer at a time as it is
        recorded: Recorded | None = None,
    ) -> Sequence[Row]:
        def work(db: Connection) -> Sequence[Row]:
            changed = db.all(statement, *values)
            _record(db, changed, recorded)
            return changed

        return await self._file.write(work)

    async def change(
        self,
        statement: str,
        *values: object,
        is_sweeping: bool = False,  # noqa: ARG002 - one writer at a time as it is
        recorded: Recorded | None = None,
    ) -> Sequence[Row]:
        def work(db: Connection) -> Sequence[Row]:
            changed = db.all(statement, *values)
            db.many(_NOTE, [(row["key"], row["version"], values[0]) for row in changed])
            _record(db, changed, recorded)
            return changed

        return await self._file.write(work)

    async def sync(self, *, once: bool = False) -> None:
        """A file has no clock."""

    async def load(
        self,
        now: datetime,
        loaded: Sequence[Sequence[object]],
        recorded: Recorded | None,
        *,
        over: bool,
    ) -> int:
        statement = sql.load_row(over=over)

        def work(db: Connection) -> int:
            changed = [row for values in loaded for row in db.all(statement, now, *values)]
            db.many(_NOTE, [(row["key"], row["version"], now) for row in changed])
            _record(db, changed, recorded)
            return len(changed)

        return await self._file.write(work)

    async def settle(self, known: Sequence[KeyVersion], epoch: int) -> None:
        notes = [(one.key, one.version, epoch) for one in known]
        await self._file.write(lambda db: db.many(_SETTLE, notes))

    async def cut_audit(self, until: datetime, batch: int, recorded: Recorded) -> int:
        def work(db: Connection) -> int:
            db.all(audit.OPEN_PURGE, until)
            cut = db.all(audit.CUT_RECORDS.format(limit=batch), until)
            db.all(audit.CLOSE_PURGE)
            _record(db, cut, recorded)
            return len(cut)

        return await self._file.write(work)

    async def close(self) -> None:
        await self._file.close()


def _record(db: Connection, changed: Sequence[Row], recorded: Recorded | None) -> None:
    if recorded is not None:
        db.many(audit.RECORD, recorded.rows(changed))
