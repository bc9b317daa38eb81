"""What the fast tier could not be told is told again, without the durable tier."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from pacts_daemon.core.consistency.retelling import KEPT_S, MAX_KEPT, Retelling
from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Draft
from pacts_daemon.core.ports import ListFilter, Removal
from tests.support.fakes.switches import REDIS
from tests.unit.core.conftest import House
from tests.unit.core.scripted import CSS, QUERY, ROLE

KEY = key_of(QUERY)
OLD, NEW = Draft(QUERY, (CSS,)), Draft(QUERY, (ROLE,))


@pytest.fixture
def trust(house: House) -> FastTrust:
    house.trust = FastTrust(epoch=1)
    house.durable.epoch = 1
    return house.trust


async def missed_a_removal(house: House) -> None:
    """Save, then remove while the fast tier is away: it goes on holding what was saved."""
    await house.store.save(OLD)
    house.fast.down = True
    assert await house.store.remove(KEY) == 1
    house.fast.down = False
    assert KEY in house.fast.held


async def test_missed_removal_is_told_again_while_the_durable_tier_is_away(
    house: House, trust: FastTrust
) -> None:
    await missed_a_removal(house)
    assert trust.doubt(KEY)
    house.durable.down = True
    assert await house.store.retell() == 1
    assert KEY not in house.fast.held
    assert not trust.doubt(KEY)
    assert house.durable.outbox == {KEY: 2}, "it could not be settled, and is left to a replay"


async def test_missed_save_is_told_again_and_settled(house: House, trust: FastTrust) -> None:
    await house.store.save(OLD)
    house.fast.down = True
    saved = await house.store.save(NEW)
    house.fast.down = False
    assert await house.store.retell() == 1
    assert house.fast.held[KEY] == saved
    await house.store.settled()
    assert not house.durable.outbox
    assert await house.store.retell() == 0


async def test_missed_sweep_is_told_again(house: House, trust: FastTrust) -> None:
    queries = [replace(QUERY, element=f"e{n}") for n in range(3)]
    for query in queries:
        await house.store.save(Draft(query, (CSS,)))
    house.fast.down = True
    assert await house.store.remove_all(ListFilter()) == 3
    house.fast.down = False
    assert await house.store.retell() == 3
    assert not house.fast.held


async def test_retell_while_the_fast_tier_is_away_raises_nothing_and_keeps_it(
    house: House, trust: FastTrust
) -> None:
    await missed_a_removal(house)
    house.fast.down = True
    assert await house.store.retell() == 0
    assert trust.doubt(KEY)
    house.fast.down = False
    assert await house.store.retell() == 1


async def test_what_the_fast_tier_refuses_is_told_the_next_time(
    house: House, trust: FastTrust
) -> None:
    await missed_a_removal(house)
    house.fast.unwritable = frozenset({KEY})
    assert await house.store.retell() == 0
    assert trust.doubt(KEY)
    house.fast.unwritable = frozenset()
    assert await house.store.retell() == 1


async def test_missed_change_of_another_epoch_is_not_told(house: House, trust: FastTrust) -> None:
    await missed_a_removal(house)
    trust.epoch = 2
    assert await house.store.retell() == 0
    trust.epoch = 1
    assert await house.store.retell() == 0, "it is forgotten"


async def test_missed_change_is_left_to_the_outbox_after_a_while(
    house: House, trust: FastTrust
) -> None:
    await missed_a_removal(house)
    house.clock.turn(KEPT_S)
    assert await house.store.retell() == 0
    await house.store.replay()
    assert KEY not in house.fast.held


async def test_older_change_that_is_told_late_leaves_a_newer_missed_one_in_doubt(
    house: House, trust: FastTrust, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> bool:
        raise TierUnavailableError(REDIS, "no answer in time")

    house.fast.gate.clear()
    early = asyncio.create_task(house.store.save(OLD))
    while "store" not in house.fast.calls:
        await asyncio.sleep(0)
    with monkeypatch.context() as patched:
        patched.setattr(house.fast, "store", away)
        await house.store.save(NEW)
    house.fast.gate.set()
    assert (await early).version == 1
    assert trust.doubt(KEY)
    assert await house.store.retell() == 1
    assert not trust.doubt(KEY)


async def test_newest_missed_changes_are_kept(house: House) -> None:
    retelling = Retelling(house.fast, house.clock)
    keys = [Key(f"k{n}") for n in range(MAX_KEPT + 5)]
    retelling.keep([(key, Removal(key, 1)) for key in keys], epoch=1)
    retelling.keep([(keys[-1], Removal(keys[-1], 3)), (keys[-1], Removal(keys[-1], 2))], epoch=1)
    told = await retelling.tell(1)
    assert [one.key for one in told] == keys[5:]
    assert told[-1].version == 3
