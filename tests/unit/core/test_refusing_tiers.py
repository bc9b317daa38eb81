"""The walk where a tier answers that it will not, or cannot be asked for want of connections."""

from __future__ import annotations

import pytest

from pacts_daemon.core.answers import Missed
from pacts_daemon.core.errors import TierBusyError, TierRefusedError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import MissReason
from tests.unit.core.conftest import House
from tests.unit.core.scripted import QUERY, entry

KEY = key_of(QUERY)


async def test_get_drifted_page_that_cannot_be_dropped_is_a_miss_and_stays(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise TierRefusedError("postgres", "cannot execute DELETE in a read-only transaction")

    monkeypatch.setattr(house.durable, "remove", refuse)
    house.durable.held[KEY] = entry()
    for _ in range(2):
        answer = await house.resolver.get(QUERY, b"page-9")
        assert isinstance(answer, Missed)
        assert (answer.reason, answer.drift_ratio) == (MissReason.DRIFTED, 0.5)
    assert house.durable.held == {KEY: entry()}
    assert (house.counters.drifts, house.counters.drops, house.counters.misses) == (2, 0, 2)


async def test_get_fast_tier_down_and_durable_busy_is_busy(house: House) -> None:
    house.fast.down = True
    house.durable.error = TierBusyError("postgres", "all in use")
    with pytest.raises(TierBusyError, match="all in use"):
        await house.resolver.get(QUERY)
