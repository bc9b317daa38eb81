"""A frozen daemon answers from what it knows, and changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.answers import Found
from pacts_daemon.core.errors import FrozenError, FrozenMissError
from pacts_daemon.core.feedback import Effect, Report
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft
from pacts_daemon.core.policy import Policy
from pacts_daemon.core.ports import ListFilter
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, CSS, QUERY, entry

KEY = key_of(QUERY)


@pytest.fixture
def frozen(house: House) -> House:
    house.policy = Policy(frozen=True)
    house.durable.held[KEY] = entry()
    return house


async def test_known_element_is_served_and_not_copied(frozen: House) -> None:
    assert isinstance(await frozen.resolver.get(QUERY), Found)
    assert not frozen.fast.held


async def test_unknown_element_is_an_error_and_not_looked_for(frozen: House) -> None:
    with pytest.raises(FrozenMissError) as raised:
        await frozen.resolver.get(replace(QUERY, element="other"), access=ACCESS)

    assert raised.value.miss == "unknown"
    assert frozen.discovery.calls == 0
    assert frozen.counters.misses == 1


async def test_drifted_element_is_an_error_and_stays(frozen: House) -> None:
    with pytest.raises(FrozenMissError) as raised:
        await frozen.resolver.get(QUERY, b"page-2", ACCESS)

    assert raised.value.miss == "drifted"
    assert frozen.durable.held[KEY] == entry()


async def test_resolve_is_refused(frozen: House) -> None:
    for failed in (None, CSS):
        with pytest.raises(FrozenError):
            await frozen.resolver.resolve(QUERY, ACCESS, failed)
    assert frozen.discovery.calls == 0
    assert frozen.durable.held[KEY] == entry()


async def test_report_changes_nothing(frozen: House) -> None:
    assert await frozen.feedback.report(Report(QUERY, 1)) == (Effect.IGNORED, 1)
    assert await frozen.feedback.report(Report(QUERY, 1, CSS)) == (Effect.IGNORED, 1)
    assert frozen.durable.held[KEY] == entry()


async def test_writing_is_refused(frozen: House) -> None:
    for call in (
        frozen.store.save(Draft(QUERY, (CSS,))),
        frozen.store.update(entry()),
        frozen.store.remove(KEY),
        frozen.store.remove_all(ListFilter("shop")),
    ):
        with pytest.raises(FrozenError):
            await call
    assert frozen.durable.held[KEY] == entry()
