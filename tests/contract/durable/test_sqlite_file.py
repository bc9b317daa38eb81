"""What a SQLite file says of itself when it is busy, full, damaged, another's or gone."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from pacts_daemon.core.errors import InvalidFieldError, TierRefusedError, TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.tiers.sql import sqlite_file
from pacts_daemon.tiers.sql.disk import opening
from pacts_daemon.tiers.sql.disk.holding import held, lock_path
from pacts_daemon.tiers.sql.migrate import SqliteMigrator
from pacts_daemon.tiers.sql.sqlite import SqliteTier
from tests.support.backends.harnesses import SqliteHarness
from tests.support.builders import a_draft, a_query

KEY = key_of(a_query())
PAGE_BYTES = 4096


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[SqliteHarness]:
    harness = SqliteHarness(tmp_path / "data")
    async with harness.resources:
        await harness.prepare()
        yield harness


async def save_many(tier: SqliteTier, count: int) -> None:
    for number in range(count):
        await tier.save(a_draft(a_query(element=f"button {number}")), retention_s=60)


async def test_save_while_another_process_writes_says_who_is_in_the_way(
    harness: SqliteHarness,
) -> None:
    tier = await harness.open()
    with closing(sqlite3.connect(harness.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TierRefusedError, match=r"pacts\.db: .*locked; another process"):
            await tier.save(a_draft(), retention_s=60)
        other.execute("ROLLBACK")
    assert (await tier.save(a_draft(), retention_s=60)).version == 1


async def test_full_disk_refuses_saves_and_answers_lookups(
    harness: SqliteHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    tier = await harness.open()
    saved = await tier.save(a_draft(), retention_s=60)
    await tier.close()

    def nearly_full(path: Path, wait_s: float) -> sqlite3.Connection:
        connection = opening.connect(path, wait_s)
        connection.execute("PRAGMA max_page_count = 1")  # no more than there are
        return connection

    monkeypatch.setattr(sqlite_file, "connect", nearly_full)
    tier = SqliteTier(harness.path, harness.clock)
    with pytest.raises(TierRefusedError, match=r"pacts\.db: .*full; free some space"):
        await save_many(tier, 100)
    assert await tier.lookup(KEY) == saved
    await tier.close()


async def test_file_with_garbage_in_it_is_called_damaged(harness: SqliteHarness) -> None:
    tier = await harness.open()
    await save_many(tier, 50)
    await tier.close()
    whole = harness.path.read_bytes()
    damaged = whole[:PAGE_BYTES] + b"\xff" * (len(whole) - PAGE_BYTES)
    harness.path.write_bytes(damaged)
    with pytest.raises(TierUnavailableError, match=r"pacts\.db: .*; it is damaged: move it away"):
        await (await harness.open()).lookup(KEY)


async def test_file_cut_short_is_called_damaged(harness: SqliteHarness) -> None:
    tier = await harness.open()
    await save_many(tier, 50)
    await tier.close()
    harness.path.write_bytes(harness.path.read_bytes()[:PAGE_BYTES])
    with pytest.raises(TierUnavailableError, match=r"pacts\.db: .*; it is damaged: move it away"):
        await (await harness.open()).lookup(KEY)


async def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "pacts.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(TierUnavailableError, match=r"pacts\.db: it is a database of another"):
        await SqliteMigrator(path).up()
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


async def test_file_of_a_version_that_said_nothing_is_marked(harness: SqliteHarness) -> None:
    with closing(sqlite3.connect(harness.path)) as db:
        db.execute("PRAGMA application_id = 0")
        db.execute("DELETE FROM schema_migrations WHERE name LIKE '0%'")
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (name,) in names:
            if name != "schema_migrations":
                db.execute(f'DROP TABLE "{name}"')
        db.commit()
    assert await harness.migrator().up()
    with closing(sqlite3.connect(harness.path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (opening.APPLICATION_ID,)


async def test_file_that_was_replaced_is_not_taken_for_the_one_that_was_opened(
    harness: SqliteHarness,
) -> None:
    tier = await harness.open()
    await tier.save(a_draft(), retention_s=60)
    copy = harness.path.with_name("copy.db")
    with closing(sqlite3.connect(harness.path)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    copy.rename(harness.path)
    with pytest.raises(TierUnavailableError, match=r"pacts\.db: it was replaced while it was open"):
        await tier.lookup(KEY)


async def test_file_that_is_gone_while_its_log_is_not_is_not_begun_anew(
    harness: SqliteHarness,
) -> None:
    tier = await harness.open()
    await tier.save(a_draft(), retention_s=60)
    harness.path.unlink()
    with pytest.raises(TierUnavailableError, match=r"pacts\.db: it is gone; put it back"):
        await harness.migrator().up()


async def test_file_that_cannot_be_linked_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(opening.os, "link", refused)
    path = tmp_path / "new" / "pacts.db"
    await SqliteMigrator(path).up()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["pacts.db"]


async def test_frozen_tier_on_a_writable_file_hits(harness: SqliteHarness) -> None:
    saved = await (await harness.open()).save(a_draft(), retention_s=60)
    frozen = SqliteTier(harness.path, harness.clock, frozen=True)
    assert isinstance(saved, Entry)
    assert await frozen.lookup(KEY) == saved
    await frozen.close()


def assert_refused(path: Path, said: str = r"pacts\.db is open in process") -> None:
    with pytest.raises(InvalidFieldError, match=said), held(path):
        pytest.fail("held all the same")


def test_file_is_held_once_and_free_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "pacts.db"
    for _ in range(2):
        with held(path):
            assert_refused(path)


def test_file_is_held_by_those_that_share_it_or_by_one(tmp_path: Path) -> None:
    path = tmp_path / "pacts.db"
    with held(path, shared=True), held(path, shared=True):
        assert_refused(path)


def test_file_is_held_under_each_name_that_leads_to_it(tmp_path: Path) -> None:
    path = tmp_path / "pacts.db"
    path.touch()
    (tmp_path / "other").mkdir()
    link = tmp_path / "other" / "link.db"
    link.symlink_to(path)
    with held(path):
        assert_refused(link, r"link\.db is open in process")


def test_lock_file_that_was_removed_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "pacts.db"
    with held(path):
        lock_path(path).unlink()
    with held(path):
        assert "process" in lock_path(path).read_text()
