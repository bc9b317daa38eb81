"""What holds for every fast tier: `core.ports.FastTier`."""

import asyncio
import random

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import Removal
from tests.support.backends.harnesses import FastHarness
from tests.support.builders import a_query, an_entry

QUERY = a_query()
KEY = key_of(QUERY)
OTHER = a_query(ordinal=7)


async def test_store_of_an_older_version_is_refused(fast: FastHarness) -> None:
    tier = await fast.open()
    newer = an_entry(fast.clock.now(), version=256)
    assert await tier.store(KEY, newer)
    assert not await tier.store(KEY, an_entry(fast.clock.now(), version=255))
    assert await tier.lookup(KEY) == newer


async def test_store_of_the_same_version_is_kept(fast: FastHarness) -> None:
    tier = await fast.open()
    await tier.store(KEY, an_entry(fast.clock.now(), version=2))
    again = an_entry(fast.clock.now(), version=2, successes=9)
    assert await tier.store(KEY, again)
    assert await tier.lookup(KEY) == again


async def test_store_keeps_what_an_entry_says_of_its_page_and_heal(fast: FastHarness) -> None:
    tier = await fast.open()
    entry = an_entry(
        fast.clock.now(), snapshot_id=b"\x00\xff" * 8, place="/html", heal_id="0a" * 16
    )
    assert await tier.store(KEY, entry)
    assert await tier.lookup(KEY) == entry


async def test_tell_keeps_each_entry_unless_a_newer_one_is_held(fast: FastHarness) -> None:
    tier = await fast.open()
    newer = an_entry(fast.clock.now(), version=9)
    await tier.store(KEY, newer)
    other = an_entry(fast.clock.now(), version=1)
    await tier.tell([(KEY, an_entry(fast.clock.now(), version=8)), (key_of(OTHER), other)])
    assert await tier.lookup_all([KEY, key_of(OTHER)]) == [newer, other]


async def test_tell_of_an_expired_entry_keeps_the_others(fast: FastHarness) -> None:
    tier = await fast.open()
    expired = an_entry(fast.clock.now(), expires_at=fast.clock.now())
    kept = an_entry(fast.clock.now())
    await tier.tell([(KEY, expired), (key_of(OTHER), kept)])
    assert await tier.lookup_all([KEY, key_of(OTHER)]) == [None, kept]


async def test_store_of_an_expired_entry_is_refused(fast: FastHarness) -> None:
    tier = await fast.open()
    assert not await tier.store(KEY, an_entry(fast.clock.now(), life_s=0))
    assert await tier.lookup(KEY) is None


async def test_store_below_a_removal_is_refused(fast: FastHarness) -> None:
    tier = await fast.open()
    await tier.tell([(KEY, Removal(KEY, 5))])
    assert not await tier.store(KEY, an_entry(fast.clock.now(), version=4))
    assert await tier.lookup(KEY) is None
    assert await tier.store(KEY, an_entry(fast.clock.now(), version=6))


async def test_removal_below_a_newer_version_leaves_it(fast: FastHarness) -> None:
    tier = await fast.open()
    newer = an_entry(fast.clock.now(), version=7)
    await tier.store(KEY, newer)
    await tier.tell([(KEY, Removal(KEY, 6))])
    assert await tier.lookup(KEY) == newer


async def test_removal_below_a_newer_removal_leaves_it(fast: FastHarness) -> None:
    tier = await fast.open()
    await tier.tell([(KEY, Removal(KEY, 9)), (KEY, Removal(KEY, 3))])
    assert not await tier.store(KEY, an_entry(fast.clock.now(), version=8))


async def test_removal_of_more_than_a_batch_removes_all(fast: FastHarness) -> None:
    tier = await fast.open()
    last = a_query(element="last")
    await tier.store(key_of(last), an_entry(fast.clock.now(), last))
    keys = [*(key_of(a_query(ordinal=n)) for n in range(700)), key_of(last)]
    assert not await tier.tell([(key, Removal(key, 2)) for key in keys])
    assert await tier.lookup(key_of(last)) is None


async def test_tell_of_nothing_is_harmless(fast: FastHarness) -> None:
    tier = await fast.open()
    assert not await tier.tell([])


async def test_clear_forgets_every_key_and_counts_them(fast: FastHarness) -> None:
    tier = await fast.open()
    for n in range(3):
        await fast.put(tier, a_query(ordinal=n))
    assert await tier.clear() == 3
    assert await tier.lookup(key_of(a_query(ordinal=1))) is None
    assert await tier.clear() == 0


async def test_store_by_many_at_once_ends_with_the_newest(fast: FastHarness) -> None:
    tiers = [await fast.open() for _ in range(3)]
    versions = list(range(1, 61))
    random.Random(7).shuffle(versions)
    await asyncio.gather(
        *(
            tiers[version % 3].store(KEY, an_entry(fast.clock.now(), version=version))
            for version in versions
        )
    )
    assert await tiers[0].lookup(KEY) == an_entry(fast.clock.now(), version=60)
