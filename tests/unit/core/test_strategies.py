"""A caller's runner understands some strategies only, and is answered with those."""

from __future__ import annotations

from dataclasses import replace

from pacts_daemon.core.answers import Found, Missed
from pacts_daemon.core.heal.model import HealMode, HealRules
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft, MissReason, Outcome, Selector, Strategy
from pacts_daemon.core.walk import Lookup
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, CSS, QUERY, ROLE, entry

KEY = key_of(QUERY)
ONLY_CSS, ONLY_ROLE = frozenset({Strategy.CSS}), frozenset({Strategy.ROLE})
ONLY_TEXT = frozenset({Strategy.TEXT})
BY_ROLE = entry(selectors=(ROLE,))


async def test_get_answers_only_the_strategies_asked_for_in_their_order(house: House) -> None:
    house.durable.held[KEY] = entry()
    found = await house.resolver.get(QUERY, strategies=ONLY_ROLE)
    both = await house.resolver.get(QUERY, strategies=ONLY_ROLE | ONLY_CSS)
    anything = await house.resolver.get(QUERY)
    assert isinstance(found, Found)
    assert isinstance(both, Found)
    assert isinstance(anything, Found)
    assert found.selectors == (ROLE,)
    assert both.selectors == anything.selectors == (CSS, ROLE)


async def test_answer_to_some_strategies_warms_the_fast_tier_with_all(house: House) -> None:
    house.durable.held[KEY] = entry()
    resolver = house.resolver
    await resolver.get(QUERY, strategies=ONLY_ROLE)
    await resolver.settled()
    assert house.fast.held[KEY] == entry()


async def test_entry_of_other_strategies_is_a_miss_and_stays(house: House) -> None:
    house.durable.held[KEY] = house.fast.held[KEY] = BY_ROLE
    missed = await house.resolver.get(QUERY, strategies=ONLY_CSS)
    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.NO_STRATEGY
    assert [visit.outcome for visit in missed.trail[:2]] == [Outcome.STALE, Outcome.STALE]
    assert house.durable.held[KEY] == house.fast.held[KEY] == BY_ROLE
    assert (house.counters.hits, house.counters.misses) == ([], 1)


async def test_entry_of_other_strategies_is_looked_for_by_what_identifies_it(house: House) -> None:
    house.durable.held[KEY] = BY_ROLE
    house.discovery.result = Draft(QUERY, (ROLE, CSS), fingerprints=(b"page-1",))
    found = await house.resolver.get(QUERY, None, ACCESS, ONLY_CSS)
    assert isinstance(found, Found)
    assert found.selectors == (CSS,)
    assert house.discovery.before is not None
    assert house.discovery.before.entry == BY_ROLE
    kept = house.durable.held[KEY]
    assert kept == found.entry
    assert kept.selectors == (ROLE, CSS)
    assert house.counters.misses == 1


async def test_entry_of_other_strategies_stays_where_healing_is_refused(house: House) -> None:
    for refused, rules in (
        (replace(BY_ROLE, never_heal=True), HealRules()),
        (BY_ROLE, HealRules(mode=HealMode.OFF)),
    ):
        house = House(rules=rules)
        house.durable.held[KEY] = refused
        missed = await house.resolver.get(QUERY, None, ACCESS, ONLY_CSS)
        assert isinstance(missed, Missed)
        assert missed.reason is MissReason.NO_STRATEGY
        assert (house.discovery.calls, house.durable.held[KEY]) == (0, refused)
        assert house.counters.misses == 1


async def test_what_is_found_by_no_strategy_asked_for_is_saved_and_missed(house: House) -> None:
    for missed in (
        await house.resolver.get(QUERY, None, ACCESS, ONLY_TEXT),
        await house.resolver.resolve(QUERY, ACCESS, strategies=ONLY_TEXT),
    ):
        assert isinstance(missed, Missed)
        assert missed.reason is MissReason.NO_STRATEGY
    found = await house.resolver.get(QUERY)
    assert isinstance(found, Found)
    assert found.selectors == (CSS,)


async def test_resolve_answers_only_the_strategies_asked_for(house: House) -> None:
    text = Selector(Strategy.TEXT, "Search")
    house.discovery.result = Draft(QUERY, (CSS, text))
    found = await house.resolver.resolve(QUERY, ACCESS, strategies=ONLY_TEXT)
    assert isinstance(found, Found)
    assert found.selectors == (text,)
    assert found.entry.selectors == (CSS, text)


async def test_each_lookup_of_a_batch_has_its_own_strategies(house: House) -> None:
    house.durable.held[KEY] = BY_ROLE
    asked = [Lookup(QUERY, strategies=each) for each in (ONLY_CSS, ONLY_ROLE, frozenset())]
    missed, *found = await house.resolver.get_all(asked)
    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.NO_STRATEGY
    assert [one.selectors for one in found if isinstance(one, Found)] == [(ROLE,), (ROLE,)]
