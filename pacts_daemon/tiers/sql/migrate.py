"""Numbered SQL files, applied once each and never changed afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar

import asyncpg

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.sql import postgres, sqlite_file
from pacts_daemon.tiers.sql.postgres import checked_dsn, checked_schema, failures
from pacts_daemon.tiers.sql.sqlite_file import connect, unavailable

T = TypeVar("T")

_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)"""
_APPLIED = "SELECT name, checksum FROM schema_migrations ORDER BY name"
_RECORD = "INSERT INTO schema_migrations VALUES ($1, $2, CAST(CURRENT_TIMESTAMP AS TEXT))"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: its name starts with its number."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return sha256(self.sql.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """Names of files in order."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]


class Migrator(Protocol):
    """Brings a database to the form this version needs."""

    async def up(self) -> tuple[str, ...]:
        """Apply what is pending, all or nothing, and return the names.

        Safe to repeat and to run by several replicas at once: the others wait and find nothing
        to do. A database that is ahead of this version is left as it is.

        Raises:
            TierUnavailableError: the database did not answer, or an applied file was changed.
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
            raise TierUnavailableError(tier, f"{migration.name} was changed after it was applied")
    return tuple(m for m in migrations if m.name not in applied)


class SqliteMigrator:
    """Migrates a SQLite file, one process at a time."""

    def __init__(self, path: Path, migrations: Sequence[Migration] | None = None) -> None:
        self._path = path
        self._migrations = load(sqlite_file.NAME) if migrations is None else migrations

    async def up(self) -> tuple[str, ...]:
        return await asyncio.to_thread(self._guarded, self._up)

    async def status(self) -> MigrationStatus:
        if not self._path.exists():
            return _status(sqlite_file.NAME, self._migrations, {})
        applied = await asyncio.to_thread(self._guarded, _sqlite_applied)
        return _status(sqlite_file.NAME, self._migrations, applied)

    async def drop(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            with closing(connect(self._path)) as db:
                return work(db)
        except (sqlite3.Error, OSError) as error:
            raise unavailable(self._path, error) from error

    def _up(self, db: sqlite3.Connection) -> tuple[str, ...]:
        db.execute("BEGIN IMMEDIATE")
        db.execute(_TABLE)
        todo = pending(sqlite_file.NAME, self._migrations, _sqlite_applied(db))
        for migration in todo:
            for statement in _statements(migration.sql):
                db.execute(statement)
            db.execute(_RECORD.replace("$", "?"), (migration.name, migration.checksum))
        db.execute("COMMIT")
        return tuple(m.name for m in todo)


class PostgresMigrator:
    """Migrates one schema of a Postgres database, under an advisory lock."""

    def __init__(
        self, dsn: str, schema: str, migrations: Sequence[Migration] | None = None
    ) -> None:
        self._dsn = checked_dsn(dsn)
        self._schema = checked_schema(schema)
        self._migrations = load(postgres.NAME) if migrations is None else migrations

    async def up(self) -> tuple[str, ...]:
        async with self._connection() as db, db.transaction():
            await db.execute("SELECT pg_advisory_xact_lock(hashtext($1))", f"pacts:{self._schema}")
            await db.execute(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"')
            await db.execute(_TABLE)
            todo = pending(postgres.NAME, self._migrations, await _postgres_applied(db))
            for migration in todo:
                await db.execute(migration.sql)
                await db.execute(_RECORD, migration.name, migration.checksum)
            return tuple(m.name for m in todo)

    async def status(self) -> MigrationStatus:
        async with self._connection() as db:
            try:
                applied = await _postgres_applied(db)
            except asyncpg.UndefinedTableError:
                applied = {}
        return _status(postgres.NAME, self._migrations, applied)

    async def drop(self) -> None:
        async with self._connection() as db:
            await db.execute(f'DROP SCHEMA IF EXISTS "{self._schema}" CASCADE')

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
        with failures():
            settings = {"search_path": self._schema, "application_name": "pacts-migrate"}
            db = await asyncpg.connect(self._dsn, server_settings=settings)
            try:
                yield db
            finally:
                await db.close()


def _sqlite_applied(db: sqlite3.Connection) -> dict[str, str]:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'").fetchone():
        return {}
    return {row["name"]: row["checksum"] for row in db.execute(_APPLIED)}


async def _postgres_applied(db: asyncpg.Connection[asyncpg.Record]) -> dict[str, str]:
    return {row["name"]: row["checksum"] for row in await db.fetch(_APPLIED)}


def _status(
    tier: TierName, migrations: Sequence[Migration], applied: Mapping[str, str]
) -> MigrationStatus:
    todo = tuple(m.name for m in pending(tier, migrations, applied))
    return MigrationStatus(tuple(applied), todo)


def _statements(script: str) -> Iterator[str]:
    """Split a script, for sqlite3 would end the transaction before running it as a whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
