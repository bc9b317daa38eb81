"""Brings one schema of a Postgres database to the form this version needs, beside its users."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING

import asyncpg

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.tiers.sql.migrate import (
    APPLIED,
    LOCK_WAIT_S,
    RECORD,
    TABLE,
    Migration,
    MigrationStatus,
    load,
    pending,
    statements_of,
    status_of,
)
from pacts_daemon.tiers.sql.postgres import NAME, checked_dsn, checked_schema
from pacts_daemon.tiers.sql.server import refusals
from pacts_daemon.tiers.sql.server.failures import connecting, failures
from pacts_daemon.tiers.sql.server.sessions import Sessions
from pacts_daemon.tiers.sql.server.tables import qualified

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

# By tables of the catalogue: what a session remembers of names may be older than the lock it got.
_HAS_SCHEMA = "SELECT 1 FROM pg_namespace WHERE nspname = $1"
_HAS_TABLE = "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'schema_migrations'"
_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext($1))"
# Connecting and reading take milliseconds; a server that hangs is left and tried again, so that the
# start says soon what it waits for.
_CONNECT_S = 5.0
_READ_S = 5.0
# A file may build an index on a large table; a server that hangs in one is left after this.
_MIGRATE_S = 600.0
# As long as we wait for a table, all who ask for it after us wait behind us: less than a call does,
# and more than the second after which a vacuum of the server's own gives way.
_TABLE_WAIT_S = 1.5
# Within the patience of `LOCK_WAIT_S` fifty times: a lock is tried, not waited for (`_step`).
_POLL_S = 0.1
_NOT_MENDED_BY_WAITING = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.SyntaxOrAccessError,
)
_LIMITS = {
    "lock_timeout": f"{_TABLE_WAIT_S * 1000:.0f}",
    "statement_timeout": f"{_MIGRATE_S * 1000:.0f}",
    # While a file is applied beside it, the transaction that has the lock does nothing.
    "idle_in_transaction_session_timeout": f"{_MIGRATE_S * 1000:.0f}",
}


class PostgresMigrator:
    """Migrates one schema of a Postgres database, one replica at a time.

    Where nothing is pending nothing is written, so that a standby is good to start on.
    """

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
        self._migrations = load(NAME) if migrations is None else migrations
        self._lock_wait_s = lock_wait_s
        self._sessions = Sessions(
            "pacts-migrate", {"statement_timeout": _LIMITS["statement_timeout"]}, 0
        )

    async def up(self) -> tuple[str, ...]:
        give_up = asyncio.get_running_loop().time() + self._lock_wait_s
        done: list[str] = []
        async with self._connection() as db:
            while todo := pending(NAME, self._migrations, await self._applied(db)):
                transaction = db.transaction()
                await transaction.start()
                try:
                    done += await self._step(db, _next_of(todo))
                except asyncpg.LockNotAvailableError as error:
                    await transaction.rollback()
                    await _pause(give_up, error)
                else:
                    await transaction.commit()
        return tuple(done)

    async def status(self) -> MigrationStatus:
        async with self._connection() as db:
            applied = await self._applied(db)
        return status_of(NAME, self._migrations, applied)

    async def drop(self) -> None:
        async with self._connection() as db:
            await db.execute(f'DROP SCHEMA IF EXISTS "{self._schema}" CASCADE')

    async def _step(self, db: Connection, step: Sequence[Migration]) -> Sequence[str]:
        """Apply what no other replica has applied meanwhile."""
        await db.execute(";".join(f"SET LOCAL {name} = {value}" for name, value in _LIMITS.items()))
        # Not waited for here, for whoever waits in a statement has a snapshot, and an index that is
        # made concurrently waits for everybody who has one.
        if not await db.fetchval(_LOCK, f"pacts:{self._schema}"):
            raise asyncpg.LockNotAvailableError("another replica is migrating it")
        applied = await self._applied(db)
        step = [one for one in step if one.name not in applied]
        if step and step[0].is_in_transaction:
            await self._apply(db, step)
        elif step:
            await db.execute("SELECT 1")  # ends the one before, which would keep its snapshot
            await self._apply_beside(step[0])
        for migration in step:
            await db.execute(qualified(RECORD, self._schema), migration.name, migration.checksum)
        return [one.name for one in step]

    async def _apply(self, db: Connection, step: Sequence[Migration]) -> None:
        # Asked first, for IF NOT EXISTS wants the right to create even when there is nothing to do.
        if not await db.fetchval(_HAS_SCHEMA, self._schema):
            await db.execute(f'CREATE SCHEMA "{self._schema}"')
        # The files leave the schema out. LOCAL, for the session may be another caller's next.
        await db.execute(f'SET LOCAL search_path TO "{self._schema}"')
        await db.execute(TABLE)
        for migration in step:
            await db.execute(migration.sql, timeout=_MIGRATE_S)

    async def _apply_beside(self, migration: Migration) -> None:
        """Apply a file on a connection of its own, while ours has the lock."""
        async with self._connection() as beside:
            for statement in statements_of(migration.sql):
                named = statement.replace("{schema}", f'"{self._schema}"')
                await beside.execute(named, timeout=_MIGRATE_S)

    async def _applied(self, db: Connection) -> dict[str, str]:
        if not await db.fetchval(_HAS_TABLE, self._schema):
            return {}
        rows = await db.fetch(qualified(APPLIED, self._schema))
        return {row["name"]: row["checksum"] for row in rows}

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        """Lend a connection that is cut, not closed, when the block fails or is cancelled.

        Closing, like rolling back, would wait for a server that hangs.
        """
        with connecting():
            db = await self._sessions.open(self._dsn, timeout=_CONNECT_S, command_timeout=_READ_S)
        with failures(), _lasting():
            try:
                yield db
            except BaseException:
                db.terminate()
                raise
            await db.close(timeout=_READ_S)


@contextmanager
def _lasting() -> Iterator[None]:
    """Tell what waiting will not mend."""
    try:
        yield
    except _NOT_MENDED_BY_WAITING as error:
        raise TierUnavailableError(NAME, refusals.told(error), lasting=True) from error


def _next_of(todo: Sequence[Migration]) -> Sequence[Migration]:
    """Return the files up to the next that wants no transaction, or that one alone."""
    together = tuple(takewhile(lambda migration: migration.is_in_transaction, todo))
    return together or todo[:1]


async def _pause(give_up: float, error: Exception) -> None:
    if asyncio.get_running_loop().time() >= give_up:
        raise TierUnavailableError(NAME, f"it is in use and cannot be migrated: {error}") from error
    await asyncio.sleep(_POLL_S)
