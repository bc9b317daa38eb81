"""What holds for every durable tier: `core.ports.DurableTier`."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Selector, Strategy
from pacts_daemon.core.policy import Policy, demoted, promoted
from pacts_daemon.core.ports import ListFilter, Removal
from tests.support.backends.harnesses import RETENTION_S, DurableHarness
from tests.support.builders import SELECTORS, a_draft, a_query

KEY = key_of(a_query())
OTHER = (Selector(Strategy.CSS, "#other"),)


async def test_save_of_the_first_draft_is_version_one_and_verified_now(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    now = durable.clock.now()
    assert (saved.version, saved.revision, saved.successes, saved.failures) == (1, 1, 0, 0)
    assert saved.created_at == saved.verified_at == now
    assert saved.expires_at == now + timedelta(seconds=60)


async def test_save_of_the_same_selectors_keeps_counters_and_revision(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    first = await tier.save(a_draft(), retention_s=60)
    await tier.update(promoted(first, durable.clock.now(), Policy()))
    durable.clock.turn(10)
    again = await tier.save(a_draft(selectors=SELECTORS[::-1]), retention_s=60)
    assert (again.version, again.revision, again.successes) == (3, 1, 1)
    assert again.created_at == first.created_at
    assert again.verified_at == durable.clock.now()
    assert again.selectors == SELECTORS[::-1]
    assert await tier.lookup(KEY) == again


async def test_save_of_other_selectors_starts_counters_and_revision_again(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    first = await tier.save(a_draft(), retention_s=60)
    await tier.update(replace(first, successes=4, failures=1))
    changed = await tier.save(a_draft(selectors=OTHER), retention_s=60)
    assert (changed.version, changed.revision) == (3, 3)
    assert (changed.successes, changed.failures) == (0, 0)
    assert changed.created_at == first.created_at


async def test_save_after_a_removal_goes_on_counting_and_is_created_anew(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    await tier.save(a_draft(), retention_s=60)
    await tier.remove(KEY)
    durable.clock.turn(10)
    again = await tier.save(a_draft(), retention_s=60)
    assert (again.version, again.revision) == (3, 3)
    assert again.created_at == durable.clock.now()


async def test_save_expecting_the_stored_version_commits(durable: DurableHarness) -> None:
    tier = await durable.open()
    await tier.save(a_draft(), retention_s=60, expected_version=0)
    saved = await tier.save(a_draft(selectors=OTHER), retention_s=60, expected_version=1)
    assert saved.version == 2
    assert await tier.lookup(KEY) == saved


@pytest.mark.parametrize("expected", [0, 1, 3])
async def test_save_expecting_another_version_conflicts_and_changes_nothing(
    durable: DurableHarness, expected: int
) -> None:
    tier = await durable.open()
    await tier.save(a_draft(), retention_s=60)
    second = await tier.save(a_draft(), retention_s=60)
    with pytest.raises(VersionConflictError) as caught:
        await tier.save(a_draft(selectors=OTHER), retention_s=60, expected_version=expected)
    assert (caught.value.expected, caught.value.current) == (expected, 2)
    assert await tier.lookup(KEY) == second


async def test_save_expecting_a_version_of_nothing_conflicts(durable: DurableHarness) -> None:
    tier = await durable.open()
    with pytest.raises(VersionConflictError) as caught:
        await tier.save(a_draft(), retention_s=60, expected_version=1)
    assert caught.value.current == 0
    assert await tier.lookup(KEY) is None


async def test_save_expecting_nothing_commits_over_an_expired_entry(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    await tier.save(a_draft(), retention_s=60)
    durable.clock.turn(60)
    saved = await tier.save(a_draft(), retention_s=60, expected_version=0)
    assert saved.version == 2


async def test_save_by_many_at_once_gives_each_a_version_of_its_own(
    durable: DurableHarness,
) -> None:
    tiers = [await durable.open() for _ in range(3)]
    saved = await asyncio.gather(*(tiers[n % 3].save(a_draft(), retention_s=60) for n in range(40)))
    assert sorted(entry.version for entry in saved) == list(range(1, 41))
    newest = max(saved, key=lambda entry: entry.version)
    assert await tiers[0].lookup(KEY) == newest
    assert await tiers[0].unsettled(10) == [(KEY, newest)]


async def test_save_expecting_by_many_at_once_lets_one_through(durable: DurableHarness) -> None:
    tiers = [await durable.open() for _ in range(2)]
    results = await asyncio.gather(
        *(tiers[n % 2].save(a_draft(), retention_s=60, expected_version=0) for n in range(10)),
        return_exceptions=True,
    )
    assert sum(isinstance(r, VersionConflictError) for r in results) == 9


async def test_save_and_remove_at_once_leave_one_consistent_end(durable: DurableHarness) -> None:
    tiers = [await durable.open() for _ in range(2)]
    work = [tiers[0].save(a_draft(), retention_s=60) for _ in range(15)]
    work += [tiers[1].remove_all(ListFilter(app="wiki")) for _ in range(15)]  # type: ignore[misc]
    await asyncio.gather(*work)
    known = await tiers[0].lookup(KEY)
    ((key, change),) = await tiers[0].unsettled(10)
    assert key == KEY
    assert change == known or (known is None and isinstance(change, Removal))


async def test_update_of_the_stored_version_commits_the_next(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    durable.clock.turn(5)
    updated = await tier.update(promoted(saved, durable.clock.now(), Policy()))
    assert (updated.version, updated.revision, updated.successes) == (2, 1, 1)
    assert updated.expires_at == durable.clock.now() + timedelta(seconds=Policy().retention_s)
    assert await tier.lookup(KEY) == updated


async def test_update_that_demotes_keeps_the_revision(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    updated = await tier.update(demoted(saved, SELECTORS[0]))
    assert updated.revision == 1
    assert updated.selectors == (*SELECTORS[1:], SELECTORS[0])
    assert await tier.lookup(KEY) == updated


@pytest.mark.parametrize("fate", ["saved", "removed", "expired"])
async def test_update_of_what_changed_or_went_conflicts(durable: DurableHarness, fate: str) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    if fate == "saved":
        await tier.save(a_draft(), retention_s=60)
    elif fate == "removed":
        await tier.remove(KEY)
    else:
        durable.clock.turn(60)
    with pytest.raises(VersionConflictError):
        await tier.update(saved)


async def test_update_by_many_at_once_lets_one_through(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    results = await asyncio.gather(*(tier.update(saved) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(r, VersionConflictError) for r in results) == 9


async def test_remove_names_a_version_above_any_served(durable: DurableHarness) -> None:
    tier = await durable.open()
    await tier.save(a_draft(), retention_s=60)
    assert await tier.remove(KEY) == [Removal(KEY, 2)]
    assert await tier.remove(KEY) == []
    assert await tier.lookup(KEY) is None


async def test_remove_of_another_version_changes_nothing(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    assert await tier.remove(KEY, expected_version=7) == []
    assert await tier.lookup(KEY) == saved


@pytest.mark.parametrize(
    ("where", "gone"),
    [
        (ListFilter(app="wiki", environment="test", page="home"), {"home/a", "home/b"}),
        (ListFilter(app="wiki", environment="test"), {"home/a", "home/b", "talk/a"}),
        (ListFilter(app="shop"), {"shop/a"}),
        (ListFilter(), {"home/a", "home/b", "talk/a", "live/a", "shop/a"}),
        (ListFilter(app="none"), set()),
    ],
)
async def test_remove_all_takes_what_matches_and_nothing_else(
    durable: DurableHarness, where: ListFilter, gone: set[str]
) -> None:
    tier = await durable.open()
    queries = {
        "home/a": a_query(page="home", element="a"),
        "home/b": a_query(page="home", element="b"),
        "talk/a": a_query(page="talk", element="a"),
        "live/a": a_query(page="home", element="a", environment="live"),
        "shop/a": a_query(page="home", element="a", app="shop"),
    }
    for query in queries.values():
        await durable.put(tier, query)
    removals = await tier.remove_all(where)
    assert set(removals) == {Removal(key_of(queries[name]), 2) for name in gone}
    left = {name for name, query in queries.items() if await tier.lookup(key_of(query))}
    assert left == set(queries) - gone


async def test_entries_come_in_key_order_a_page_at_a_time(durable: DurableHarness) -> None:
    tier = await durable.open()
    for name in ("b", "A", "ä", "a-b", "ab", "Z"):
        await durable.put(tier, a_query(element=name))
    first = await tier.entries(ListFilter(app="wiki"), "", 4)
    rest = await tier.entries(ListFilter(app="wiki"), key_of(first[-1].query), 4)
    keys = [key_of(entry.query) for entry in first + rest]
    assert (len(first), len(rest)) == (4, 2)
    assert keys == sorted(keys)


async def test_entries_leave_out_what_may_not_be_served_and_still_fill_the_page(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    kept = [await durable.put(tier, a_query(element=name)) for name in "abcdef"]
    expired = await durable.put(tier, a_query(element="0"), life_s=10)
    await durable.invalidate(tier, kept.pop(1))
    await durable.damage(kept.pop(0), lambda value: value[:12])
    durable.clock.turn(10)
    assert expired not in kept
    assert await tier.entries(ListFilter(), "", 4) == kept
    assert await tier.entries(ListFilter(), "", 1) == kept[:1]
    assert await tier.entries(ListFilter(environment="live"), "", 4) == []


async def test_data_survives_reopening(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await durable.put(tier, a_query())
    await tier.close()
    reopened = await durable.open()
    assert await reopened.lookup(KEY) == saved
    assert await reopened.unsettled(10) == [(KEY, saved)]


async def test_save_of_the_longest_query_commits(durable: DurableHarness) -> None:
    tier = await durable.open()
    query = a_query(app="ä" * 64, environment="e" * 128, page="p/ß" * 1000, element="x" * 512)
    saved = await tier.save(a_draft(query), retention_s=RETENTION_S)
    assert await tier.entries(ListFilter(page=query.page), "", 2) == [saved]
