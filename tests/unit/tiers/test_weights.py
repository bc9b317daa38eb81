"""What is remembered in the process is bounded by bytes, not by number alone."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry, Selector, Strategy
from pacts_daemon.rpc import responses
from pacts_daemon.tiers.memory import MemoryTier
from pacts_daemon.tiers.redis.near import NearCache
from pacts_daemon.tiers.redis.values import Stamped
from pacts_daemon.tiers.weights import WeighedCache, weight_of
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock

MIB = 1024 * 1024


def large(number: int, clock: TurnedClock) -> Entry:
    """Return an entry of some 300 KB."""
    selectors = tuple(
        Selector(Strategy.CSS, f"#s{number}-{one}-".ljust(8192, "x")) for one in range(32)
    )
    query = replace(a_query(), element=f"Element {number}")
    return replace(an_entry(clock.now()), query=query, selectors=selectors)


def memory_of(entry: Entry) -> int:
    said = entry.descriptor
    texts = [*said.attributes.values(), *said.neighbourhood, said.name, said.label, said.text]
    held = (entry, *entry.fingerprints, *texts, responses._FORMS.of(entry))
    return sum(sys.getsizeof(one) for one in held) + sum(
        sys.getsizeof(one) + sys.getsizeof(one.value) for one in entry.selectors
    )


def test_weight_is_about_what_an_entry_takes_with_its_form() -> None:
    for entry in (large(1, TurnedClock()), an_entry(TurnedClock().now())):
        assert memory_of(entry) < weight_of(entry) < memory_of(entry) + 8192


async def test_memory_tier_keeps_large_entries_within_its_bytes() -> None:
    clock = TurnedClock()
    tier = MemoryTier(clock, ttl_s=60, max_entries=10_000, max_bytes=4 * MIB)
    entries = [large(number, clock) for number in range(40)]
    for entry in entries:
        await tier.store(key_of(entry.query), entry)
    known = [await tier.lookup(key_of(entry.query)) for entry in entries]
    kept = [entry for entry in known if isinstance(entry, Entry)]
    assert 5 <= len(kept) < 8
    assert known[-1] == entries[-1]
    assert known[0] is None


async def test_near_cache_keeps_large_entries_within_its_bytes() -> None:
    near, clock = NearCache(10_000, max_bytes=4 * MIB), TurnedClock()
    near.told_until(float("inf"))
    keys = [key_of(large(number, clock).query) for number in range(40)]
    with near.loading(keys) as load:
        for number, key in enumerate(keys):
            near.keep(load, key, Stamped(1, 0, large(number, clock)))
    assert 5 <= sum(near.get(key) is not None for key in keys) < 8


@pytest.mark.parametrize("held_before", [False, True])
def test_value_that_alone_is_too_much_is_not_held(held_before: bool) -> None:
    cache: WeighedCache[str, int] = WeighedCache(10, 100, lambda value: value)
    if held_before:
        cache["a"] = 5
    cache["a"] = 101
    assert "a" not in cache


def test_cache_is_bounded_by_number_as_well() -> None:
    cache: WeighedCache[int, int] = WeighedCache(3, 100, lambda value: value)
    for number in range(5):
        cache[number] = 1
    assert sorted(cache) == [2, 3, 4]
