"""Numbered SQL files, applied once each and never changed afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar

import asyncpg

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.sql import postgres
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
from pacts_daemon.tiers.sql.postgres import checked_dsn, checked_schema
from pacts_daemon.tiers.sql.server.failures import connecting, failures

T = TypeVar("T")

_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)"""
_APPLIED = "SELECT name, checksum FROM schema_migrations ORDER BY name"
_RECORD = "INSERT INTO schema_migrations VALUES ($1, $2, CAST(CURRENT_TIMESTAMP AS TEXT))"
_CONNECT_S = 5.0
_READ_S = 5.0
# A migration may build an index on a large table; a server that hangs in one is left after this.
_MIGRATE_S = 600.0
LOCK_WAIT_S = 5.0
# The low byte of a result code of SQLite; the others say more.
_NOT_MENDED_BY_WAITING = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.SyntaxOrAccessError,
)


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
            return _status(SQLITE, self._migrations, {})
        applied = await asyncio.to_thread(
            self._guarded, lambda: connect_to_read(self._path), _sqlite_applied
        )
        return _status(SQLITE, self._migrations, applied)

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
        db.execute(_TABLE)
        todo = pending(SQLITE, self._migrations, _sqlite_applied(db))
        for migration in todo:
            for statement in _statements(migration.sql):
                db.execute(statement)
            db.execute(_RECORD.replace("$", "?"), (migration.name, migration.checksum))
        if todo:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")
        return tuple(m.name for m in todo)


class PostgresMigrator:
    """Migrates one schema of a Postgres database, under an advisory lock."""

    def __init__(
        self,
        dsn: str,
        schema: str,
        migrations: Sequence[Migration] | None = None,
        *,
        lock_wait_s: float = LOCK_WAIT_S,
    ) -> None:
        self._dsn = checked_dsn(dsn)
        self._schema = checked_schema(schema)
        self._migrations = load(postgres.NAME) if migrations is None else migrations
        self._lock_wait_s = lock_wait_s

    async def up(self) -> tuple[str, ...]:
        async with self._connection() as db:
            if not pending(postgres.NAME, self._migrations, await _postgres_applied(db)):
                return ()
            # Whatever goes wrong, the connection is cut, and that rolls back without waiting.
            transaction = db.transaction()
            await transaction.start()
            applied = await self._apply(db)
            await transaction.commit()
            return applied

    async def _apply(self, db: asyncpg.Connection[asyncpg.Record]) -> tuple[str, ...]:
        wait_ms = round(self._lock_wait_s * 1000)
        await db.execute(f"SET LOCAL lock_timeout = {wait_ms}")
        await db.execute(f"SET LOCAL statement_timeout = {round(_MIGRATE_S * 1000)}")
        await db.execute(
            "SELECT pg_advisory_xact_lock(hashtext($1))",
            f"pacts:{self._schema}",
            timeout=self._lock_wait_s + _READ_S,
        )
        await db.execute(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"')
        await db.execute(_TABLE)
        todo = pending(postgres.NAME, self._migrations, await _postgres_applied(db))
        for migration in todo:
            await db.execute(migration.sql, timeout=_MIGRATE_S)
            await db.execute(_RECORD, migration.name, migration.checksum)
        return tuple(m.name for m in todo)

    async def status(self) -> MigrationStatus:
        async with self._connection() as db:
            applied = await _postgres_applied(db)
        return _status(postgres.NAME, self._migrations, applied)

    async def drop(self) -> None:
        async with self._connection() as db:
            await db.execute(f'DROP SCHEMA IF EXISTS "{self._schema}" CASCADE')

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
        """Lend a connection that is cut, not closed, when the block fails or is cancelled.

        Closing, like rolling back, would wait for a server that hangs.
        """
        settings = {"search_path": self._schema, "application_name": "pacts-migrate"}
        with connecting():
            db = await asyncpg.connect(
                self._dsn, server_settings=settings, timeout=_CONNECT_S, command_timeout=_READ_S
            )
        with failures(), _lasting():
            try:
                yield db
            except BaseException:
                db.terminate()
                raise
            await db.close(timeout=_READ_S)


@contextmanager
def _lasting() -> Iterator[None]:
    """Tell what waiting will not mend, and what another replica is doing."""
    try:
        yield
    except asyncpg.LockNotAvailableError as error:
        problem = "another replica holds the lock of the migrations, or a table of theirs"
        raise TierUnavailableError(postgres.NAME, problem) from error
    except _NOT_MENDED_BY_WAITING as error:
        raise TierUnavailableError(postgres.NAME, str(error), lasting=True) from error


def _sqlite_applied(db: sqlite3.Connection) -> dict[str, str]:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'").fetchone():
        return {}
    return {row["name"]: row["checksum"] for row in db.execute(_APPLIED)}


async def _postgres_applied(db: asyncpg.Connection[asyncpg.Record]) -> dict[str, str]:
    try:
        return {row["name"]: row["checksum"] for row in await db.fetch(_APPLIED)}
    except asyncpg.UndefinedTableError:
        return {}


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
