"""What holds for every tier: `core.ports.Tier`."""

from collections.abc import Callable
from typing import Any

import pytest

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import Stale
from tests.support.backends.harnesses import KEEPING_BYTES, Harness
from tests.support.builders import a_query

KEY = key_of(a_query())

only_keeping_bytes = pytest.mark.parametrize("harness", KEEPING_BYTES, indirect=True)


async def test_lookup_of_an_unknown_key_misses(harness: Harness[Any]) -> None:
    tier = await harness.open()
    assert await tier.lookup(KEY) is None


async def test_lookup_of_a_kept_entry_returns_all_of_it(harness: Harness[Any]) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query())
    assert await tier.lookup(KEY) == entry


async def test_lookup_of_a_neighbouring_query_misses(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query())
    assert await tier.lookup(key_of(a_query(ordinal=2))) is None


async def test_lookup_all_answers_each_key_in_order(harness: Harness[Any]) -> None:
    tier = await harness.open()
    queries = [a_query(element=f"Search {number}") for number in range(4)]
    first = await harness.put(tier, queries[0])
    third = await harness.put(tier, queries[2])
    keys = [key_of(queries[number]) for number in (2, 1, 0, 2)]
    assert await tier.lookup_all(keys) == [third, None, first, third]


async def test_lookup_all_of_nothing_is_nothing(harness: Harness[Any]) -> None:
    tier = await harness.open()
    assert await tier.lookup_all([]) == []


async def test_lookup_all_at_the_expiry_is_stale_for_that_key_only(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query(), life_s=60)
    lasting = await harness.put(tier, a_query(ordinal=2), life_s=120)
    harness.clock.turn(60)
    old, kept = await tier.lookup_all([KEY, key_of(a_query(ordinal=2))])
    assert isinstance(old, Stale)
    assert kept == lasting


async def test_lookup_all_takes_as_many_as_a_batch_may_have(harness: Harness[Any]) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query())
    keys = [key_of(a_query(element=f"Search {number}")) for number in range(499)]
    assert await tier.lookup_all([*keys, KEY]) == [None] * 499 + [entry]


async def test_put_over_an_entry_serves_the_newer_one(harness: Harness[Any]) -> None:
    tier = await harness.open()
    first = await harness.put(tier, a_query())
    second = await harness.put(tier, a_query())
    assert second.version == first.version + 1
    assert await tier.lookup(KEY) == second


async def test_lookup_just_before_the_expiry_hits(harness: Harness[Any]) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query(), life_s=60)
    harness.clock.turn(59.999)
    assert await tier.lookup(KEY) == entry


async def test_lookup_at_the_expiry_is_stale(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query(), life_s=60)
    harness.clock.turn(60)
    known = await tier.lookup(KEY)
    assert isinstance(known, Stale)
    assert known.expired


async def test_lookup_repeated_never_extends_the_life_of_an_entry(harness: Harness[Any]) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query(), life_s=60)
    for _ in range(3):
        harness.clock.turn(19)
        assert await tier.lookup(KEY) == entry
    harness.clock.turn(3)
    assert not isinstance(await tier.lookup(KEY), Entry)


async def test_invalidate_of_one_entry_leaves_the_others(harness: Harness[Any]) -> None:
    tier = await harness.open()
    gone = await harness.put(tier, a_query())
    kept = await harness.put(tier, a_query(element="Log in"))
    await harness.invalidate(tier, gone)
    assert await tier.lookup(KEY) is None
    assert await tier.lookup(key_of(kept.query)) == kept


async def test_put_after_an_invalidation_is_served_with_a_higher_version(
    harness: Harness[Any],
) -> None:
    tier = await harness.open()
    gone = await harness.put(tier, a_query())
    await harness.invalidate(tier, gone)
    again = await harness.put(tier, a_query())
    assert again.version > gone.version + 1
    assert await tier.lookup(KEY) == again


@only_keeping_bytes
@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(lambda value: value[:-7], id="truncated"),
        pytest.param(lambda value: value[:10], id="header-only"),
        pytest.param(lambda value: value[:4], id="half-a-header"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\xff" * 64, id="noise"),
        pytest.param(lambda value: value[:10] + b"\xff" * 64, id="noise-after-the-header"),
        pytest.param(lambda value: value[:9] + b"\x07" + value[10:], id="unknown-flag"),
    ],
)
async def test_lookup_of_damaged_bytes_is_stale_until_put_again(
    harness: Harness[Any], damaged: Callable[[bytes], bytes]
) -> None:
    tier = await harness.open()
    await harness.damage(await harness.put(tier, a_query()), damaged)
    known = await tier.lookup(KEY)
    assert isinstance(known, Stale)
    assert not known.expired
    again = await harness.put(tier, a_query())
    assert await tier.lookup(KEY) == again


@only_keeping_bytes
async def test_lookup_of_an_unknown_format_version_is_stale(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await harness.damage(await harness.put(tier, a_query()), lambda value: b"\x63" + value[1:])
    known = await tier.lookup(KEY)
    assert isinstance(known, Stale)
    assert not known.expired
    assert known.reason.startswith("format 99 cannot be read, only format ")


async def test_ping_of_a_tier_that_works_returns(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await tier.ping()


async def test_close_twice_is_harmless(harness: Harness[Any]) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query())
    await tier.close()
    await tier.close()
