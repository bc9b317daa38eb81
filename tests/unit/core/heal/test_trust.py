"""What of the fast tier may be served, and what is done so that it is soon right again."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from pacts_daemon.core.answers import Found
from pacts_daemon.core.calls.time_left import limited_to, time_left_s
from pacts_daemon.core.consistency.keeper import TrustKeeper
from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Draft, Entry, Outcome
from pacts_daemon.core.walk import Lookup
from tests.support.fakes.switches import POSTGRES, REDIS
from tests.unit.core.conftest import House
from tests.unit.core.scripted import CSS, QUERY, ROLE, entry

KEY = key_of(QUERY)
OTHER = key_of(replace(QUERY, element="other"))


@pytest.fixture
def trust(house: House) -> FastTrust:
    house.trust = FastTrust()
    return house.trust


@pytest.fixture
def keeper(house: House, trust: FastTrust) -> TrustKeeper:
    return TrustKeeper(house.fast, house.durable, trust, house.clock)


async def test_turn_learns_the_epoch_and_marks_the_fast_tier(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    assert trust.doubt(KEY)
    await keeper.turn()
    assert not trust.doubt(KEY)
    assert house.fast.marked.epoch == trust.epoch == house.durable.epoch
    before = trust.epoch
    await keeper.turn()
    assert trust.epoch == before


async def test_turn_with_another_incarnation_begins_an_epoch(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    await keeper.turn()
    before = trust.epoch
    house.fast.incarnation = "restarted"
    await keeper.turn()
    assert trust.epoch > before
    house.fast.incarnation = "first"  # another replica's, which is known
    await keeper.turn()
    assert trust.epoch == before + 1


async def test_turn_with_a_fast_tier_that_went_back_begins_an_epoch(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    await keeper.turn()
    old = house.fast.marked
    await keeper.turn()
    before = trust.epoch
    house.fast.marked = old
    await keeper.turn()
    assert trust.epoch > before


async def test_turn_with_a_durable_tier_that_went_back_begins_an_epoch(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    await keeper.turn()
    before, house.durable.beats = trust.epoch, 1
    await keeper.turn()
    assert trust.epoch > before
    assert house.durable.beats > house.fast.marked.beat - 1


async def test_first_turn_knows_from_the_fast_tier_that_the_durable_one_went_back(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    for _ in range(3):
        await keeper.turn()
    before, house.durable.beats = trust.epoch, 1
    started = FastTrust()
    await TrustKeeper(house.fast, house.durable, started, house.clock).turn()
    assert started.epoch > before


async def test_turn_without_the_durable_tier_trusts_what_is_marked_under_this_incarnation(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    await keeper.turn()
    house.durable.down = True
    started = FastTrust()
    fresh = TrustKeeper(house.fast, house.durable, started, house.clock)
    with pytest.raises(TierUnavailableError):
        await fresh.turn()
    assert started.epoch == trust.epoch
    house.fast.incarnation = "restarted"
    started = FastTrust()
    fresh = TrustKeeper(house.fast, house.durable, started, house.clock)
    with pytest.raises(TierUnavailableError):
        await fresh.turn()
    assert started.doubt_of_all


async def test_turn_without_the_fast_tier_still_learns_of_suspects(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    await keeper.turn()
    await house.durable.save(Draft(QUERY, (CSS,)), retention_s=60)
    house.clock.turn(1)
    house.fast.down = True
    with pytest.raises(TierUnavailableError):
        await keeper.turn()
    assert trust.doubt(KEY)
    assert not trust.doubt(OTHER)


async def test_turn_while_frozen_changes_nothing(house: House, trust: FastTrust) -> None:
    keeper = TrustKeeper(house.fast, house.durable, trust, house.clock, is_frozen=True)
    await keeper.turn()
    assert trust.doubt_of_all
    assert (house.durable.epoch, house.durable.beats, house.fast.marked.beat) == (1, 1, 0)
    house.durable.incarnations.add("first")
    await keeper.turn()
    assert trust.epoch == 1


async def test_removal_that_could_not_be_told_is_not_served_from_the_fast_tier(
    house: House, keeper: TrustKeeper, trust: FastTrust
) -> None:
    await keeper.turn()
    await house.store.save(Draft(QUERY, (CSS,)))
    house.fast.unwritable = frozenset({KEY})
    house.fast.held[KEY] = house.durable.held[KEY]
    await house.store.remove(KEY)
    assert trust.doubt(KEY)
    house.clock.turn(1)
    await keeper.turn()
    assert trust.doubt(KEY)
    house.fast.unwritable = frozenset()
    await house.store.replay()
    assert not trust.doubt(KEY)
    assert KEY not in house.fast.held


async def test_note_that_is_refused_does_not_keep_others_from_being_told(house: House) -> None:
    house.fast.down = True
    await house.store.save(Draft(QUERY, (CSS,)))
    await house.store.save(Draft(replace(QUERY, element="other"), (CSS,)))
    house.fast.down = False
    house.fast.unwritable = frozenset({KEY})
    replayed = await house.store.replay()
    assert (replayed.told, replayed.refused) == (1, 1)
    assert list(house.durable.outbox) == [KEY]
    assert OTHER in house.fast.held


async def test_get_of_an_unconfirmed_entry_asks_the_durable_tier(house: House) -> None:
    saved = await house.store.save(Draft(QUERY, (CSS,)))
    house.fast.unconfirmed.add(KEY)
    answer = await house.resolver.get(QUERY)
    assert isinstance(answer, Found)
    assert answer.source == POSTGRES
    assert [visit.outcome for visit in answer.trail] == [Outcome.STALE, Outcome.HIT]
    assert house.fast.held[KEY] == saved


async def test_get_of_an_unconfirmed_entry_is_served_while_the_durable_tier_is_away(
    house: House,
) -> None:
    saved = await house.store.save(Draft(QUERY, (CSS,)))
    house.fast.unconfirmed.add(KEY)
    house.durable.down = True
    one = await house.resolver.get(QUERY)
    (many,) = await house.resolver.get_all([Lookup(QUERY)])
    for answer in (one, many):
        assert isinstance(answer, Found)
        assert (answer.source, answer.entry) == (REDIS, saved)
        assert "not confirmed" in answer.trail[-1].reason


async def test_get_tells_nothing_that_was_read_in_an_epoch_that_has_ended(
    house: House, trust: FastTrust
) -> None:
    trust.epoch = 1
    house.durable.held[KEY] = entry()
    resolver = house.resolver
    house.durable.gate.clear()
    asked = asyncio.create_task(resolver.get(QUERY))
    while "lookup" not in house.durable.calls:
        await asyncio.sleep(0)
    trust.epoch = 2
    house.durable.gate.set()
    assert isinstance(await asked, Found)
    await resolver.settled()
    assert KEY not in house.fast.held


async def test_get_tells_the_fast_tier_in_its_own_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.durable.held[KEY] = entry()
    left: list[float | None] = []
    store = house.fast.store

    async def noted(key: Key, known: Entry) -> bool:
        left.append(time_left_s())
        return await store(key, known)

    monkeypatch.setattr(house.fast, "store", noted)
    resolver = house.resolver
    with limited_to(5):
        await resolver.get(QUERY)
    await resolver.settled()
    assert left == [None]


@pytest.mark.parametrize("known", ["older", "none"])
async def test_get_sets_the_fast_tier_right_where_the_durable_one_went_back(
    house: House, known: str
) -> None:
    older = await house.store.save(Draft(QUERY, (CSS,)))
    newer = replace(older, version=5, selectors=(ROLE,))
    house.fast.held[KEY] = newer
    if known == "none":
        del house.durable.held[KEY]
    house.fast.unconfirmed.add(KEY)
    answer = await house.resolver.get(QUERY)
    assert isinstance(answer, Found) is (known == "older")
    assert house.fast.held.get(KEY) == (older if known == "older" else None)
