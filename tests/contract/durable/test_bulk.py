"""Many entries at once: `SqlTier.load`, and exports and imports on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from pacts_daemon.app.bulk.exporting import exported
from pacts_daemon.app.bulk.importing import EntryImport, Imported, ImportOptions
from pacts_daemon.codec.snapshots import snapshot_id
from pacts_daemon.core.errors import InvalidFieldError, TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry, Selector, Strategy
from pacts_daemon.core.ports import ListFilter, Stale
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.backends.harnesses import IN_A_DATABASE, RETENTION_S, SqlHarness
from tests.support.builders import a_draft, a_query, an_entry

pytestmark = pytest.mark.parametrize("durable", IN_A_DATABASE, indirect=True)

KEY = key_of(a_query())
OTHER = (Selector(Strategy.CSS, "#other"),)
PAGE = b"\x1f\x8ba page\x00"


async def lines_of(tier: SqlTier, **options: bool) -> list[bytes]:
    return [line.encode() async for line, _ in exported(tier, ListFilter(), **options)]


class Run:
    """An import, and what it told on its way."""

    def __init__(self, harness: SqlHarness, tier: SqlTier, **options: object) -> None:
        self.refused: dict[int, InvalidFieldError] = {}
        self.work = EntryImport(
            tier,
            harness.clock,
            ImportOptions(RETENTION_S, **options),  # type: ignore[arg-type]
            refused=self.refused.__setitem__,
            committed=lambda _: None,
        )

    async def on(self, lines: Iterable[bytes]) -> Imported:
        return await self.work.run(lines)


async def stored(tier: SqlTier) -> list[Entry]:
    return await tier.entries(ListFilter(), "", 5000)


async def filled(tier: SqlTier, count: int = 3) -> list[Entry]:
    for number in range(count):
        draft = a_draft(a_query(element=f"button {number}"), snapshot=PAGE, place="/html/body")
        await tier.save(draft, retention_s=60)
    return await stored(tier)


async def test_load_of_new_entries_keeps_their_times_and_counters(durable: SqlHarness) -> None:
    tier = await durable.open()
    now = durable.clock.now()
    entry = an_entry(now - timedelta(days=2), life_s=9 * 24 * 3600, successes=3, failures=1)
    assert await tier.load([entry], over=True) == 1
    assert await tier.lookup(KEY) == entry


async def test_load_over_an_entry_is_its_next_version(durable: SqlHarness) -> None:
    tier = await durable.open()
    first = await durable.put(tier, a_query())
    changed = an_entry(durable.clock.now(), selectors=OTHER)
    assert await tier.load([changed], over=True) == 1
    found = await tier.lookup(KEY)
    assert isinstance(found, Entry)
    assert (found.version, found.revision, found.selectors) == (2, 2, OTHER)
    assert found.created_at == first.created_at


async def test_load_of_the_same_selectors_stays_in_their_revision(durable: SqlHarness) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query())
    await tier.load([an_entry(durable.clock.now(), never_heal=True)], over=True)
    found = await tier.lookup(KEY)
    assert isinstance(found, Entry)
    assert (found.version, found.revision, found.never_heal) == (2, 1, True)


async def test_load_that_is_not_over_leaves_entries_and_replaces_removals(
    durable: SqlHarness,
) -> None:
    tier = await durable.open()
    kept = await durable.put(tier, a_query())
    gone = await durable.put(tier, a_query(element="gone"))
    await durable.invalidate(tier, gone)
    loaded = [an_entry(durable.clock.now(), entry.query, selectors=OTHER) for entry in (kept, gone)]
    assert await tier.load(loaded, over=False) == 1
    assert await tier.lookup(KEY) == kept
    again = await tier.lookup(key_of(gone.query))
    assert isinstance(again, Entry)
    assert (again.version, again.selectors) == (3, OTHER)


async def test_load_is_noted_for_the_fast_tier(durable: SqlHarness) -> None:
    tier = await durable.open()
    entries = [an_entry(durable.clock.now(), a_query(element=f"b{n}")) for n in range(5)]
    await tier.load(entries, over=True)
    assert dict(await tier.unsettled(10)) == {key_of(e.query): e for e in entries}


async def test_export_imported_elsewhere_is_exported_as_the_same_lines(
    durable: SqlHarness,
) -> None:
    tier = await durable.open()
    entries = await filled(tier)
    lines = await lines_of(tier, has_pages=True)
    steady = await lines_of(tier, has_pages=True, has_counters=False)
    await tier.remove_all(ListFilter())
    durable.clock.turn(24 * 3600)
    run = Run(durable, tier)
    done = await run.on(lines)
    assert (done.written, done.same, done.refused, done.line) == (3, 0, 0, len(lines))
    again = await stored(tier)
    assert await lines_of(tier, has_pages=True, has_counters=False) == steady
    for before, after in zip(entries, again, strict=True):
        assert after.version == before.version + 2
        assert (after.selectors, after.descriptor) == (before.selectors, before.descriptor)
        assert (after.fingerprints, after.place) == (before.fingerprints, "/html/body")
        assert (after.snapshot_id, after.verified_at) == (snapshot_id(PAGE), before.verified_at)
        assert after.expires_at == durable.clock.now() + timedelta(seconds=RETENTION_S)


async def test_import_once_more_writes_nothing(durable: SqlHarness) -> None:
    tier = await durable.open()
    await filled(tier)
    before = await stored(tier)
    for has_pages in (False, True):
        done = await Run(durable, tier).on(await lines_of(tier, has_pages=has_pages))
        assert (done.written, done.same, done.kept) == (0, 3, 0)
    assert await stored(tier) == before


async def test_import_into_another_environment_adds_there(durable: SqlHarness) -> None:
    tier = await durable.open()
    before = await filled(tier)
    done = await Run(durable, tier, environment="pr-1").on(await lines_of(tier))
    assert done.written == 3
    assert len(await tier.entries(ListFilter(environment="pr-1"), "", 10)) == 3
    assert await tier.entries(ListFilter(environment="test"), "", 10) == before


async def test_import_that_keeps_leaves_what_was_learnt_here(durable: SqlHarness) -> None:
    tier = await durable.open()
    first, *_ = await filled(tier)
    lines = await lines_of(tier)
    learnt = await tier.save(a_draft(first.query, selectors=OTHER), retention_s=60)
    done = await Run(durable, tier, over=False).on(lines)
    assert (done.written, done.same, done.kept) == (0, 2, 1)
    assert await tier.lookup(key_of(first.query)) == learnt


async def test_import_of_an_entry_that_expired_here_writes_it(durable: SqlHarness) -> None:
    tier = await durable.open()
    await filled(tier)
    lines = await lines_of(tier)
    durable.clock.turn(61)
    assert isinstance(await tier.lookup(key_of(a_query(element="button 0"))), Stale)
    done = await Run(durable, tier, over=False).on(lines)
    assert (done.written, done.same) == (3, 0)


async def test_malformed_lines_are_named_and_the_others_imported(durable: SqlHarness) -> None:
    tier = await durable.open()
    await filled(tier)
    lines = await lines_of(tier)
    entries = [number for number, line in enumerate(lines) if b'"element"' in line]
    spoilt = list(lines)
    spoilt[entries[0]] = spoilt[entries[0]].replace(b'"css"', b'"id"')
    spoilt.append(lines[entries[1]])
    spoilt.append(b'{"app":"x","environment":"e","page":"p","element":" ","selectors":[]}')
    spoilt.append(lines[entries[2]].replace(b'"fingerprints":["', b'"fingerprints":["f'))
    await tier.remove_all(ListFilter())
    run = Run(durable, tier)
    done = await run.on(spoilt)
    assert (done.written, done.refused) == (2, 4)
    end = len(lines)
    assert {line: error.field for line, error in run.refused.items()} == {
        entries[0] + 1: "selectors[2].strategy",
        end + 1: "element",
        end + 2: "element",
        end + 3: "fingerprints[0]",
    }


async def test_import_without_a_header_is_refused(durable: SqlHarness) -> None:
    tier = await durable.open()
    await filled(tier)
    with pytest.raises(InvalidFieldError, match="line 1: is no header"):
        await Run(durable, tier).on((await lines_of(tier))[1:])


async def test_import_that_was_cut_goes_on_behind_the_line_it_says(
    durable: SqlHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pacts_daemon.app.bulk.importing._BATCH", 10)
    tier = await durable.open()
    await filled(tier, 35)
    lines = await lines_of(tier)
    await tier.remove_all(ListFilter())

    def cut() -> Iterator[bytes]:
        yield from lines[:30]
        raise TierUnavailableError(tier.name, "it went away")

    run = Run(durable, tier)
    with pytest.raises(TierUnavailableError):
        await run.on(cut())
    assert 0 < run.work.done.written < 35
    rest = await Run(durable, tier, after=run.work.done.line).on(lines)
    assert rest.same == 0
    assert run.work.done.written + rest.written == 35
    assert len(await stored(tier)) == 35


async def test_export_goes_through_more_than_a_batch_in_key_order(
    durable: SqlHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pacts_daemon.app.bulk.exporting._BATCH", 4)
    tier = await durable.open()
    entries = await filled(tier, 9)
    lines = [line for line in await lines_of(tier) if b'"element"' in line]
    assert len(lines) == 9
    assert [key_of(e.query) for e in entries] == sorted(key_of(e.query) for e in entries)
    assert [b'"element":"%s"' % e.query.element.encode() in line
            for e, line in zip(entries, lines, strict=True)] == [True] * 9  # fmt: skip


async def test_times_of_a_clock_that_is_ahead_are_not_kept(durable: SqlHarness) -> None:
    tier = await durable.open()
    ahead = replace(an_entry(durable.clock.now() + timedelta(days=30)), selectors=OTHER)
    await tier.load([ahead], over=True)
    lines = await lines_of(tier)
    await tier.remove_all(ListFilter())
    await Run(durable, tier).on(lines)
    (entry,) = await stored(tier)
    assert entry.created_at <= entry.verified_at <= durable.clock.now()
