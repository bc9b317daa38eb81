"""All that is known of a page: the fast tier when it has all of it, else the durable one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.errors import AllTiersUnavailableError, TierBusyError, TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.lookup import KnownPage, PageLookup
from pacts_daemon.core.known.pages import MAX_PAGE_ENTRIES, page_query
from pacts_daemon.core.model import Draft, DriftCheck, Entry, Outcome, Strategy
from pacts_daemon.core.policy import InForce, Policy
from tests.unit.core.conftest import House
from tests.unit.core.scripted import CSS, QUERY, ROLE, entry

PAGE = page_query(QUERY)
SEARCH = entry()
LOG_IN = entry(replace(QUERY, element="Log in"))


def lookup(house: House) -> PageLookup:
    return PageLookup(house.fast, house.durable, house.meter, house.clock, InForce(house.policy))


def hold(house: House, *entries: Entry) -> None:
    house.durable.held.update({key_of(one.query): one for one in entries})


def elements(known: KnownPage) -> set[str]:
    return {found.entry.query.element for found in known.found}


def outcomes(known: KnownPage) -> list[tuple[str, Outcome]]:
    return [(visit.tier, visit.outcome) for visit in known.trail]


async def test_page_comes_from_the_durable_tier_once_and_then_from_the_fast(house: House) -> None:
    hold(house, SEARCH, LOG_IN)
    first, second = [await lookup(house).get(PAGE) for _ in range(2)]
    assert elements(first) == elements(second) == {"Search", "Log in"}
    assert outcomes(first) == [("redis", Outcome.MISS), ("postgres", Outcome.HIT)]
    assert outcomes(second) == [("redis", Outcome.HIT)]
    assert {found.source for found in first.found} == {"postgres"}
    assert {found.source for found in second.found} == {"redis"}
    assert house.durable.calls == [f"page {MAX_PAGE_ENTRIES + 1}"]


async def test_page_that_is_not_known_is_empty_and_asked_for_once(house: House) -> None:
    first, second = [await lookup(house).get(PAGE) for _ in range(2)]
    assert (first.found, second.found) == ((), ())
    assert outcomes(second) == [("redis", Outcome.MISS)]
    assert len(house.durable.calls) == 1


async def test_page_has_what_was_saved_and_lost_since(house: House) -> None:
    hold(house, SEARCH)
    await lookup(house).get(PAGE)
    saved = await house.store.save(Draft(LOG_IN.query, (CSS,)))
    assert elements(await lookup(house).get(PAGE)) == {"Search", "Log in"}
    await house.store.remove(key_of(saved.query))
    assert elements(await lookup(house).get(PAGE)) == {"Search"}


async def test_page_tells_how_old_each_entry_is_and_that_drift_was_not_checked(
    house: House,
) -> None:
    hold(house, SEARCH)
    house.clock.turn(90)
    (found,) = (await lookup(house).get(PAGE)).found
    assert (found.age_s, found.drift_check) == (90, DriftCheck.NO_EVIDENCE)


async def test_drifted_entry_is_left_out_and_stays(house: House) -> None:
    same = replace(LOG_IN, fingerprints=(b"page-9",))
    hold(house, SEARCH, same)
    known = await lookup(house).get(PAGE, b"page-9")
    assert elements(known) == {"Log in"}
    assert [(one.drift_check, one.drift_ratio) for one in known.found] == [(DriftCheck.CHECKED, 0)]
    assert house.durable.held == {key_of(one.query): one for one in (SEARCH, same)}
    assert (house.counters.drifts, house.counters.drops) == (0, 0)


async def test_entry_of_other_strategies_is_left_out(house: House) -> None:
    hold(house, replace(SEARCH, selectors=(ROLE,)), LOG_IN)
    known = await lookup(house).get(PAGE, strategies=frozenset({Strategy.CSS}))
    assert [(one.entry.query.element, one.selectors) for one in known.found] == [("Log in", (CSS,))]


async def test_page_counts_no_lookup(house: House) -> None:
    hold(house, SEARCH)
    for _ in range(2):
        await lookup(house).get(PAGE)
    assert (house.counters.hits, house.counters.misses) == ([], 0)


async def test_page_of_more_than_are_told_is_truncated_and_never_taken_for_all(
    house: House,
) -> None:
    queries = [replace(QUERY, ordinal=n) for n in range(MAX_PAGE_ENTRIES + 1)]
    hold(house, *(entry(query) for query in queries))
    for _ in range(2):
        known = await lookup(house).get(PAGE)
        assert (len(known.found), known.truncated) == (MAX_PAGE_ENTRIES, True)
        assert outcomes(known)[-1] == ("postgres", Outcome.HIT)
    await house.store.remove(key_of(queries[0]))
    known = await lookup(house).get(PAGE)
    assert (len(known.found), known.truncated) == (MAX_PAGE_ENTRIES, False)


async def test_page_that_the_fast_tier_has_needs_no_durable_one(house: House) -> None:
    hold(house, SEARCH)
    await lookup(house).get(PAGE)
    house.durable.down = True
    assert elements(await lookup(house).get(PAGE)) == {"Search"}


async def test_page_without_the_fast_tier_comes_from_the_durable_one(house: House) -> None:
    hold(house, SEARCH)
    house.fast.down = True
    known = await lookup(house).get(PAGE)
    assert elements(known) == {"Search"}
    assert outcomes(known) == [("redis", Outcome.ERROR), ("postgres", Outcome.HIT)]


async def test_page_that_nobody_can_tell_is_a_failure_that_says_who(house: House) -> None:
    house.durable.down = True
    with pytest.raises(TierUnavailableError, match="postgres"):
        await lookup(house).get(PAGE)
    house.fast.down = True
    with pytest.raises(AllTiersUnavailableError, match=r"redis.*postgres"):
        await lookup(house).get(PAGE)
    house.durable.error = TierBusyError("postgres", "all in use")
    with pytest.raises(TierBusyError):
        await lookup(house).get(PAGE)


async def test_frozen_daemon_tells_a_page_and_fills_none() -> None:
    house = House(policy=Policy(frozen=True))
    hold(house, SEARCH)
    assert elements(await lookup(house).get(PAGE)) == {"Search"}
    assert house.fast.calls == ["page"]
