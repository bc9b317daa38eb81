"""Pages that entries were found on: `snapshot`, `save` and `purge` of `core.ports.DurableTier`."""

import asyncio
from hashlib import blake2b
from typing import Any

import pytest

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry, Selector, Strategy
from pacts_daemon.core.policy import Policy, promoted
from pacts_daemon.core.ports import ListFilter
from tests.support.backends.harnesses import DurableHarness
from tests.support.builders import a_draft, a_heal, a_query

KEY = key_of(a_query())
PAGE = b"\x1f\x8b\x00\xff compressed\x00"
PLACE = "/html/body/main/form[2]/input[1]"
DAY_S = 24 * 3600
LARGEST = 1 << 20


def found(page: bytes = PAGE, **changes: Any) -> Any:
    return a_draft(snapshot=page, place=PLACE, **changes)


async def test_snapshot_of_a_saved_draft_comes_back_by_its_digest(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(found(heal_id="f" * 32), retention_s=60)
    assert saved.snapshot_id == blake2b(PAGE, digest_size=16).digest()
    assert (saved.place, saved.heal_id) == (PLACE, "f" * 32)
    assert await tier.lookup(KEY) == saved
    assert await tier.snapshot(saved.snapshot_id) == PAGE


async def test_snapshot_that_was_never_kept_is_none(durable: DurableHarness) -> None:
    tier = await durable.open()
    assert await tier.snapshot(b"\x07" * 16) is None
    assert await tier.snapshot(b"") is None


async def test_save_without_a_page_names_none(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(place=PLACE), retention_s=60)
    assert (saved.snapshot_id, saved.place) == (b"", "")
    assert await durable.page_count() == 0


async def test_save_of_many_elements_of_one_page_keeps_it_once(durable: DurableHarness) -> None:
    tier = await durable.open()
    drafts = [found(query=a_query(ordinal=n)) for n in range(8)]
    saved = await asyncio.gather(*(tier.save(draft, retention_s=60) for draft in drafts))
    assert len({entry.snapshot_id for entry in saved}) == 1
    assert await durable.page_count() == 1


@pytest.mark.parametrize(("size", "is_kept"), [(LARGEST, True), (LARGEST + 1, False)])
async def test_save_keeps_a_page_up_to_the_limit(
    durable: DurableHarness, size: int, is_kept: bool
) -> None:
    tier = await durable.open()
    saved = await tier.save(found(b"x" * size), retention_s=60)
    assert bool(saved.snapshot_id) is bool(saved.place) is is_kept
    assert await tier.lookup(KEY) == saved
    assert await durable.page_count() == is_kept


async def test_save_of_the_same_selectors_on_another_page_keeps_revision_and_counters(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    first = await tier.save(found(), retention_s=60)
    await tier.update(promoted(first, durable.clock.now(), Policy()))
    again = await tier.save(a_draft(snapshot=b"other", place="/html", heal_id="a"), retention_s=60)
    assert (again.version, again.revision, again.successes) == (3, 1, 1)
    assert (again.place, again.heal_id) == ("/html", "a")
    assert await tier.snapshot(again.snapshot_id) == b"other"
    assert await tier.lookup(KEY) == again


async def test_update_keeps_the_page(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(found(), retention_s=60)
    updated = await tier.update(promoted(saved, durable.clock.now(), Policy()))
    durable.clock.turn(2 * DAY_S)
    await tier.purge()
    assert updated.snapshot_id == saved.snapshot_id
    assert await tier.snapshot(saved.snapshot_id) == PAGE


async def test_purge_deletes_a_page_a_day_after_nothing_names_it(durable: DurableHarness) -> None:
    tier = await durable.open()
    first = await tier.save(found(), retention_s=9 * DAY_S)
    await tier.save(a_draft(snapshot=b"newer"), retention_s=9 * DAY_S)
    durable.clock.turn(DAY_S - 1)
    await tier.purge()
    assert await tier.snapshot(first.snapshot_id) == PAGE
    durable.clock.turn(1)
    assert await tier.purge() == 0
    assert await tier.snapshot(first.snapshot_id) is None
    assert await durable.page_count() == 1


async def test_purge_keeps_a_page_that_another_entry_names(durable: DurableHarness) -> None:
    tier = await durable.open()
    kept = await tier.save(found(), retention_s=9 * DAY_S)
    await tier.save(found(query=a_query(element="short")), retention_s=60)
    durable.clock.turn(2 * DAY_S)
    assert await tier.purge() == 1
    assert await tier.snapshot(kept.snapshot_id) == PAGE


async def test_purge_of_the_last_entry_of_a_page_deletes_the_page(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(found(), retention_s=60)
    durable.clock.turn(DAY_S)
    assert await tier.purge() == 1
    assert await tier.snapshot(saved.snapshot_id) is None


async def test_purge_keeps_the_page_of_an_entry_just_removed(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(found(), retention_s=9 * DAY_S)
    durable.clock.turn(2 * DAY_S)
    await tier.settle(await tier.remove(KEY))
    await tier.purge()
    assert await tier.snapshot(saved.snapshot_id) == PAGE
    durable.clock.turn(DAY_S)
    await tier.purge()
    assert await tier.snapshot(saved.snapshot_id) is None


@pytest.mark.parametrize("side", ["old", "new"])
async def test_purge_keeps_a_page_that_a_heal_names(durable: DurableHarness, side: str) -> None:
    tier = await durable.open()
    saved = await tier.save(found(), retention_s=60)
    now = durable.clock.now()
    new = found(b"elsewhere" if side == "old" else PAGE)
    heal = a_heal(now, new=new) if side == "new" else a_heal(now, new=new, old=saved)
    await tier.heal_log.record(heal)
    await tier.settle(await tier.remove(KEY))
    durable.clock.turn(3 * DAY_S)
    await tier.purge()
    assert await tier.snapshot(saved.snapshot_id) == PAGE


async def test_save_of_an_old_page_again_keeps_it_for_another_day(durable: DurableHarness) -> None:
    tier = await durable.open()
    first = await tier.save(found(), retention_s=60)
    durable.clock.turn(DAY_S - 1)
    await tier.save(found(), retention_s=60)
    await tier.save(a_draft(), retention_s=60)
    durable.clock.turn(DAY_S - 1)
    await tier.purge()
    assert await tier.snapshot(first.snapshot_id) == PAGE
    durable.clock.turn(1)
    await tier.purge()
    assert await tier.snapshot(first.snapshot_id) is None


async def test_purge_and_save_at_once_leave_every_entry_its_page(durable: DurableHarness) -> None:
    tiers = [await durable.open() for _ in range(2)]
    for n in range(20):
        await tiers[0].save(found(b"page %d" % n), retention_s=60)
    durable.clock.turn(2 * DAY_S)
    saves = [
        tiers[0].save(found(b"page %d" % n, query=a_query(ordinal=n)), retention_s=60)
        for n in range(20)
    ]
    saved = await asyncio.gather(*saves, *(tiers[1].purge() for _ in range(3)))
    entries = [entry for entry in saved if isinstance(entry, Entry)]
    pages = [await tiers[0].snapshot(entry.snapshot_id) for entry in entries]
    assert pages == [b"page %d" % n for n in range(20)]


async def test_snapshot_survives_reopening_and_a_changed_selector(durable: DurableHarness) -> None:
    tier = await durable.open()
    await tier.save(found(), retention_s=60)
    await tier.close()
    reopened = await durable.open()
    (entry,) = await reopened.entries(ListFilter(), "", 5)
    changed = await reopened.save(found(selectors=(Selector(Strategy.CSS, "#b"),)), retention_s=60)
    assert changed.revision == changed.version == 2
    assert changed.snapshot_id == entry.snapshot_id
    assert await reopened.snapshot(entry.snapshot_id) == PAGE
