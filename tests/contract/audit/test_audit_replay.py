"""The story of an entry, replayed, is what is stored."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacts_daemon.core.audit.model import AuditAction, AuditFilter, AuditRecord, Cause
from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry, Selector, Strategy
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.backends.harnesses import PostgresHarness, SqlHarness, SqliteHarness
from tests.support.builders import a_draft, a_query

QUERIES = [a_query(element=name) for name in ("one", "two")]
STEP_NAMES = ["save", "save new", "pass", "demote", "remove", "sweep", "load", "expire"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(STEP_NAMES),
        st.integers(0, 1),
        st.integers(0, 2),
    ),
    max_size=14,
)
GONE = {AuditAction.INVALIDATED, AuditAction.EVICTED, AuditAction.PURGED}
LIFE_S = 3600.0


def selectors(number: int) -> tuple[Selector, ...]:
    return tuple(Selector(Strategy.CSS, f"#{number}-{rank}") for rank in range(2))


@dataclass
class Replayed:
    """What a story comes to: the last version that it tells of, and the best selector."""

    version: int = 0
    is_there: bool = False
    selector: str = ""

    def take(self, record: AuditRecord) -> None:
        before, after = record.version_before, record.version_after
        if record.action is AuditAction.PURGED:
            assert (after, before >= self.version) == (0, True)
        else:
            begins_again = before == 0 and not self.is_there
            assert before >= self.version or begins_again, "a version that was there before"
            assert after == before + 1
        self.version, self.is_there = after, record.action not in GONE
        self.selector = record.selector


async def carry_out(harness: SqlHarness, tier: SqlTier, step: str, which: int, number: int) -> None:
    query = QUERIES[which]
    known = await tier.lookup(key_of(query))
    entry = known if isinstance(known, Entry) else None
    draft = a_draft(query, selectors=selectors(number))
    if step == "save":
        await tier.save(draft, retention_s=LIFE_S)
    elif step == "save new":
        try:
            await tier.save(draft, retention_s=LIFE_S, expected_version=0)
        except VersionConflictError:
            assert entry is not None
    elif step == "pass" and entry is not None:
        await tier.update(replace(entry, successes=entry.successes + 1))
    elif step == "demote" and entry is not None:
        turned = replace(entry, selectors=entry.selectors[::-1])
        await tier.update(turned, Cause(AuditAction.DEMOTED))
    elif step == "remove":
        await tier.remove(key_of(query))
    elif step == "sweep":
        await tier.remove_all(ListFilter(query.app))
    elif step == "load" and entry is not None:
        await tier.load([replace(entry, selectors=selectors(number))], over=True)
    elif step == "expire":
        harness.clock.turn(LIFE_S + 1)
        await tier.purge()


async def check_stories(harness: SqlHarness, steps: list[tuple[str, int, int]]) -> None:
    tier: Any = await harness.open()
    for step in steps:
        await carry_out(harness, tier, *step)
    for query in QUERIES:
        found = await tier.audit_log.records(AuditFilter(key=key_of(query)), 0, 1000)
        story = Replayed()
        for record in reversed(found):
            story.take(record)
        rows = await harness.run(
            "SELECT version, removed FROM entries WHERE key = $1", key_of(query)
        )
        known = await tier.lookup(key_of(query))
        assert isinstance(known, Entry) == story.is_there
        if isinstance(known, Entry):
            passed = known.version - story.version
            assert 0 <= passed <= known.successes, "only reported successes are left out"
            assert story.selector in {"", f"css={known.selectors[0].value}"}
        elif rows:
            assert rows[0]["version"] == story.version


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_story_of_an_entry_in_sqlite_replays_to_what_is_stored(
    steps: list[tuple[str, int, int]],
) -> None:
    async def run() -> None:
        with TemporaryDirectory() as folder:
            harness = SqliteHarness(Path(folder))
            async with harness.resources:
                await harness.prepare()
                await check_stories(harness, steps)

    asyncio.run(run())


@pytest.mark.parametrize(
    "steps",
    [
        [("save", 0, 0), ("pass", 0, 0), ("demote", 0, 0), ("load", 0, 1), ("sweep", 0, 0)],
        [("save", 0, 0), ("save", 1, 1), ("expire", 0, 0), ("save", 0, 2), ("remove", 0, 0)],
        [("save", 0, 0), ("pass", 0, 0), ("pass", 0, 0), ("save new", 1, 1), ("load", 1, 0)],
    ],
)
async def test_story_of_an_entry_in_postgres_replays_to_what_is_stored(
    postgres_dsn: str, steps: list[tuple[str, int, int]]
) -> None:
    harness = PostgresHarness(postgres_dsn)
    async with harness.resources:
        await harness.prepare()
        await check_stories(harness, steps)
