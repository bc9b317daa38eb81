"""What a tier does when its backend is down, hangs, or is not what it should be."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pacts_daemon.core.audit.model import SAVED, AuditFilter, AuditNote
from pacts_daemon.core.errors import InvalidFieldError, TierUnavailableError
from pacts_daemon.core.heal.model import HealFilter
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import DurableTier, FastTier, KeyVersion, ListFilter, Removal, Tier
from pacts_daemon.tiers.proxies.deadline import DurableDeadlineProxy, FastDeadlineProxy, WaitLimits
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.postgres import PostgresTier
from pacts_daemon.tiers.sql.sqlite import SqliteTier
from tests.support.backends.harnesses import (
    IN_A_DATABASE,
    SCRIPTED,
    SERVED_BY_A_SERVER,
    FastHarness,
    Harness,
    PostgresHarness,
    SqliteHarness,
)
from tests.support.backends.redis_harnesses import RelayedRedisHarness
from tests.support.backends.relay import Relay, with_password
from tests.support.builders import a_draft, a_heal, a_query, an_entry
from tests.support.clock import TurnedClock

KEY = key_of(a_query())

may_be_down = pytest.mark.parametrize("harness", SERVED_BY_A_SERVER + SCRIPTED, indirect=True)
served_by_a_server = pytest.mark.parametrize("harness", SERVED_BY_A_SERVER, indirect=True)


async def enter_lease(tier: DurableTier) -> None:
    async with tier.lease("any", 30):
        pass


def calls_of(tier: Tier, harness: Harness[Any]) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return every call of the tier's protocol but closing."""
    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "lookup": lambda: tier.lookup(KEY),
        "lookup_all": lambda: tier.lookup_all([KEY]),
        "ping": tier.ping,
    }
    entry = an_entry(harness.clock.now())
    if isinstance(harness, FastHarness):
        fast: FastTier = tier  # type: ignore[assignment]
        return calls | {
            "store": lambda: fast.store(KEY, entry),
            "tell": lambda: fast.tell([(KEY, Removal(KEY, 2))]),
            "clear": fast.clear,
        }
    durable: HealingTier = tier  # type: ignore[assignment]
    heals, heal = durable.heal_log, a_heal(harness.clock.now())
    return calls | {
        "save": lambda: durable.save(a_draft(), retention_s=60),
        "save with a page": lambda: durable.save(a_draft(snapshot=b"page"), retention_s=60),
        "update": lambda: durable.update(entry),
        "remove": lambda: durable.remove(KEY),
        "remove_all": lambda: durable.remove_all(ListFilter()),
        "entries": lambda: durable.entries(ListFilter(), "", 10),
        "unsettled": lambda: durable.unsettled(10),
        "settle": lambda: durable.settle([KeyVersion(KEY, 2)]),
        "purge": durable.purge,
        "lease": lambda: enter_lease(durable),
        "snapshot": lambda: durable.snapshot(b"\x01" * 16),
        "record": lambda: heals.record(heal),
        "heal": lambda: heals.heal(heal.id),
        "heals": lambda: heals.heals(HealFilter(), "", 10),
        "heals_of": lambda: heals.heals_of(KEY, 10),
        "change": lambda: heals.change(heal, heal),
        "note": lambda: durable.audit_log.note(AuditNote(SAVED)),
        "records": lambda: durable.audit_log.records(AuditFilter(), 0, 10),
    }


def with_deadline(tier: Tier, harness: Harness[Any], timeout_ms: int) -> Tier:
    if isinstance(harness, RelayedRedisHarness):
        return FastDeadlineProxy(tier, WaitLimits(timeout_ms / 1000))  # type: ignore[arg-type]
    return DurableDeadlineProxy(tier, WaitLimits(timeout_ms / 1000))  # type: ignore[arg-type]


def relay_of(harness: Harness[Any]) -> Relay:
    assert isinstance(harness, RelayedRedisHarness | PostgresHarness)
    return harness.relay


def password_of(harness: Harness[Any]) -> str:
    if not isinstance(harness, RelayedRedisHarness | PostgresHarness):
        return "(none)"
    url = harness.url if isinstance(harness, RelayedRedisHarness) else harness.dsn
    return urlsplit(url).password or "(none)"


@may_be_down
async def test_every_call_to_a_backend_that_is_down_is_unavailable(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query())
    await harness.cut()
    for name, call in calls_of(tier, harness).items():
        with pytest.raises(TierUnavailableError) as caught:
            await call()
        assert caught.value.tier == tier.name, name
        assert caught.value.problem, name
        assert password_of(harness) not in str(caught.value), name


@may_be_down
async def test_lookup_after_the_backend_came_back_hits(harness: Harness[Any]) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query())
    await harness.cut()
    with pytest.raises(TierUnavailableError):
        await tier.lookup(KEY)
    await harness.restore()
    assert await tier.lookup(KEY) == entry


@served_by_a_server
async def test_every_call_to_a_paused_backend_ends_at_the_deadline(harness: Harness[Any]) -> None:
    relay = relay_of(harness)
    tier = await harness.open()
    assert await tier.lookup(KEY) is None
    relay.pause()
    tier = with_deadline(tier, harness, timeout_ms=100)
    async with asyncio.timeout(30):  # far above what one bounded wait a call can take
        for call in calls_of(tier, harness).values():
            with pytest.raises(TierUnavailableError, match="no answer within 100 ms"):
                await call()


