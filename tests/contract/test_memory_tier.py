"""What only the memory tier can be asked: its clock is turned, its size is bounded."""

import pytest

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import Removal
from tests.support.backends.harnesses import TTL_S, MemoryHarness
from tests.support.builders import a_query, an_entry

KEY = key_of(a_query())


@pytest.fixture
def harness() -> MemoryHarness:
    return MemoryHarness(max_entries=3)


async def test_lookup_at_the_end_of_the_ttl_misses(harness: MemoryHarness) -> None:
    tier = await harness.open()
    await harness.put(tier, a_query())
    harness.clock.turn(TTL_S)
    assert await tier.lookup(KEY) is None


async def test_lookup_slides_the_ttl(harness: MemoryHarness) -> None:
    tier = await harness.open()
    entry = await harness.put(tier, a_query())
    for _ in range(4):
        harness.clock.turn(TTL_S - 1)
        assert await tier.lookup(KEY) == entry


async def test_removal_is_forgotten_after_the_ttl(harness: MemoryHarness) -> None:
    tier = await harness.open()
    await tier.tell([(KEY, Removal(KEY, 5))])
    harness.clock.turn(TTL_S - 1)
    assert await tier.lookup(KEY) is None
    harness.clock.turn(1)
    assert await tier.store(KEY, an_entry(harness.clock.now(), version=1))


async def test_store_beyond_the_bound_forgets_what_was_used_longest_ago(
    harness: MemoryHarness,
) -> None:
    tier = await harness.open()
    for n in range(3):
        await harness.put(tier, a_query(ordinal=n))
    await tier.lookup(key_of(a_query(ordinal=0)))
    await harness.put(tier, a_query(ordinal=3))
    assert await tier.lookup(key_of(a_query(ordinal=1))) is None
    assert await tier.lookup(key_of(a_query(ordinal=0))) is not None
