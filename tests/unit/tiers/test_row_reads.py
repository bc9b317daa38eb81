"""A row of a SQLite file is read on the event loop while that is quick, else by the thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.tiers.sql import sqlite_file
from pacts_daemon.tiers.sql.disk.opening import make
from pacts_daemon.tiers.sql.sqlite_file import Connection, SqliteFile

NOTHING_S, AN_AGE_S = 0.0, 60.0


@pytest.fixture
async def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteFile]:
    """A file whose rows are all read quickly, however busy the machine."""
    monkeypatch.setattr(sqlite_file, "_QUICK_S", AN_AGE_S)
    make(tmp_path / "pacts.db")
    opened = SqliteFile(tmp_path / "pacts.db")
    await opened.write(lambda db: db.all("CREATE TABLE held (key TEXT PRIMARY KEY, n INTEGER)"))
    await opened.write(lambda db: db.all("INSERT INTO held VALUES ('a', 1)"))
    yield opened
    await opened.close()


def held(db: Connection) -> tuple[int, str]:
    """Return what the row holds, and the thread that reads it."""
    found = db.one("SELECT n FROM held WHERE key = $1", "a")
    assert found is not None
    return found["n"], threading.current_thread().name


async def test_row_is_read_on_the_loop_once_the_thread_has_opened_the_file(
    file: SqliteFile,
) -> None:
    assert await file.read_row(held) == (1, "pacts-sqlite-read_0")
    assert await file.read_row(held) == (1, "MainThread")
    assert await file.read(held) == (1, "pacts-sqlite-read_0")


async def test_row_is_read_as_it_was_last_committed(file: SqliteFile) -> None:
    await file.read_row(held)
    for number in (2, 3):
        await file.write(lambda db, n=number: db.all("UPDATE held SET n = $1", n))  # type: ignore[misc]
        assert await file.read_row(held) == (number, "MainThread")


async def test_row_that_took_long_sends_the_next_to_the_thread_until_it_is_quick_again(
    file: SqliteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    await file.read_row(held)
    monkeypatch.setattr(sqlite_file, "_QUICK_S", NOTHING_S)
    assert await file.read_row(held) == (1, "MainThread")
    assert await file.read_row(held) == (1, "pacts-sqlite-read_0")
    monkeypatch.setattr(sqlite_file, "_QUICK_S", AN_AGE_S)
    assert await file.read_row(held) == (1, "pacts-sqlite-read_0")
    assert await file.read_row(held) == (1, "MainThread")


async def test_row_that_cannot_be_read_at_once_is_read_by_the_thread(
    file: SqliteFile, tmp_path: Path
) -> None:
    await file.read_row(held)

    def failing(db: Connection) -> tuple[int, str]:
        if threading.current_thread() is threading.main_thread():
            db.raw.execute("SELECT * FROM nowhere")
        return held(db)

    assert await file.read_row(failing) == (1, "pacts-sqlite-read_0")
    assert await file.read_row(held) == (1, "pacts-sqlite-read_0")
    assert await file.read_row(held) == (1, "MainThread")


async def test_row_of_a_file_that_is_gone_is_told_as_by_the_thread(
    file: SqliteFile, tmp_path: Path
) -> None:
    await file.read_row(held)
    (tmp_path / "pacts.db").unlink()
    with pytest.raises(TierUnavailableError, match="removed while it was open"):
        await file.read_row(held)


async def test_rows_asked_for_at_once_open_one_connection(file: SqliteFile) -> None:
    found = await asyncio.gather(*(file.read_row(held) for _ in range(8)))
    assert {n for n, _ in found} == {1}
    assert await file.read_row(held) == (1, "MainThread")
