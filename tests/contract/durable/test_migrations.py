"""What holds for every migrator: `tiers.migrate.Migrator`."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry, TierName
from pacts_daemon.core.ports import ListFilter, Removal
from pacts_daemon.tiers.codec import encode_entry
from pacts_daemon.tiers.sql.migrate import Migration, SqliteMigrator, load
from pacts_daemon.tiers.sql.rows import content_of
from pacts_daemon.tiers.sql.server.migrator import PostgresMigrator
from tests.support.backends.harnesses import (
    IN_A_DATABASE,
    PostgresHarness,
    SqlHarness,
    SqliteHarness,
)
from tests.support.backends.relay import with_password
from tests.support.builders import a_draft, a_heal, a_query, an_entry

FIRST = Migration("0001_words.sql", "CREATE TABLE words (word TEXT);\nCREATE TABLE more (n INT);\n")
SECOND = Migration("0002_fill.sql", "-- a ; in a comment\nINSERT INTO words VALUES ('a;b');\n")
BROKEN = Migration("0003_broken.sql", "CREATE TABLE third (n INT);\nCREATE TABLE words (n INT);\n")

FIRST_FORM = """
INSERT INTO entries (key, app, environment, page, element, selectors, body, version, revision,
    successes, failures, created_at, verified_at, expires_at, removed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, $10, $11, $12)"""


def first_row(entry: Entry, *, removed: bool) -> tuple[object, ...]:
    body = b"" if removed else encode_entry(entry)
    key, *names, digest, _, _ = content_of(entry)
    return (
        key, *names, digest, body, entry.version, entry.revision, entry.created_at,
        entry.expires_at, removed,
    )  # fmt: skip


@pytest.fixture(params=["sqlite", "postgres", "pgbouncer"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlHarness]:
    if request.param == "sqlite":
        yield SqliteHarness(tmp_path / "made" / "by" / "it")
        return
    dsn = request.getfixturevalue("postgres_dsn")
    called = request.getfixturevalue(f"{request.param}_dsn")
    harness = PostgresHarness(dsn, called)
    yield harness
    await harness.run(f"DROP SCHEMA IF EXISTS {harness.schema} CASCADE")


async def test_up_applies_what_is_pending_once_and_in_order(empty: SqlHarness) -> None:
    assert await empty.migrator([FIRST]).up() == (FIRST.name,)
    both = empty.migrator([FIRST, SECOND])
    assert await both.up() == (SECOND.name,)
    assert await both.up() == ()


async def test_status_tells_applied_from_pending_and_changes_nothing(empty: SqlHarness) -> None:
    both = empty.migrator([FIRST, SECOND])
    before = await both.status()
    assert (before.applied, before.pending) == ((), (FIRST.name, SECOND.name))
    assert await both.status() == before
    await empty.migrator([FIRST]).up()
    after = await both.status()
    assert (after.applied, after.pending) == ((FIRST.name,), (SECOND.name,))


async def test_up_by_many_replicas_at_once_applies_each_file_once(empty: SqlHarness) -> None:
    ups = await asyncio.gather(*(empty.migrator([FIRST, SECOND]).up() for _ in range(6)))
    assert sorted(ups) == [()] * 5 + [(FIRST.name, SECOND.name)]


async def test_up_that_fails_midway_applies_nothing(empty: SqlHarness) -> None:
    await empty.migrator([FIRST]).up()
    broken = empty.migrator([FIRST, SECOND, BROKEN])
    with pytest.raises(TierUnavailableError, match="words"):
        await broken.up()
    assert (await broken.status()).pending == (SECOND.name, BROKEN.name)
    assert await empty.migrator([FIRST, SECOND]).up() == (SECOND.name,)


async def test_up_after_an_applied_file_was_changed_names_the_file(empty: SqlHarness) -> None:
    await empty.migrator([FIRST]).up()
    changed = empty.migrator([Migration(FIRST.name, FIRST.sql + "-- since then\n"), SECOND])
    with pytest.raises(TierUnavailableError, match=r"0001_words\.sql was changed"):
        await changed.up()
    with pytest.raises(TierUnavailableError, match=r"0001_words\.sql was changed"):
        await changed.status()


async def test_up_before_a_database_that_is_ahead_leaves_it(empty: SqlHarness) -> None:
    await empty.migrator([FIRST, SECOND]).up()
    older = empty.migrator([FIRST])
    assert await older.up() == ()
    assert (await older.status()).applied == (FIRST.name, SECOND.name)


@pytest.mark.parametrize("durable", IN_A_DATABASE, indirect=True)
async def test_up_with_the_shipped_files_keeps_the_data_of_a_tier(durable: SqlHarness) -> None:
    tier = await durable.open()
    saved = await durable.put(tier, a_query())
    assert await durable.migrator().up() == ()
    assert await tier.entries(ListFilter(), "", 5) == [saved]


async def filled_by_the_first_version(empty: SqlHarness) -> list[Entry]:
    """Make what the first version left: two entries, one of them unsettled, and a removal."""
    now = empty.clock.now()
    tier = TierName("sqlite") if isinstance(empty, SqliteHarness) else TierName("postgres")
    assert await empty.migrator(load(tier)[:1]).up() == ("0001_entries.sql",)
    entries = [an_entry(now, a_query(element=name), version=3, revision=2) for name in "abc"]
    for entry in entries:
        await empty.run(FIRST_FORM, *first_row(entry, removed=entry is entries[2]))
    for entry in entries[1:]:
        await empty.run("INSERT INTO outbox VALUES ($1, 3, $2)", key_of(entry.query), now)
    return entries


async def test_up_from_the_first_version_keeps_its_data_and_adds_to_it(
    empty: SqlHarness,
) -> None:
    kept, unsettled, removed = await filled_by_the_first_version(empty)
    assert "0002_heals.sql" in await empty.migrator().up()
    assert not (await empty.migrator().status()).pending
    async with empty.resources:
        if isinstance(empty, PostgresHarness):
            await empty.relay.start()
            empty.resources.push_async_callback(empty.relay.cut)
        tier = await empty.open()
        assert await tier.entries(ListFilter(), "", 5) == [kept, unsettled]
        removal = Removal(key_of(removed.query), 3)
        assert dict(await tier.unsettled(5)) == {
            key_of(unsettled.query): unsettled,
            removal.key: removal,
        }
        again = await tier.save(a_draft(kept.query, snapshot=b"page"), retention_s=60)
        assert (again.version, again.revision) == (4, 2)
        assert await tier.snapshot(again.snapshot_id) == b"page"
        heal = a_heal(empty.clock.now(), old=unsettled)
        await tier.heal_log.record(heal)
        assert await tier.heal_log.heal(heal.id) == heal


@pytest.mark.parametrize("tier", [TierName("sqlite"), TierName("postgres")])
def test_shipped_files_are_numbered_without_gaps(tier: TierName) -> None:
    numbers = [int(migration.name[:4]) for migration in load(tier)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


async def test_sqlite_up_on_a_file_that_is_no_database_names_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("only notes " * 100)
    with pytest.raises(TierUnavailableError, match=r"notes\.db: file is not a database"):
        await SqliteMigrator(path).up()


async def test_postgres_up_with_a_wrong_password_does_not_repeat_it(postgres_dsn: str) -> None:
    migrator = PostgresMigrator(with_password(postgres_dsn, "battery-staple"), "public")
    with pytest.raises(TierUnavailableError, match="password") as caught:
        await migrator.up()
    assert "battery-staple" not in str(caught.value)
