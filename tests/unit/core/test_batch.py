"""Many queries at once: each tier is asked once, and each item has its own answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.answers import Answer, Found, Missed
from pacts_daemon.core.errors import AllTiersUnavailableError, FrozenMissError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import MissReason, Outcome
from pacts_daemon.core.policy import Policy
from pacts_daemon.core.walk import Lookup
from tests.support.clock import TurnedClock
from tests.support.fakes.switches import POSTGRES, REDIS, Switches
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, QUERY, entry

QUERIES = [replace(QUERY, element=f"Search {number}") for number in range(5)]


def lookups(*numbers: int, evidence: bytes | None = None) -> list[Lookup]:
    return [Lookup(QUERIES[number], evidence) for number in numbers]


def hold(house: House, *numbers: int, fast: bool) -> None:
    held = house.fast.held if fast else house.durable.held
    for number in numbers:
        held[key_of(QUERIES[number])] = entry(QUERIES[number])


def asked(tier: Switches) -> list[str]:
    return [call for call in tier.calls if call.startswith("lookup_all")]


def stored(house: House) -> list[str]:
    return [call for call in house.fast.calls if call.startswith("tell")]


def said(answers: list[Answer | Exception]) -> list[str]:
    return [
        answer.source
        if isinstance(answer, Found)
        else answer.reason.value
        if isinstance(answer, Missed)
        else type(answer).__name__
        for answer in answers
    ]


async def test_get_all_asks_each_tier_once_for_what_is_missing(house: House) -> None:
    hold(house, 0, 3, fast=True)
    hold(house, 1, 4, fast=False)
    answers = await house.resolver.get_all(lookups(0, 1, 2, 3, 4))
    assert said([*answers]) == ["redis", "postgres", "unknown", "redis", "postgres"]
    assert (asked(house.fast), asked(house.durable)) == (["lookup_all 5"], ["lookup_all 3"])


async def test_trails_of_a_batch_say_how_long_each_tier_took_and_not_the_queries_before(
    house: House,
) -> None:
    class PassingClock(TurnedClock):
        def monotonic(self) -> float:
            self.turn(1)
            return super().monotonic()

    house.clock = PassingClock()
    hold(house, 0, 1, fast=True)
    hold(house, 2, 3, fast=False)
    answers = await house.resolver.get_all(lookups(0, 1, 2, 3))
    took = {(v.tier, v.elapsed_ms) for a in answers if isinstance(a, Found) for v in a.trail}
    assert took == {(REDIS, 1000.0), (POSTGRES, 1000.0)}


async def test_get_all_warms_the_fast_tier_in_one_go(house: House) -> None:
    hold(house, 0, 1, 2, fast=False)
    resolver = house.resolver
    await resolver.get_all(lookups(0, 1, 2))
    await resolver.settled()
    assert stored(house) == ["tell 3"]
    assert said([*await house.resolver.get_all(lookups(0, 1, 2))]) == ["redis"] * 3


async def test_get_all_counts_each_item_as_a_lookup(house: House) -> None:
    hold(house, 0, fast=True)
    hold(house, 1, fast=False)
    await house.resolver.get_all(lookups(0, 1, 2))
    assert (house.counters.hits, house.counters.misses) == ([REDIS, POSTGRES], 1)


async def test_get_all_gives_each_item_its_own_trail(house: House) -> None:
    hold(house, 0, fast=True)
    known, unknown = await house.resolver.get_all(lookups(0, 1))
    assert isinstance(known, Found)
    assert isinstance(unknown, Missed)
    assert [visit.outcome for visit in known.trail] == [Outcome.HIT]
    outcomes = [visit.outcome for visit in unknown.trail]
    assert outcomes == [Outcome.MISS, Outcome.MISS, Outcome.SKIPPED]


async def test_get_all_with_the_same_query_twice_answers_it_twice(house: House) -> None:
    hold(house, 0, fast=False)
    assert said([*await house.resolver.get_all(lookups(0, 0))]) == ["postgres", "postgres"]


async def test_get_all_with_fast_tier_down_answers_from_the_durable_one(house: House) -> None:
    hold(house, 0, 1, fast=False)
    house.fast.down = True
    answers = await house.resolver.get_all(lookups(0, 1))
    assert said([*answers]) == ["postgres", "postgres"]
    assert stored(house) == []


async def test_get_all_with_both_tiers_down_fails_item_by_item(house: House) -> None:
    house.fast.down = house.durable.down = True
    for answer in await house.resolver.get_all(lookups(0, 1)):
        assert isinstance(answer, AllTiersUnavailableError)
        assert answer.tiers == ("redis", "postgres")


async def test_get_all_with_drift_drops_that_item_only(house: House) -> None:
    hold(house, 0, 1, fast=True)
    hold(house, 0, 1, fast=False)
    drifted, same = await house.resolver.get_all(
        [*lookups(0, evidence=b"page-9"), *lookups(1, evidence=b"page-1")]
    )
    assert isinstance(drifted, Missed)
    assert drifted.reason is MissReason.DRIFTED
    assert isinstance(same, Found)
    assert set(house.durable.held) == {key_of(QUERIES[1])}


async def test_get_all_discovers_only_items_that_carry_access(house: House) -> None:
    answers = await house.resolver.get_all([Lookup(QUERY, None, ACCESS), *lookups(0)])
    assert said([*answers]) == ["discovery", "unknown"]
    assert house.discovery.calls == 1


async def test_get_all_while_frozen_fails_the_unknown_item_only(house: House) -> None:
    house.policy = Policy(frozen=True)
    hold(house, 0, fast=False)
    known, unknown = await house.resolver.get_all(lookups(0, 1))
    assert isinstance(known, Found)
    assert isinstance(unknown, FrozenMissError)
    assert stored(house) == []


@pytest.mark.parametrize("count", [0, 1])
async def test_get_all_of_few_asks_no_tier_without_need(house: House, count: int) -> None:
    hold(house, 0, fast=True)
    assert len(await house.resolver.get_all(lookups(*range(count)))) == count
    assert asked(house.durable) == []
