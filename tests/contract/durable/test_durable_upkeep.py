"""Outbox, purge and leases of every durable tier: `core.ports.DurableTier`."""

import asyncio

import pytest

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import Removal
from tests.support.backends.harnesses import DurableHarness
from tests.support.builders import a_query

KEY = key_of(a_query())


async def test_outbox_holds_each_change_until_it_is_settled(durable: DurableHarness) -> None:
    tier = await durable.open()
    first = await durable.put(tier, a_query(element="first"))
    durable.clock.turn(1)
    second = await durable.put(tier, a_query(element="second"))
    durable.clock.turn(1)
    gone = await durable.put(tier, a_query(element="gone"))
    ((removal),) = await tier.remove(key_of(gone.query))
    notes = await tier.unsettled(10)
    assert notes == [
        (key_of(first.query), first),
        (key_of(second.query), second),
        (removal.key, removal),
    ]
    assert await tier.unsettled(2) == notes[:2]
    await tier.settle([Removal(key, change.version) for key, change in notes])
    assert await tier.unsettled(10) == []


async def test_settle_of_an_older_version_leaves_the_newer_note(durable: DurableHarness) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query())
    newer = await durable.put(tier, a_query())
    await tier.settle([Removal(KEY, 1)])
    assert await tier.unsettled(10) == [(KEY, newer)]
    await tier.settle([])


async def test_note_that_was_told_under_an_epoch_that_has_ended_stays(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    before = await tier.beat("a Redis", None)
    entry = await durable.put(tier, a_query())
    after = await tier.beat("another Redis", before)
    assert after.epoch > before.epoch
    known = [Removal(KEY, entry.version)]
    await tier.settle(known, before.epoch)
    assert await tier.unsettled(10) == [(KEY, entry)]
    await tier.settle(known, after.epoch)
    assert await tier.unsettled(10) == []


@pytest.mark.parametrize("is_purged", [False, True])
async def test_outbox_tells_of_an_expired_entry_as_a_removal(
    durable: DurableHarness, is_purged: bool
) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query(), life_s=60)
    durable.clock.turn(60)
    if is_purged:
        await tier.purge()
    assert await tier.unsettled(10) == [(KEY, Removal(KEY, 1))]


async def test_purge_deletes_what_is_past_its_expiry_and_counts_it(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query(element="short"), life_s=60)
    kept = await durable.put(tier, a_query(), life_s=61)
    durable.clock.turn(60)
    assert await tier.purge() == 1
    assert await tier.lookup(key_of(a_query(element="short"))) is None
    assert await tier.lookup(KEY) == kept
    assert await tier.purge() == 0


async def test_purge_keeps_a_removal_for_a_day_so_that_versions_go_on(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query())
    removals = await tier.remove(KEY)
    await tier.settle(removals)
    durable.clock.turn(24 * 3600 - 1)
    assert await tier.purge() == 0
    assert (await durable.put(tier, a_query())).version == 3


async def test_purge_forgets_an_old_removal_once_it_is_settled(durable: DurableHarness) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query())
    removals = await tier.remove(KEY)
    durable.clock.turn(24 * 3600)
    await tier.purge()
    assert await tier.unsettled(10) == [(KEY, removals[0])]
    await tier.settle(removals)
    assert await tier.purge() == 0
    assert (await durable.put(tier, a_query())).version == 1


async def test_purge_keeps_an_old_removal_that_is_unsettled_so_that_versions_go_on(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    await durable.put(tier, a_query())
    await tier.remove(KEY)
    durable.clock.turn(2 * 24 * 3600)
    assert await tier.purge() == 0
    assert (await durable.put(tier, a_query())).version == 3


async def test_lease_is_held_by_one_and_free_again_afterwards(durable: DurableHarness) -> None:
    ours, theirs = await durable.open(), await durable.open()
    async with ours.lease("purge", 30) as first:
        async with theirs.lease("purge", 30) as second, theirs.lease("other", 30) as other:
            assert (first, second, other) == (True, False, True)
        async with theirs.lease("purge", 30) as third:
            assert third is False
    async with theirs.lease("purge", 30) as fourth:
        assert fourth is True


async def test_lease_runs_out_and_its_old_holder_cannot_release_the_new_one(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    old = tier.lease("purge", 30)
    assert await old.__aenter__()
    durable.clock.turn(30)
    async with tier.lease("purge", 30) as new:
        assert new is True
        await old.__aexit__(None, None, None)
        async with tier.lease("purge", 30) as third:
            assert third is False


async def test_lease_is_free_after_an_error_inside(durable: DurableHarness) -> None:
    tier = await durable.open()
    with pytest.raises(ValueError, match="inside"):
        async with tier.lease("purge", 30):
            raise ValueError("inside")
    async with tier.lease("purge", 30) as ours:
        assert ours is True


async def test_lease_wanted_by_many_at_once_is_held_by_one(durable: DurableHarness) -> None:
    tiers = [await durable.open() for _ in range(2)]
    leases = [tiers[n % 2].lease("purge", 30) for n in range(12)]
    held = await asyncio.gather(*(lease.__aenter__() for lease in leases))
    assert sum(held) == 1
