"""What callers change is recorded, and listed over real gRPC."""

from __future__ import annotations

import asyncio
import base64
import getpass
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import grpc
import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from pacts.v1 import admin_service_pb2 as pb
from pacts.v1 import element_pb2
from pacts.v1 import heal_service_pb2 as heal_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from pacts_daemon.app.bulk.store import written_store
from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.keys import key_of
from tests.support.builders import a_query, an_entry
from tests.support.daemons.behind import NEW, open_behind
from tests.support.daemons.stubs import Stubs, css, failure, open_stubs, query, settings_in

INVALID = grpc.StatusCode.INVALID_ARGUMENT
PAGE = "https://shop.test/orders/:id"


async def listed(stubs: Stubs, **fields: object) -> list[pb.AuditRecord]:
    """Return what is listed, oldest first."""
    request = pb.ListAuditRecordsRequest(**fields)  # type: ignore[arg-type]
    return list(reversed((await stubs.admin.ListAuditRecords(request)).records))


async def save(stubs: Stubs, element: str, value: str = "#save") -> element_pb2.Entry:
    request = selector_pb.SaveSelectorRequest(query=query(element=element), selectors=[css(value)])
    return (await stubs.selector.SaveSelector(request)).entry


async def report(stubs: Stubs, entry: element_pb2.Entry, *, failed: bool) -> int:
    request = selector_pb.ReportOutcomeRequest(query=entry.query, version=entry.version)
    if failed:
        request.failed.why = "it opened a menu"
        request.selector.CopyFrom(entry.selectors[0])
    else:
        request.succeeded.SetInParent()
    return (await stubs.selector.ReportOutcome(request)).version


async def test_changes_of_a_caller_are_told_with_all_that_is_known_of_them(stubs: Stubs) -> None:
    before = datetime.now(UTC)
    await save(stubs, "Save")
    (record,) = await listed(stubs)
    assert before <= record.recorded_at.ToDatetime(UTC) <= datetime.now(UTC)
    assert (record.who, record.peer) == ("anonymous", "loopback")
    assert record.action == pb.AUDIT_ACTION_SAVED
    whose = (record.app, record.environment, record.page, record.element)
    assert whose == ("shop", "test", PAGE, "Save")
    assert record.key.startswith("pacts:v1:{shop:test:")
    assert (record.version_before, record.version_after, record.count) == (0, 1, 1)
    assert record.selector == "css=#save"


async def test_reported_failure_is_recorded_and_a_reported_success_is_not(stubs: Stubs) -> None:
    entry = await save(stubs, "Save")
    entry.version = await report(stubs, entry, failed=False)
    await report(stubs, entry, failed=True)
    story = await listed(stubs, element="Save")
    assert [(one.action, one.version_before, one.version_after) for one in story] == [
        (pb.AUDIT_ACTION_SAVED, 0, 1),
        (pb.AUDIT_ACTION_DEMOTED, 2, 3),
    ]
    assert story[-1].reason == "a reported failure"


async def test_invalidated_page_is_one_record_and_in_the_story_of_each_entry(stubs: Stubs) -> None:
    for element in ("Save", "Cancel"):
        await save(stubs, element)
    request = selector_pb.InvalidateSelectorsRequest(
        app="shop", environment="test", page="https://shop.test/orders/7"
    )
    await stubs.selector.InvalidateSelectors(request)
    (dropped,) = await listed(stubs, action=pb.AUDIT_ACTION_INVALIDATED)
    assert (dropped.count, dropped.page, dropped.element) == (2, PAGE, "")
    story = await listed(stubs, element="Cancel", page="https://shop.test/orders/9")
    assert [one.action for one in story] == [
        pb.AUDIT_ACTION_SAVED,
        pb.AUDIT_ACTION_INVALIDATED,
    ]


async def test_decision_on_a_heal_is_recorded_with_its_note_and_what_it_did(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings)
        behind = await open_behind(stack, stubs, settings)
        heal = await behind.heal(state=HealState.QUARANTINED)
        await stubs.heal.ApproveHeal(heal_pb.ApproveHealRequest(id=heal.id, note="Ann: it moved"))
        records = [one for one in await listed(stubs) if one.heal_id == heal.id]
    assert [(one.action, one.reason) for one in records] == [
        (pb.AUDIT_ACTION_HEAL_MADE, "quarantined"),
        (pb.AUDIT_ACTION_HEAL_APPROVED, "Ann: it moved"),
        (pb.AUDIT_ACTION_HEALED, "its heal is promoted"),
    ]
    assert {one.selector for one in records} == {f"css={NEW}"}


