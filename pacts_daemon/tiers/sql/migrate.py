"""Numbered SQL files, applied once each and never changed afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.sql.disk.failures import NAME as SQLITE
from pacts_daemon.tiers.sql.disk.failures import told, unwritable
from pacts_daemon.tiers.sql.disk.holding import lock_path
from pacts_daemon.tiers.sql.disk.opening import (
    APPLICATION_ID,
    BESIDE,
    beside,
    connect,
    connect_to_read,
    make,
    may_write,
)

T = TypeVar("T")

TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)"""
APPLIED = "SELECT name, checksum FROM schema_migrations ORDER BY name"
RECORD = "INSERT INTO schema_migrations VALUES ($1, $2, CAST(CURRENT_TIMESTAMP AS TEXT))"
# Another replica that migrates is mostly done by then, and the start goes on after 2 s in any case
# (`app/lifecycle/opening.py`); it is tried again afterwards.
LOCK_WAIT_S = 5.0
# How a file begins that Postgres will not have in a transaction. Each of its statements must be
# good to repeat, and name its schema as {schema}.
_OUTSIDE = "-- Outside a transaction."


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: its name starts with its number."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return sha256(self.sql.encode()).hexdigest()

    @property
    def is_in_transaction(self) -> bool:
        return not self.sql.startswith(_OUTSIDE)


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """Names of files in order."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]


class Migrator(Protocol):
    """Brings a database to the form this version needs."""

    async def up(self) -> tuple[str, ...]:
        """Apply what is pending, all or nothing, and return the names.

        A file that Postgres will not have in a transaction stands for itself, and parts the others.
        Safe to repeat, to cancel and to run by several replicas at once: the others wait, within
        bounds, and find nothing to do. A database that is ahead of this version is left as it is,
        and one with nothing pending is neither locked nor written to.

        Raises:
            TierUnavailableError: the database did not answer, or another replica is at it.
                ``lasting`` when it cannot be used as it is: an applied file was changed, the file
                is damaged, the server refuses this user.
        """

    async def status(self) -> MigrationStatus:
        """Return what is applied and what is not, changing nothing.

        Raises:
            TierUnavailableError: as for `up`.
        """

    async def drop(self) -> None:
        """Delete the schema or file with all its entries: for namespaces made to be thrown away.

        Raises:
            TierUnavailableError: as for `up`.
        """


def load(tier: TierName) -> tuple[Migration, ...]:
    folder = files("pacts_daemon.tiers.sql") / "migrations" / tier
    found = (Migration(f.name, f.read_text("utf-8")) for f in folder.iterdir())
    return tuple(sorted((m for m in found if m.name.endswith(".sql")), key=lambda m: m.name))


def pending(
    tier: TierName, migrations: Sequence[Migration], applied: Mapping[str, str]
) -> tuple[Migration, ...]:
    for migration in migrations:
        if applied.get(migration.name, migration.checksum) != migration.checksum:
            problem = f"{migration.name} was changed after it was applied"
            raise TierUnavailableError(tier, problem, lasting=True)
    return tuple(m for m in migrations if m.name not in applied)


class SqliteMigrator:
    """Migrates a SQLite file, one process at a time.

    A ``frozen`` one is content with a file that may not be written and needs nothing.
    """

    def __init__(
        self, path: Path, migrations: Sequence[Migration] | None = None, *, frozen: bool = False
    ) -> None:
        self._path = path
        self._migrations = load(SQLITE) if migrations is None else migrations
        self._frozen = frozen

    async def up(self) -> tuple[str, ...]:
        if self._frozen and self._path.exists() and not may_write(self._path):
            if todo := (await self.status()).pending:
                raise unwritable(self._path, f"it needs {', '.join(todo)} and may not be written")
            return ()
        return await asyncio.to_thread(self._guarded, self._made, self._up)

    async def status(self) -> MigrationStatus:
        if not self._path.exists():
            return status_of(SQLITE, self._migrations, {})
        applied = await asyncio.to_thread(
            self._guarded, lambda: connect_to_read(self._path), _sqlite_applied
        )
        return status_of(SQLITE, self._migrations, applied)

    async def drop(self) -> None:
        for file in (*(beside(self._path, s) for s in ("", *BESIDE)), lock_path(self._path)):
            file.unlink(missing_ok=True)

    def _made(self) -> sqlite3.Connection:
        make(self._path)
        return connect(self._path)

    def _guarded(
        self, opened: Callable[[], sqlite3.Connection], work: Callable[[sqlite3.Connection], T]
    ) -> T:
        try:
            with closing(opened()) as db:
                return work(db)
        except (sqlite3.Error, OSError) as error:
            raise told(self._path, error) from error

    def _up(self, db: sqlite3.Connection) -> tuple[str, ...]:
        if not pending(SQLITE, self._migrations, _sqlite_applied(db)):
            return ()
        db.execute("BEGIN IMMEDIATE")
        db.execute(TABLE)
        todo = pending(SQLITE, self._migrations, _sqlite_applied(db))
        for migration in todo:
            for statement in statements_of(migration.sql):
                db.execute(statement)
            db.execute(RECORD.replace("$", "?"), (migration.name, migration.checksum))
        if todo:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")
        return tuple(m.name for m in todo)


def _sqlite_applied(db: sqlite3.Connection) -> dict[str, str]:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'").fetchone():
        return {}
    return {row["name"]: row["checksum"] for row in db.execute(APPLIED)}


def status_of(
    tier: TierName, migrations: Sequence[Migration], applied: Mapping[str, str]
) -> MigrationStatus:
    todo = tuple(m.name for m in pending(tier, migrations, applied))
    return MigrationStatus(tuple(applied), todo)


def statements_of(script: str) -> Iterator[str]:
    """Split a script, for sqlite3 would end the transaction before running it as a whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
