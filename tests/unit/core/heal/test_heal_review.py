"""What people decide on heals is carried out on what is stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from pacts_daemon.core.errors import (
    FrozenError,
    HealNotFoundError,
    HealStateError,
    TierUnavailableError,
)
from pacts_daemon.core.heal.model import HealMode, HealRecord, HealState
from pacts_daemon.core.heal.review import HealReview
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft, Entry
from pacts_daemon.core.policy import Policy
from tests.unit.core.conftest import House
from tests.unit.core.heal.test_heal_admission import NEW, healing
from tests.unit.core.scripted import ACCESS, CSS, QUERY

KEY = key_of(QUERY)
Decision = Callable[[HealReview, str, str], Awaitable[HealRecord]]
DECISIONS: list[Decision] = [HealReview.approve, HealReview.reject, HealReview.rollback]


async def healed(house: House, mode: HealMode = HealMode.AUTO) -> str:
    healing(house, mode)
    await house.resolver.resolve(QUERY, ACCESS, CSS)
    return house.log.only().id


def stored(house: House) -> Entry | None:
    held = house.durable.held.get(KEY)
    return held if isinstance(held, Entry) else None


async def test_approved_quarantined_heal_is_served(house: House) -> None:
    heal = await house.desk.approve(await healed(house, HealMode.QUARANTINE), "looked at it")

    assert (heal.state, heal.note) == (HealState.PROMOTED, "looked at it")
    assert heal.decided_at == house.clock.now()
    entry = stored(house)
    assert entry is not None
    assert (entry.selectors, entry.heal_id) == ((NEW,), "")


async def test_approved_heal_on_probation_is_trusted(house: House) -> None:
    await house.desk.approve(await healed(house), "")

    entry = stored(house)
    assert entry is not None
    assert (entry.selectors, entry.heal_id) == ((NEW,), "")


async def test_rejected_heal_on_probation_is_dropped(house: House) -> None:
    heal = await house.desk.reject(await healed(house), "")

    assert heal.state is HealState.REJECTED
    assert stored(house) is None


async def test_rejected_heal_that_is_approved_after_all_is_served(house: House) -> None:
    heal_id = await healed(house)
    await house.desk.reject(heal_id, "")
    heal = await house.desk.approve(heal_id, "the test was wrong")

    assert (heal.state, heal.note) == (HealState.PROMOTED, "the test was wrong")
    entry = stored(house)
    assert entry is not None
    assert entry.selectors == (NEW,)


async def test_rolled_back_heal_gives_the_selectors_before_it(house: House) -> None:
    heal_id = await healed(house)
    await house.desk.approve(heal_id, "")
    heal = await house.desk.rollback(heal_id, "it was right before")

    assert heal.state is HealState.ROLLED_BACK
    entry = stored(house)
    assert entry is not None
    assert entry.selectors == heal.old.selectors
    assert entry.place == heal.old.place


async def test_rollback_leaves_what_somebody_else_saved(house: House) -> None:
    heal_id = await healed(house)
    other = Draft(QUERY, (replace(CSS, value="#other"),))
    await house.store.save(other)
    await house.desk.rollback(heal_id, "")

    entry = stored(house)
    assert entry is not None
    assert entry.selectors == other.selectors


async def test_decision_that_was_not_carried_out_is_when_it_is_said_again(house: House) -> None:
    heal_id = await healed(house, HealMode.QUARANTINE)
    house.durable.down = True
    with pytest.raises(TierUnavailableError):
        await house.desk.approve(heal_id, "first")
    house.durable.down = False
    heal = await house.desk.approve(heal_id, "again")

    assert heal.note == "first"
    assert stored(house) is not None


async def test_decision_that_meets_a_report_is_made_on_what_it_left(house: House) -> None:
    heal_id = await healed(house)
    house.log.conflicts = 1

    assert (await house.desk.approve(heal_id, "")).state is HealState.PROMOTED


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (HealReview.reject, HealReview.rollback),
        (HealReview.approve, HealReview.reject),
        (HealReview.rollback, HealReview.approve),
    ],
)
async def test_decision_against_an_earlier_one_is_refused(
    house: House, first: Decision, second: Decision
) -> None:
    heal_id = await healed(house)
    before = await first(house.desk, heal_id, "")
    with pytest.raises(HealStateError, match=before.state.value):
        await second(house.desk, heal_id, "")


async def test_quarantined_heal_cannot_be_rolled_back(house: House) -> None:
    heal_id = await healed(house, HealMode.QUARANTINE)
    with pytest.raises(HealStateError, match="quarantined"):
        await house.desk.rollback(heal_id, "")


@pytest.mark.parametrize("decide", DECISIONS)
async def test_decision_on_an_unknown_heal_is_refused(house: House, decide: Decision) -> None:
    with pytest.raises(HealNotFoundError, match="nothing"):
        await decide(house.desk, "nothing", "")


@pytest.mark.parametrize("decide", DECISIONS)
async def test_decision_while_frozen_is_refused(house: House, decide: Decision) -> None:
    heal_id = await healed(house)
    house.policy = Policy(frozen=True)
    before = house.log.only()
    with pytest.raises(FrozenError):
        await decide(house.desk, heal_id, "")
    assert house.log.only() == before
