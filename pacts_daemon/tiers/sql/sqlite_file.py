"""A SQLite file with one thread that reads and one that writes."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.model import TierName

T = TypeVar("T")
NAME = TierName("sqlite")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LOCK_WAIT_S = 5.0
_LOCK_POLL_S = 0.02


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, making it and its folder when they are not there.

    FULL, because an acknowledged save must outlive a power cut; in WAL mode that is one fsync for
    each commit and none for reads.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(
        path, timeout=_LOCK_WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        _use_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL: of two that do so at once SQLite refuses one without waiting."""
    give_up = time.monotonic() + _LOCK_WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                raise
            time.sleep(_LOCK_POLL_S)
        else:
            return


class Connection:
    """Runs the shared statements, with times as the whole microseconds that SQLite keeps."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.raw = connection

    def all(self, sql: str, *values: object) -> list[dict[str, Any]]:
        found = self.raw.execute(sql.replace("$", "?"), [_stored(v) for v in values]).fetchall()
        return [{name: _loaded(name, row[name]) for name in row.keys()} for row in found]  # noqa: SIM118

    def one(self, sql: str, *values: object) -> dict[str, Any] | None:
        found = self.all(sql, *values)
        return found[0] if found else None

    def many(self, sql: str, values: Iterable[tuple[object, ...]]) -> None:
        self.raw.executemany(sql, [[_stored(v) for v in row] for row in values])


class SqliteFile:
    """Runs whole transactions off the event loop.

    One hop to a thread is one transaction: a caller that is cancelled midway cannot leave it open,
    as it could if each statement were awaited.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader = _Worker("pacts-sqlite-read", path)
        self._writer = _Worker("pacts-sqlite-write", path)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._reader.run(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._writer.run(lambda db: _in_transaction(db, work))

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()


class _Worker:
    """A thread with a connection of its own, opened when first needed."""

    def __init__(self, name: str, path: Path) -> None:
        self._path = path
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._db: Connection | None = None
        self._closed = False

    async def run(self, work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise TierUnavailableError(NAME, f"{self._path}: it is closed")
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._work, work)

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._executor, self._disconnect)
        self._executor.shutdown(wait=False)

    def _work(self, work: Callable[[Connection], T]) -> T:
        try:
            if self._db is None:
                self._db = Connection(connect(self._path))
            return work(self._db)
        except (sqlite3.Error, OSError) as error:
            raise unavailable(self._path, error) from error

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.raw.close()


def unavailable(path: Path, error: Exception) -> TierUnavailableError:
    hint = "; run `pacts migrate up`" if "no such table" in str(error) else ""
    return TierUnavailableError(NAME, f"{path}: {error}{hint}")


def _in_transaction(db: Connection, work: Callable[[Connection], T]) -> T:
    db.raw.execute("BEGIN IMMEDIATE")
    try:
        result = work(db)
        db.raw.execute("COMMIT")
    except BaseException:
        if db.raw.in_transaction:
            db.raw.execute("ROLLBACK")
        raise
    return result


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MICROSECOND
    return value


def _loaded(name: str, value: Any) -> Any:
    if name.endswith("_at") and value is not None:
        return _EPOCH + value * _MICROSECOND
    return value
