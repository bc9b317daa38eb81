"""The durable tier that all replicas share."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import asyncpg

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import TierName
from pacts_daemon.core.ports import Clock, KeyVersion
from pacts_daemon.tiers.sql import statements as sql
from pacts_daemon.tiers.sql.audit import statements as audit
from pacts_daemon.tiers.sql.audit.log import AUDIT_KEPT_S
from pacts_daemon.tiers.sql.audit.rows import Recorded
from pacts_daemon.tiers.sql.clock import DatabaseClock
from pacts_daemon.tiers.sql.heal_log import HEALS_KEPT_S
from pacts_daemon.tiers.sql.rows import Row
from pacts_daemon.tiers.sql.server.failures import connecting, failures, keeps_connection
from pacts_daemon.tiers.sql.server.sessions import Sessions, limits
from pacts_daemon.tiers.sql.server.tables import qualified
from pacts_daemon.tiers.sql.tier import REMOVALS_KEPT_S, SqlTier

if TYPE_CHECKING:
    Pool = asyncpg.Pool[asyncpg.Record]
    PooledConnection = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]

NAME = TierName("postgres")
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_NOTED = """noted AS (
    INSERT INTO outbox (key, version, noted_at)
    SELECT key, version, $1::timestamptz FROM changed
    ON CONFLICT (key) DO UPDATE SET version = excluded.version)"""
_CHANGE = f"WITH changed AS ({{statement}}),\n{_NOTED}\nSELECT * FROM changed"
_NOW = "SELECT clock_timestamp() AS now_at"
# Two sweeps could lock the same rows in different orders and wait for each other. The limit on
# locks does not stop one that waits for its turn, the one on statements does.
_ALONE = "SELECT set_config('lock_timeout', '0', TRUE), pg_advisory_xact_lock(hashtext($1))"
# A note that is locked is being renewed or settled by someone else: leaving it is right in both.
_SETTLE = """
DELETE FROM outbox WHERE key IN (
    SELECT outbox.key FROM outbox
    JOIN unnest($1::text[], $2::bigint[]) AS known (key, version) ON known.key = outbox.key
    WHERE outbox.version <= known.version
        AND ($3::bigint = 0 OR EXISTS (SELECT 1 FROM store_state WHERE epoch = $3))
    FOR UPDATE OF outbox SKIP LOCKED)"""


async def connect(
    dsn: str,
    *,
    max_connections: int = 16,
    timeout_s: float = 5.0,
    statement_cache_size: int | None = None,
) -> Pool:
    """Return a pool that connects when it is first used, so that a daemon can start without it.

    ``timeout_s`` bounds connecting and, by the server, each statement. Prepared statements are kept
    unless a pooler is found in between; ``statement_cache_size`` overrules that.
    """
    sessions = Sessions("pacts", limits(timeout_s), statement_cache_size)
    return await asyncpg.create_pool(
        checked_dsn(dsn),
        min_size=0,
        max_size=max_connections,
        timeout=timeout_s,
        connect=sessions.open,
        reset=_keep,
    )


def checked_dsn(dsn: str) -> str:
    """Return the DSN, or say that it is none, without repeating it and its password.

    It may have several hosts, of which asyncpg takes the first that ``target_session_attrs`` fits.
    """
    try:
        parts = urlsplit(dsn)
        hosts = parts.netloc.rpartition("@")[2].split(",")
        ports = [urlsplit(f"//{host}").port for host in hosts]
        usable = parts.scheme in {"postgres", "postgresql"} and 0 not in ports
    except ValueError:
        usable = False
    if not usable:
        raise InvalidFieldError("postgres_dsn", "not a usable postgresql:// URL")
    return dsn


def checked_schema(schema: str) -> str:
    if not _SCHEMA.fullmatch(schema):
        raise InvalidFieldError("schema", f"{schema!r} is not a lower-case SQL name")
    return schema


class PostgresTier(SqlTier):
    """Entries in a Postgres schema. It needs its migrations: see `migrate.PostgresMigrator`."""

    def __init__(
        self,
        pool: Pool,
        clock: Clock,
        *,
        schema: str,
        removals_kept_s: float = REMOVALS_KEPT_S,
        heals_kept_s: float = HEALS_KEPT_S,
        audit_kept_s: float = AUDIT_KEPT_S,
        trace_id: Callable[[], str] = str,
    ) -> None:
        super().__init__(
            NAME,
            _PostgresEngine(pool, clock, checked_schema(schema)),
            clock,
            removals_kept_s=removals_kept_s,
            heals_kept_s=heals_kept_s,
            audit_kept_s=audit_kept_s,
            trace_id=trace_id,
        )


class _PostgresEngine:
    def __init__(self, pool: Pool, clock: Clock, schema: str) -> None:
        self._pool = pool
        self._clock = clock
        self._is_synced = not isinstance(clock, DatabaseClock)
        self._sweeping = f"{schema}:sweep"
        # A statement has few forms (one for each number of keys, of conditions).
        self._qualified = lru_cache(maxsize=1024)(lambda text: qualified(text, schema))

    async def fetch(self, statement: str, *values: object) -> Sequence[Row]:
        async with self._connection() as connection:
            return await connection.fetch(self._qualified(statement), *values)

    async def write(
        self,
        statement: str,
        *values: object,
        is_sweeping: bool = False,
        recorded: Recorded | None = None,
    ) -> Sequence[Row]:
        if recorded is not None:
            statement = audit.recorded(statement, len(values) + 1, recorded.shape, "")
            values = (*values, *recorded.values)
        return await self._run(statement, values, is_sweeping=is_sweeping)

    async def change(
        self,
        statement: str,
        *values: object,
        is_sweeping: bool = False,
        recorded: Recorded | None = None,
    ) -> Sequence[Row]:
        changing, values = _changing(statement, values, recorded)
        return await self._run(changing, values, is_sweeping=is_sweeping)

    async def sync(self, *, once: bool = False) -> None:
        if (once and self._is_synced) or not isinstance(self._clock, DatabaseClock):
            return
        (row,) = await self.fetch(_NOW)
        self._clock.follow(row["now_at"])
        self._is_synced = True

    async def load(
        self,
        now: datetime,
        loaded: Sequence[Sequence[object]],
        recorded: Recorded | None,
        *,
        over: bool,
    ) -> int:
        loading, values = _changing(sql.load_staged(over=over), (now,), recorded)
        loading = self._qualified(loading)
        async with self._connection() as connection, connection.transaction():
            await connection.execute(self._qualified(sql.STAGE))
            await connection.copy_records_to_table(
                "loading", records=loaded, columns=sql.LOADED_COLUMNS
            )
            return len(await connection.fetch(loading, *values))

    async def settle(self, known: Sequence[KeyVersion], epoch: int) -> None:
        latest = {one.key: one.version for one in known}
        await self.write(_SETTLE, list(latest), list(latest.values()), epoch)

    async def cut_audit(self, until: datetime, batch: int, recorded: Recorded) -> int:
        cutting = audit.PURGE_RECORDS.format(limit=batch)
        return len(await self.write(cutting, until, recorded=recorded))

    async def close(self) -> None:
        with failures():
            await self._pool.close()

    async def _run(
        self, statement: str, values: Sequence[object], *, is_sweeping: bool
    ) -> Sequence[Row]:
        if not is_sweeping:
            return await self.fetch(statement, *values)
        async with self._connection() as connection, connection.transaction():
            await connection.fetch(_ALONE, self._sweeping)
            return await connection.fetch(self._qualified(statement), *values)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[PooledConnection]:
        """Lend a connection; one that may not be good any more is cut off, not given back.

        That goes for cancelled statements too: asyncpg would wait for the server to confirm the
        cancellation, which a server that hangs never does.
        """
        with connecting():
            connection = await self._pool.acquire()
        with failures():
            try:
                yield connection
            except BaseException as error:
                if not keeps_connection(error) or connection.is_in_transaction():
                    _cut_off(connection)
                raise
            finally:
                await self._pool.release(connection)


def _changing(
    statement: str, values: tuple[object, ...], recorded: Recorded | None
) -> tuple[str, tuple[object, ...]]:
    """Return the statement that also notes what changed, and records it, with its values."""
    if recorded is None:
        return _CHANGE.format(statement=statement), values
    changing = audit.recorded(statement, len(values) + 1, recorded.shape, _NOTED)
    return changing, (*values, *recorded.values)


def _cut_off(connection: PooledConnection) -> None:
    with suppress(asyncpg.InterfaceError):  # it was lost, and the pool has taken it back already
        connection.terminate()


async def _keep(_: asyncpg.Connection[asyncpg.Record]) -> None:
    """Skip the round trip that resets a session: no statement here changes one."""