@served_by_a_server
async def test_lookup_after_a_pause_answers_for_itself(harness: Harness[Any]) -> None:
    """No answer to an earlier call may be taken for the answer to this one."""
    relay = relay_of(harness)
    tier = with_deadline(await harness.open(), harness, timeout_ms=30_000)
    entry = await harness.put(tier, a_query())
    relay.pause()
    with pytest.raises(TierUnavailableError):
        await with_deadline(tier, harness, timeout_ms=50).lookup(KEY)
    relay.resume()
    assert await tier.lookup(key_of(a_query(element="another"))) is None
    assert await tier.lookup(KEY) == entry


@served_by_a_server
async def test_close_before_a_paused_backend_ends_at_the_deadline(harness: Harness[Any]) -> None:
    relay = relay_of(harness)
    tier = await harness.open()
    assert await tier.lookup(KEY) is None
    relay.pause()
    tier = with_deadline(tier, harness, timeout_ms=100)
    async with asyncio.timeout(30):
        await tier.close()


@pytest.mark.parametrize("harness", IN_A_DATABASE, indirect=True)
async def test_call_to_a_closed_tier_is_unavailable(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await tier.close()
    with pytest.raises(TierUnavailableError, match="clos"):
        await tier.lookup(KEY)


async def test_sqlite_locked_by_another_writer_ends_at_the_deadline_and_still_reads(
    tmp_path: Path,
) -> None:
    harness = SqliteHarness(tmp_path)
    async with harness.resources:
        await harness.prepare()
        tier = await harness.open()
        with closing(sqlite3.connect(harness.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(TierUnavailableError, match="no answer within 100 ms"):
                await DurableDeadlineProxy(tier, WaitLimits(0.1)).save(a_draft(), retention_s=60)
            assert await tier.lookup(KEY) is None
            other.execute("ROLLBACK")


async def test_sqlite_save_that_was_cancelled_leaves_no_transaction_open(tmp_path: Path) -> None:
    harness = SqliteHarness(tmp_path)
    async with harness.resources:
        await harness.prepare()
        tier = await harness.open()
        for _ in range(5):
            task = asyncio.ensure_future(tier.save(a_draft(), retention_s=60))
            await asyncio.sleep(0)
            task.cancel()
        saved = await tier.save(a_draft(), retention_s=60)
        assert await (await harness.open()).lookup(KEY) == saved


async def test_sqlite_on_a_file_that_is_no_database_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are only notes, and rather more of them than a header has " * 20)
    tier = SqliteTier(path, TurnedClock())
    with pytest.raises(TierUnavailableError, match=r"notes\.db: file is not a database"):
        await tier.lookup(KEY)
    await tier.close()
    assert path.read_text().startswith("these are only notes")


async def test_sqlite_in_a_folder_that_cannot_be_used_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    tier = SqliteTier(tmp_path / "file" / "pacts.db", TurnedClock())
    with pytest.raises(TierUnavailableError, match=r"file/pacts\.db: .*(Not a dir|exists)"):
        await tier.lookup(KEY)
    await tier.close()


@pytest.mark.parametrize("unmigrated", ["sqlite", "postgres"])
async def test_lookup_before_any_migration_says_what_to_run(
    unmigrated: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    tier: Tier
    if unmigrated == "sqlite":
        tier = SqliteTier(tmp_path / "new.db", TurnedClock())
    else:
        dsn = request.getfixturevalue("postgres_dsn")
        tier = PostgresTier(await postgres.connect(dsn), TurnedClock(), schema="never_made")
    with pytest.raises(TierUnavailableError, match="run `pacts migrate up`"):
        await tier.lookup(KEY)
    await tier.close()


async def test_postgres_with_a_wrong_password_is_unavailable_and_not_repeated(
    postgres_dsn: str,
) -> None:
    wrong = with_password(postgres_dsn, "battery-staple")
    tier = PostgresTier(await postgres.connect(wrong), TurnedClock(), schema="public")
    with pytest.raises(TierUnavailableError, match="password") as caught:
        await tier.ping()
    assert "battery-staple" not in str(caught.value)
    await tier.close()


@pytest.mark.parametrize("dsn", ["mysql://u:secret@h/d", "postgres://u:secret@h:port/d", ""])
async def test_postgres_dsn_that_is_none_names_the_field_only(dsn: str) -> None:
    with pytest.raises(InvalidFieldError, match="postgres_dsn") as caught:
        await postgres.connect(dsn)
    assert "secret" not in str(caught.value)


async def test_postgres_schema_that_is_no_name_is_refused(postgres_dsn: str) -> None:
    pool = await postgres.connect(postgres_dsn)
    with pytest.raises(InvalidFieldError, match="schema"):
        PostgresTier(pool, TurnedClock(), schema='x"; DROP')
    await pool.close()


async def test_postgres_text_it_cannot_keep_is_the_callers_fault(postgres_dsn: str) -> None:
    harness = PostgresHarness(postgres_dsn)
    async with harness.resources:
        await harness.prepare()
        tier = await harness.open()
        with pytest.raises(InvalidFieldError, match="query"):
            await tier.save(a_draft(a_query(page="a\0b")), retention_s=60)
