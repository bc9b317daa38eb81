"""How Postgres looks for what a call asks for, on tables of some size."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest

from pacts_daemon.app.clock import SystemClock
from pacts_daemon.core.audit.model import AuditAction, AuditFilter, AuditNote, Cause
from pacts_daemon.core.heal.model import HealFilter, HealState
from pacts_daemon.core.known.pages import PageQuery
from pacts_daemon.core.ports import KeyVersion, ListFilter
from pacts_daemon.tiers.sql import postgres, rows
from pacts_daemon.tiers.sql import statements as sql
from pacts_daemon.tiers.sql.audit import rows as audit_rows
from pacts_daemon.tiers.sql.audit import statements as audit
from pacts_daemon.tiers.sql.audit.rows import Shape
from pacts_daemon.tiers.sql.postgres import PostgresTier
from pacts_daemon.tiers.sql.server.tables import qualified
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.backends.filled import connected, fill, fill_audit, key
from tests.support.backends.harnesses import PostgresHarness
from tests.support.builders import a_draft, a_heal

ROWS = 50_000
READ_THROUGH = re.compile(r"Seq Scan on (audit|entries|heals|outbox|snapshots)\b")
# How functions that make a statement are called here.
MADE: dict[str, Callable[[], str]] = {
    "defer": lambda: sql.defer(100),
    "load_row": lambda: sql.load_row(over=False),
    "load_staged": lambda: sql.load_staged(over=False),
    "lookup_all": lambda: sql.lookup_all(100),
}
# What only an import asks: it reads through the rows that it has brought itself.
IMPORTS = {"load_row", "load_staged", "STAGE"}
# What is recorded of that which a statement changes.
RECORDED = {
    "SAVE": Shape.ONE,
    "SAVE_NEW": Shape.ONE,
    "SAVE_OVER": Shape.ONE,
    "UPDATE": Shape.ONE,
    "REMOVE": Shape.ONE,
    "REMOVE_ALL": Shape.EACH,
    "PURGE": Shape.EACH_ENTRY,
    "PURGE_HEALS": Shape.SUM,
    "RECORD_HEAL": Shape.GIVEN,
    "CHANGE_HEAL": Shape.GIVEN,
}
EVER = datetime(2026, 7, 1, tzinfo=UTC)
# What may read a table through, and why that is right.
READ_OF_A_FEW = "a thousand of fifty thousand rows; of more rows each is looked up"
SWEEPS = {
    "REMOVE_ALL of all": READ_OF_A_FEW,
    "REMOVE_ALL of app": READ_OF_A_FEW,
    "REMOVE_ALL of environment": READ_OF_A_FEW,
    "REMOVE_ALL of app, environment": READ_OF_A_FEW,
    "CENSUS": "counts every row, once before each purge",
    "PURGE_SNAPSHOTS": "asks after each old page; their bytes lie outside the table",
}


def subsets(columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(columns) + 1):
        yield from combinations(columns, size)


def filters_of(statement: str) -> Iterator[tuple[str, ...]]:
    """Yield the columns that callers may filter a statement by."""
    if statement == sql.REMOVE:
        yield from (("key",), ("key", "version"))
        return
    kind: type[HealFilter | ListFilter] = HealFilter if "FROM heals" in statement else ListFilter
    yield from subsets([field.name for field in fields(kind)])


def audit_lists() -> Iterator[tuple[str, str]]:
    """Yield the statement that lists audit records, once for each filter."""
    asked: dict[str, Any] = {field.name: "any" for field in fields(AuditFilter)}
    asked |= {"action": AuditAction.SAVED, "since": EVER, "until": EVER}
    for columns in (*(few for few in subsets(list(asked)) if len(few) < 3), tuple(asked)):
        where = AuditFilter(**{name: asked[name] for name in columns})
        clauses, _ = audit_rows.condition(where, first=3)
        named = f"LIST_RECORDS of {', '.join(columns) or 'all'}"
        yield named, audit.LIST_RECORDS.format(where=clauses)


def forms_of(name: str, statement: str) -> Iterator[tuple[str, str]]:
    """Yield the statement as it is sent, once for each filter, with what to call it."""
    filters = list(filters_of(statement))
    statement = statement.replace("{limit}", "1000")
    if "{where}" not in statement:
        yield name, with_its_records(name, statement)
        return
    for columns in filters:
        condition, _ = rows.conditions(dict.fromkeys(columns, "any"), behind(statement))
        asked = with_its_records(name, statement.format(where=condition))
        yield f"{name} of {', '.join(columns) or 'all'}", asked


def behind(statement: str) -> int:
    """Return the number of the value that would come next."""
    return max(int(number) for number in re.findall(r"\$(\d+)", statement)) + 1


def with_its_records(name: str, statement: str) -> str:
    """Return the statement that also notes what it changes in the outbox, and records it."""
    if name not in RECORDED:
        return statement
    noted = postgres._NOTED if RECORDED[name] in {Shape.ONE, Shape.EACH} else ""
    return audit.recorded(statement, behind(statement), RECORDED[name], noted)


def statements() -> Iterator[tuple[str, str]]:
    for name, held in vars(sql).items():
        if name in IMPORTS:
            continue
        if callable(held) and held.__module__ == sql.__name__:
            yield from forms_of(name, MADE[name]())
        elif isinstance(held, str) and name.isupper() and not name.startswith(("_", "STAGE")):
            yield from forms_of(name, held)
    yield "SETTLE", postgres._SETTLE
    yield "RECORD", audit.RECORD
    yield from audit_lists()


STATEMENTS = dict(statements())


@pytest.fixture(scope="module")
def filled(postgres_dsn: str) -> Iterator[PostgresHarness]:
    harness = PostgresHarness(postgres_dsn)

    async def make() -> None:
        await harness.migrator().up()
        await fill(harness, ROWS)
        await fill_audit(harness)

    with ThreadPoolExecutor() as beside:  # it may be asked for inside a loop
        beside.submit(asyncio.run, make()).result()
        yield harness
        beside.submit(asyncio.run, harness.migrator().drop()).result()


async def plan_of(harness: PostgresHarness, statement: str) -> str:
    """Return the plan that serves any values, as a connection comes to use for all of them."""
    text = qualified(statement, harness.schema)
    async with connected(harness) as db:
        staged = qualified(sql.STAGE.replace("ON COMMIT DROP", ""), harness.schema)
        await db.execute(staged)  # what an import loads from
        await db.execute(f"SET plan_cache_mode = force_generic_plan; PREPARE asked AS {text}")
        count = await db.fetchval(
            "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'asked'"
        )
        values = f"({', '.join(['NULL'] * count)})" if count else ""
        return "\n".join(row[0] for row in await db.fetch(f"EXPLAIN EXECUTE asked{values}"))


def test_statements_of_every_kind_are_explained() -> None:
    assert {"LOOKUP", "lookup_all", "LIST of app, environment", "SAVE", "SETTLE"} <= set(STATEMENTS)
    assert set(SWEEPS) <= set(STATEMENTS)


@pytest.mark.parametrize("name", STATEMENTS)
async def test_statement_reads_no_table_through(filled: PostgresHarness, name: str) -> None:
    plan = await plan_of(filled, STATEMENTS[name])
    assert "cost=" in plan
    assert bool(READ_THROUGH.search(plan)) == (name in SWEEPS), plan


@pytest.mark.parametrize("name", ["LIST of app", "LIST of app, environment"])
async def test_list_of_an_app_reads_a_range_of_keys_however_rare_it_is(
    filled: PostgresHarness, name: str
) -> None:
    plan = await plan_of(filled, STATEMENTS[name])
    assert re.search(r"Index Cond: .*key > \$2\) AND \(key < \$3\)", plan), plan


def calls_of(tier: SqlTier, now: datetime) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return the calls that lookups, saves and lists are made of, on what `fill` made."""
    heals, heal = tier.heal_log, a_heal(now)
    part = ListFilter("app-1", "env-1")
    whole = ListFilter("app-1", "env-1", "/page-1")
    keys = [key(number) for number in range(1, 101)]
    return {
        "lookup": lambda: tier.lookup(keys[0]),
        "lookup_all": lambda: tier.lookup_all(keys),
        "save": lambda: tier.save(a_draft(snapshot=b"page"), retention_s=60),
        "remove": lambda: tier.remove(keys[3]),
        "remove_all of a page": lambda: tier.remove_all(whole),
        "page": lambda: tier.page(PageQuery("app-1", "env-1", "/"), 100),
        "entries": lambda: tier.entries(ListFilter(), "", 100),
        "entries of an app": lambda: tier.entries(part, keys[0], 100),
        "entries of a page": lambda: tier.entries(whole, "", 100),
        "unsettled": lambda: tier.unsettled(500),
        "suspects": lambda: tier.suspects(0, 500),
        "defer": lambda: tier.defer(keys),
        "state": lambda: tier.state("first"),
        "beat": lambda: tier.beat("first", None),
        "settle": lambda: tier.settle([KeyVersion(one, 1) for one in keys]),
        "snapshot": lambda: tier.snapshot(b"\x01" * 16),
        "lease": lambda: enter_lease(tier),
        "record": lambda: heals.record(heal),
        "heal": lambda: heals.heal(heal.id),
        "heals of an app": lambda: heals.heals(HealFilter("app-1", "env-1"), "", 100),
        "heals of a page": lambda: heals.heals(HealFilter("app-1", "env-1", "/page-1"), "", 100),
        "heals of a state": lambda: heals.heals(HealFilter(state=HealState.PROBATION), "", 100),
        "heals_of": lambda: heals.heals_of(keys[0], 10),
        "heals that bind": lambda: heals.heals_of(keys[0], 10, binding=True),
        "change": lambda: heals.change(heal, heal),
        "note": lambda: tier.audit_log.note(AuditNote(Cause(AuditAction.HEAL_REFUSED))),
        "records": lambda: tier.audit_log.records(AuditFilter(), 0, 100),
        "records of a page": lambda: records(tier, AuditFilter("app-1", page="/page-1")),
        "records of an element": lambda: records(tier, AuditFilter(element="element 7")),
        "records of an action": lambda: records(tier, AuditFilter(action=AuditAction.PURGED)),
        "records of somebody": lambda: records(tier, AuditFilter(who="user-3")),
        "records of a time": lambda: records(tier, AuditFilter(since=now, until=now)),
        "purge": tier.purge,
    }