async def test_refused_heal_is_recorded_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, heal={"mode": "off"})
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings)
        entry = await save(stubs, "Save")
        for _ in range(3):
            request = selector_pb.ResolveSelectorRequest(
                query=query(), failed_selector=entry.selectors[0]
            )
            request.access.page.html = "<p>nothing</p>"
            await stubs.selector.ResolveSelector(request)
        async with asyncio.timeout(10):
            while not (refused := await listed(stubs, action=pb.AUDIT_ACTION_HEAL_REFUSED)):
                await asyncio.sleep(0.01)
    (record,) = refused
    assert record.reason == "healing is off for shop in test"
    assert (record.element, record.who, record.version_after) == ("Save", "anonymous", 0)


async def test_records_are_listed_a_page_at_a_time(stubs: Stubs) -> None:
    for number in range(5):
        await save(stubs, f"Element {number}")
    told, token, pages = list[str](), "", 0
    while pages == 0 or token:
        request = pb.ListAuditRecordsRequest(page_size=2, page_token=token)
        answer = await stubs.admin.ListAuditRecords(request)
        told += [one.element for one in answer.records]
        token, pages = answer.next_page_token, pages + 1
    assert told == [f"Element {number}" for number in (4, 3, 2, 1, 0)]
    assert pages == 3


async def test_import_is_one_record_of_who_ran_it_and_in_the_story_of_each_entry(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    async with written_store(settings) as (tier, clock):
        queries = [a_query(element=f"Element {number}") for number in range(3)]
        entries = [an_entry(clock.now(), one) for one in queries]
        assert await tier.load(entries, over=True) == 3
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings)
        (imported,) = await listed(stubs)
        (of_one,) = await listed(stubs, element="Element 1")
    assert (imported.who, imported.peer) == (f"user:{getpass.getuser()}", "")
    assert (imported.action, imported.count) == (pb.AUDIT_ACTION_IMPORTED, 3)
    assert (imported.app, imported.environment, imported.element) == ("wiki", "test", "")
    assert (of_one.action, of_one.version_after) == (pb.AUDIT_ACTION_IMPORTED, 1)
    assert of_one.key == key_of(queries[1])


async def test_frozen_daemon_lists_and_records_nothing(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        await save(await open_stubs(stack, settings_in(tmp_path)), "Save")
    async with AsyncExitStack() as stack:
        settings = settings_in(tmp_path, heal={"mode": "off"}).model_copy(update={"frozen": True})
        stubs = await open_stubs(stack, settings)
        request = selector_pb.ResolveSelectorRequest(query=query(), failed_selector=css())
        request.access.page.html = "<p>nothing</p>"
        await stubs.selector.ResolveSelector(request)
        assert [one.action for one in await listed(stubs)] == [pb.AUDIT_ACTION_SAVED]


def token_to(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"app": "x" * 129}, "app"),
        ({"environment": "\0"}, "environment"),
        ({"page": "http://["}, "page"),
        ({"element": "x" * 513}, "element"),
        ({"key": "\0"}, "key"),
        ({"action": 99}, "action"),
        ({"who": "x" * 257}, "who"),
        ({"since": Timestamp(seconds=1 << 50)}, "since"),
        ({"until": Timestamp(seconds=-(1 << 50))}, "until"),
        ({"page_size": 1001}, "page_size"),
        ({"page_size": -1}, "page_size"),
        ({"page_token": "?"}, "page_token"),
        ({"page_token": token_to("-1")}, "page_token"),
        ({"page_token": token_to("9" * 19)}, "page_token"),
        ({"page_token": token_to("\u0661")}, "page_token"),
    ],
)
async def test_bad_filter_is_refused_by_its_field(
    stubs: Stubs, fields: dict[str, object], field: str
) -> None:
    request = pb.ListAuditRecordsRequest(**fields)  # type: ignore[arg-type]
    code, info = await failure(stubs.admin.ListAuditRecords(request))
    assert (code, info.reason, info.metadata["field"]) == (INVALID, "INVALID_FIELD", field)
