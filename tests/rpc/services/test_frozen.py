"""A frozen daemon serves what is known, and neither discovers nor writes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest

from pacts.v1 import element_pb2
from pacts.v1 import heal_service_pb2 as heal_pb
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.keys import key_of
from pacts_daemon.settings import load_settings
from tests.support.daemons.behind import NEW, QUERY, Behind, open_behind
from tests.support.daemons.stubs import css, failure, open_stubs, query, settings_in

ACCESS = element_pb2.PageAccess(url="http://127.0.0.1:1/")
FROZEN = (grpc.StatusCode.FAILED_PRECONDITION, "FROZEN")


@pytest.fixture
async def behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Behind]:
    """A frozen daemon on storage in which one element is known, with a heal on probation."""
    settings = settings_in(tmp_path)
    async with AsyncExitStack() as stack:
        thawed = await open_behind(stack, await open_stubs(stack, settings), settings)
        await thawed.heal(HealState.PROBATION)
    monkeypatch.setenv("PACTS_FROZEN", "true")
    frozen = settings_in(tmp_path)
    assert frozen.frozen
    async with AsyncExitStack() as stack:
        yield await open_behind(stack, await open_stubs(stack, frozen), frozen)


def test_daemon_is_not_frozen_by_default() -> None:
    assert not load_settings().frozen


async def test_known_element_is_served(behind: Behind) -> None:
    for _ in range(2):
        assert await behind.selector() == NEW


@pytest.mark.parametrize("access", [None, ACCESS])
async def test_unknown_element_is_an_error(
    behind: Behind, access: element_pb2.PageAccess | None
) -> None:
    request = pb.GetSelectorRequest(query=query(element="Cancel"), access=access)
    code, info = await failure(behind.stubs.selector.GetSelector(request))
    assert (code, info.reason) == (grpc.StatusCode.NOT_FOUND, "FROZEN_MISS")
    assert info.metadata["miss"] == "unknown"
    assert info.metadata["problem"]


async def test_unknown_element_of_a_batch_fails_alone(behind: Behind) -> None:
    lookups = [pb.GetSelectorRequest(query=query(element=name)) for name in ("Cancel", "Save")]
    answer = await behind.stubs.selector.BatchGetSelectors(
        pb.BatchGetSelectorsRequest(requests=lookups)
    )
    missed, found = answer.results
    assert (missed.error.code, missed.error.reason) == (5, "FROZEN_MISS")
    assert found.response.found.selectors[0].value == NEW


async def test_unknown_element_is_not_verified(behind: Behind) -> None:
    request = pb.VerifySelectorRequest(query=query(element="Cancel"), access=ACCESS)
    code, info = await failure(behind.stubs.selector.VerifySelector(request))
    assert (code, info.reason) == (grpc.StatusCode.NOT_FOUND, "FROZEN_MISS")


async def test_call_that_would_write_is_refused_and_changes_nothing(behind: Behind) -> None:
    selector, heal = behind.stubs.selector, behind.stubs.heal
    entry = await behind.entry()
    calls = [
        selector.SaveSelector(pb.SaveSelectorRequest(query=query(), selectors=[css()])),
        selector.ResolveSelector(pb.ResolveSelectorRequest(query=query(), access=ACCESS)),
        selector.ResolveSelector(
            pb.ResolveSelectorRequest(query=query(), access=ACCESS, failed_selector=css(NEW))
        ),
        selector.InvalidateSelectors(pb.InvalidateSelectorsRequest(app="shop", environment="test")),
        selector.InvalidateSelectors(
            pb.InvalidateSelectorsRequest(app="shop", environment="test", query=query())
        ),
        heal.ApproveHeal(heal_pb.ApproveHealRequest(id=entry.heal_id)),
        heal.RejectHeal(heal_pb.RejectHealRequest(id=entry.heal_id)),
        heal.RollbackHeal(heal_pb.RollbackHealRequest(id=entry.heal_id)),
    ]
    for call in calls:
        code, info = await failure(call)
        assert (code, info.reason) == FROZEN
        assert info.metadata["problem"]
    assert await behind.tier.lookup(key_of(QUERY)) == entry
    (listed,) = (await heal.ListHeals(heal_pb.ListHealsRequest())).heals
    assert listed.state == heal_pb.HEAL_STATE_PROBATION


@pytest.mark.parametrize("outcome", ["succeeded", "failed"])
async def test_report_is_ignored_and_changes_nothing(behind: Behind, outcome: str) -> None:
    entry = await behind.entry()
    request = pb.ReportOutcomeRequest(query=query(), version=entry.version, selector=css(NEW))
    getattr(request, outcome).SetInParent()
    for _ in range(3):
        answer = await behind.stubs.selector.ReportOutcome(request)
        assert (answer.effect, answer.version) == (pb.REPORT_EFFECT_IGNORED, entry.version)
    assert await behind.tier.lookup(key_of(QUERY)) == entry
    told = await behind.stubs.heal.GetHeal(heal_pb.GetHealRequest(id=entry.heal_id))
    assert (told.heal.state, told.heal.passes) == (heal_pb.HEAL_STATE_PROBATION, 0)