async def records(tier: SqlTier, where: AuditFilter) -> object:
    return await tier.audit_log.records(where, 0, 100)


async def enter_lease(tier: SqlTier) -> None:
    async with tier.lease("any", 30):
        pass


async def times_read_through(harness: PostgresHarness) -> dict[str, int]:
    found = await harness.run(
        "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = $1 AND relname IN"
        " ('audit', 'entries', 'heals', 'outbox')",
        harness.schema,
    )
    return {row["relname"]: row["seq_scan"] for row in found}


async def test_calls_with_their_own_values_read_no_table_through(filled: PostgresHarness) -> None:
    """Postgres plans for the values of a call until it has seen five of its kind."""
    clock = SystemClock()
    names = list(calls_of(await opened(filled, clock), clock.now()))
    before, through = await times_read_through(filled), dict[str, object]()
    for name in names:
        tier = await opened(filled, clock)
        for _ in range(7):
            await calls_of(tier, clock.now())[name]()
        await tier.close()  # a connection tells what it counted at its end at the latest
        after = await times_read_through(filled)
        if after != before:
            through[name] = after
        before = after
    assert through == {}


async def opened(harness: PostgresHarness, clock: SystemClock) -> PostgresTier:
    pool = await postgres.connect(harness.dsn, timeout_s=60)
    return PostgresTier(pool, clock, schema=harness.schema)
