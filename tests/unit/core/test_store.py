"""Writes commit durably first, and what the fast tier missed is told later."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pacts_daemon.core.calls.time_left import limited_to, time_left_s
from pacts_daemon.core.errors import TierUnavailableError, VersionConflictError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft
from pacts_daemon.core.ports import ListFilter, Removal
from pacts_daemon.core.store import Replayed
from tests.unit.core.conftest import House
from tests.unit.core.scripted import CSS, QUERY, ROLE

KEY = key_of(QUERY)
DRAFT = Draft(QUERY, (CSS,))


async def test_save_tells_both_tiers_and_settles(house: House) -> None:
    saved = await house.store.save(DRAFT)
    assert house.durable.held[KEY] == house.fast.held[KEY] == saved
    await house.store.settled()
    assert not house.durable.outbox


async def test_save_with_durable_tier_down_fails_and_tells_nobody(house: House) -> None:
    house.durable.down = True
    with pytest.raises(TierUnavailableError):
        await house.store.save(DRAFT)
    assert not house.fast.held


async def test_save_with_fast_tier_down_is_acknowledged_and_replayed(house: House) -> None:
    house.fast.down = True
    saved = await house.store.save(DRAFT)
    assert house.durable.outbox == {KEY: 1}
    house.fast.down = False
    assert await house.store.replay() == Replayed(told=1)
    assert house.fast.held[KEY] == saved
    assert await house.store.replay() == Replayed()


async def test_remove_with_fast_tier_down_is_replayed(house: House) -> None:
    await house.store.save(DRAFT)
    house.fast.down = True
    assert await house.store.remove(KEY) == 1
    assert KEY in house.fast.held
    house.fast.down = False
    await house.store.replay()
    assert KEY not in house.fast.held


async def test_replay_with_fast_tier_down_forgets_nothing(house: House) -> None:
    house.fast.down = True
    await house.store.save(DRAFT)
    with pytest.raises(TierUnavailableError):
        await house.store.replay()
    assert house.durable.outbox == {KEY: 1}


async def test_save_with_wrong_expected_version_conflicts(house: House) -> None:
    await house.store.save(DRAFT)
    with pytest.raises(VersionConflictError) as caught:
        await house.store.save(Draft(QUERY, (ROLE,)), expected_version=0)
    assert (caught.value.expected, caught.value.current) == (0, 1)


async def test_remove_counts_what_was_dropped(house: House) -> None:
    await house.store.save(DRAFT)
    assert await house.store.remove(KEY, expected_version=7) == 0
    assert await house.store.remove_all(ListFilter(app="shop", environment="test")) == 1
    assert await house.store.remove(KEY) == 0
    assert house.counters.drops == 1


async def test_sweeps_wait_for_their_turn(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way, most = 0, 0
    remove_all = house.durable.remove_all

    async def counted(*given: Any) -> list[Removal]:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return await remove_all(*given)

    monkeypatch.setattr(house.durable, "remove_all", counted)
    await house.store.save(DRAFT)
    assert sum(await asyncio.gather(*(house.store.remove_all(ListFilter()) for _ in range(5)))) == 1
    assert most == 1


async def test_work_that_outlives_the_call_has_not_its_deadline(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_s: dict[str, float | None] = {}

    def noted(name: str) -> None:
        call = getattr(house.durable, name)

        async def run(*given: object) -> object:
            left_s[name] = time_left_s()
            return await call(*given)

        monkeypatch.setattr(house.durable, name, run)

    noted("settle")
    noted("remove_all")
    with limited_to(60):
        await house.store.save(DRAFT)
        await house.store.settled()
        assert await house.store.remove_all(ListFilter()) == 1
        assert 59 < (time_left_s() or 0) <= 60
    assert left_s == {"settle": None, "remove_all": None}
    assert time_left_s() is None
