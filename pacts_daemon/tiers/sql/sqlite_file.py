"""A SQLite file with a thread that reads and one that writes; a row is read without either."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.tiers.sql.disk.failures import is_lost, told, unavailable
from pacts_daemon.tiers.sql.disk.opening import check_whole, connect, connect_to_read, may_write

T = TypeVar("T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Below the deadline of a call, so that it is told what it waited for.
_BUSY_WAIT_S = 1.0
# What takes longer may have waited for a disk, as the event loop must not.
_QUICK_S = 0.005
_RESTART = "put it back, or restart the daemon"
_MOMENTS = 8192  # the same rows are read over and over, and each has three


class Connection:
    """Runs the shared statements, with times as the whole microseconds that SQLite keeps."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.raw = connection

    def all(self, sql: str, *values: object) -> list[dict[str, Any]]:
        found = self.raw.execute(sql.replace("$", "?"), [_stored(v) for v in values])
        if found.description is None:
            return []
        names = [column[0] for column in found.description]
        times = [name for name in names if name.endswith("_at")]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        for row in rows:
            for name in times:
                row[name] = _moment(row[name])
        return rows

    def one(self, sql: str, *values: object) -> dict[str, Any] | None:
        found = self.all(sql, *values)
        return found[0] if found else None

    def many(self, sql: str, values: Iterable[tuple[object, ...]]) -> None:
        self.raw.executemany(sql, [[_stored(v) for v in row] for row in values])


class SqliteFile:
    """Runs whole transactions off the event loop.

    One hop to a thread is one transaction: a caller that is cancelled midway cannot leave it open,
    as it could if each statement were awaited. A file that may not be written is read, where that
    is ``frozen``.
    """

    def __init__(self, path: Path, *, frozen: bool = False) -> None:
        opened = _OpenedFile(path, frozen=frozen)
        self._reader = _Worker("pacts-sqlite-read", opened)
        self._writer = _Worker("pacts-sqlite-write", opened)
        self._rows = _RowReader(opened)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._reader.run(work)

    async def read_row(self, work: Callable[[Connection], T]) -> T:
        """Read on the event loop what takes some 20 µs: to a thread and back takes five times that.

        In WAL mode a reader waits for nobody. What is not read at once all the same, for a disk
        that is slow, another process that holds the file or any failure, is read by the thread.
        """
        if not self._rows.is_quick:
            return await self._reader.run(lambda db: self._rows.run_in_thread(db, work))
        try:
            return self._rows.run(work)
        except (sqlite3.Error, OSError, TierUnavailableError):
            self._rows.close()
            return await self._reader.run(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._writer.run(lambda db: _in_transaction(db, work))

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()
        self._rows.close()


class _OpenedFile:
    """The file that was opened first: one that stands in its place later is another one."""

    def __init__(self, path: Path, *, frozen: bool) -> None:
        self.path = path
        self._frozen = frozen
        self._first: os.stat_result | None = None

    def connect(self, wait_s: float = _BUSY_WAIT_S) -> Connection:
        found = check_whole(self.path)
        if self._frozen and not may_write(self.path):
            opened = connect_to_read(self.path, wait_s)
        else:
            opened = connect(self.path, wait_s)
        self._first = self._first or found
        return Connection(opened)

    def check(self) -> None:
        """Raise TierUnavailableError where the file was removed, replaced or emptied.

        SQLite would go on writing to a file that nobody can find any more.
        """
        if self._first is None:
            return
        found = check_whole(self.path, missing=("it was removed while it was open", _RESTART))
        if not os.path.samestat(self._first, found):
            raise unavailable(self.path, "it was replaced while it was open", _RESTART)


class _RowReader:
    """A connection that waits for no other process, for the thread of the event loop.

    Once a read was slow the thread reads, until it finds that it is quick again.
    """

    def __init__(self, file: _OpenedFile) -> None:
        self._file = file
        self._db: Connection | None = None
        self._was_quick = False

    @property
    def is_quick(self) -> bool:
        return self._was_quick and self._db is not None

    def run(self, work: Callable[[Connection], T]) -> T:
        assert self._db is not None  # noqa: S101 - it is asked while it is quick
        self._file.check()
        return self._timed(self._db, work)

    def run_in_thread(self, db: Connection, work: Callable[[Connection], T]) -> T:
        """Read by a thread's own connection, and open the other there: both may wait for a disk."""
        result = self._timed(db, work)
        if self._db is None:
            self._db = self._file.connect(0)
        return result

    def close(self) -> None:
        if self._db is not None:
            self._db.raw.close()
            self._db = None

    def _timed(self, db: Connection, work: Callable[[Connection], T]) -> T:
        started = time.monotonic()
        try:
            return work(db)
        finally:
            self._was_quick = time.monotonic() - started < _QUICK_S


class _Worker:
    """A thread with a connection of its own, opened when first needed."""

    def __init__(self, name: str, file: _OpenedFile) -> None:
        self._file = file
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._db: Connection | None = None
        self._closed = False

    async def run(self, work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise unavailable(self._file.path, "it is closed")
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._work, work)

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._executor, self._disconnect)
        self._executor.shutdown(wait=False)

    def _work(self, work: Callable[[Connection], T]) -> T:
        self._file.check()
        try:
            if self._db is None:
                self._db = self._file.connect()
            return work(self._db)
        except (sqlite3.Error, OSError) as error:
            if is_lost(error):
                self._disconnect()
            raise told(self._file.path, error) from error

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.raw.close()
            self._db = None


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


@lru_cache(_MOMENTS)
def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else _EPOCH + stored * _MICROSECOND
