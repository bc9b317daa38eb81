"""The page comes with the call: a daemon without a browser finds, heals, saves and verifies."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from hashlib import sha256
from pathlib import Path

import grpc
import pytest

from pacts.v1 import drift_service_pb2, element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.support.daemons.stubs import Stubs, css, failure, open_stubs, query, settings_in
from tests.support.pages.captures import capture_of

SHOP = """<h1>Orders</h1><nav><a href="/a">Home</a></nav><form><label for=town>Town</label>
<input id=town name=town><button id=save>Save</button><button id=help>Help</button></form>"""
# The same form after a redesign: another place, other ids, another wrapping.
REDESIGNED = """<header><h1>Orders</h1></header><main><section><form><label for=t2>Town</label>
<input id=t2 name=town><div><button id=keep class=primary>Save</button></div></form></section>
</main>"""
NO_BROWSER = {"executable": "/nonexistent/browser"}
FROM_CALL = "on the page that came with the call"


@pytest.fixture
async def stubs(tmp_path: Path) -> AsyncIterator[Stubs]:
    """A daemon that could not start a browser if it wanted to."""
    async with AsyncExitStack() as stack:
        yield await open_stubs(stack, settings_in(tmp_path, browser=NO_BROWSER))


def captured(html: str) -> element_pb2.PageContent:
    return element_pb2.PageContent(capture=capture_of(html).decode())


def access_to(html: str) -> element_pb2.PageAccess:
    return element_pb2.PageAccess(page=captured(html))


def content(**form: object) -> element_pb2.PageAccess:
    return element_pb2.PageAccess(page=element_pb2.PageContent(**form))  # type: ignore[arg-type]


async def get(
    stubs: Stubs, access: element_pb2.PageAccess, **changes: object
) -> pb.GetSelectorResponse:
    request = pb.GetSelectorRequest(query=query(**changes), access=access)
    return await stubs.selector.GetSelector(request)


async def resolve(
    stubs: Stubs, access: element_pb2.PageAccess, failed: element_pb2.Selector, **changes: object
) -> pb.ResolveSelectorResponse:
    request = pb.ResolveSelectorRequest(
        query=query(**changes), access=access, failed_selector=failed
    )
    return await stubs.selector.ResolveSelector(request)


async def test_browser_is_out_of_reach_of_this_daemon(stubs: Stubs) -> None:
    opened = element_pb2.PageAccess(url="http://127.0.0.1:9/")
    code, info = await failure(
        stubs.selector.GetSelector(pb.GetSelectorRequest(query=query(), access=opened))
    )
    assert (code, info.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "BROWSER_UNAVAILABLE")


async def test_miss_with_the_page_finds_proves_and_saves(stubs: Stubs) -> None:
    answer = await get(stubs, access_to(SHOP))

    assert answer.found.source == "discovery"
    assert "#save" in [one.value for one in answer.found.selectors]
    assert [answer.found.selectors[at].positional for at in (0, -1)] == [False, True]
    assert answer.found.identity.name == "Save"
    assert answer.trail[-1].reason == FROM_CALL
    known = (await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))).found
    assert known.source == "memory"
    assert known.selectors == answer.found.selectors
    assert re.fullmatch("[0-9a-f]{16}", known.page_generation)


async def test_page_is_the_evidence_unless_the_call_has_one(stubs: Stubs) -> None:
    page = "".join(f"<section id=s{c}><h2>{c}</h2><p>x</p></section>" for c in "abcdefghij")
    await get(stubs, access_to(page + SHOP))
    same = await get(stubs, access_to(page + SHOP))
    assert same.found.drift_check == element_pb2.DRIFT_CHECK_CHECKED
    assert (same.found.source, same.found.drift_ratio) == ("memory", 0)


async def test_drift_heals_in_the_same_call(stubs: Stubs) -> None:
    old = "".join(f"<section id=s{c}><h2>{c}</h2><p>x</p></section>" for c in "abcdefghij") + SHOP
    new = "".join(f"<ul class=u{c}><li><b>x</b></li></ul>" for c in "abcdefghij") + REDESIGNED
    first = await get(stubs, access_to(old))
    healed = await get(stubs, access_to(new))

    assert [one.outcome for one in healed.trail] == [
        element_pb2.OUTCOME_DRIFTED,
        element_pb2.OUTCOME_DRIFTED,
        element_pb2.OUTCOME_HIT,
    ]
    assert healed.found.drift_ratio > 0.35
    assert healed.found.identity.attributes["id"] == "keep"
    assert healed.found.verdict != element_pb2.ELEMENT_VERDICT_UNSPECIFIED
    assert healed.found.version > first.found.version
    assert healed.found.page_generation != first.found.page_generation


async def test_failed_selector_is_healed_and_recorded(stubs: Stubs) -> None:
    request = pb.SaveSelectorRequest(
        query=query(), selectors=[css("#save")], evidence=element_pb2.Evidence(page=captured(SHOP))
    )
    await stubs.selector.SaveSelector(request)
    healed = await resolve(stubs, access_to(REDESIGNED), css("#save"))

    assert "#keep" in [one.value for one in healed.found.selectors]
    assert healed.found.heal_id
    assert healed.found.drift_check != element_pb2.DRIFT_CHECK_NO_EVIDENCE


async def test_absent_is_answered_at_once_with_near_names(stubs: Stubs) -> None:
    answer = await get(stubs, access_to(SHOP), element="Town name")

    assert answer.miss.reason == element_pb2.MISS_REASON_NOT_FOUND
    assert answer.miss.failure_class == element_pb2.FAILURE_CLASS_REMOVED
    assert list(answer.miss.nearest) == ["Town"]
    assert answer.trail[-1].reason.endswith(FROM_CALL)
    assert answer.trail[-1].elapsed.ToMilliseconds() < 1_000


async def test_digest_stands_for_a_page_that_was_sent(stubs: Stubs) -> None:
    text = capture_of(SHOP).decode()
    digest = sha256(text.encode()).digest()
    code, info = await failure(
        stubs.selector.GetSelector(
            pb.GetSelectorRequest(query=query(), access=content(digest=digest))
        )
    )
    assert (code, info.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "PAGE_NOT_KEPT")
    assert dict(info.metadata) == {"field": "access.page.digest"}
    fingerprint = drift_service_pb2.FingerprintPageRequest(page=captured(SHOP))
    await stubs.drift.FingerprintPage(fingerprint)
    assert (await get(stubs, content(digest=digest))).HasField("found")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "http://127.0.0.1/"}, "access.url"),
        ({"cdp_endpoint": "http://127.0.0.1/"}, "access.cdp_endpoint"),
        ({"target_id": "x"}, "access.target_id"),
        ({"appear_wait": {"seconds": 0}}, "access.appear_wait"),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else None,
)
async def test_address_beside_the_page_is_refused(
    stubs: Stubs, given: dict[str, object], field: str
) -> None:
    access = element_pb2.PageAccess(page=captured(SHOP), **given)  # type: ignore[arg-type]
    request = pb.ResolveSelectorRequest(query=query(), access=access)
    code, info = await failure(stubs.selector.ResolveSelector(request))
    assert (code, info.metadata["field"]) == (grpc.StatusCode.INVALID_ARGUMENT, field)


@pytest.mark.parametrize(
    ("form", "field", "reason"),
    [
        ({"capture": "{}"}, "access.page.capture", "INVALID_PAGE"),
        ({"dom_snapshot": "[1"}, "access.page.dom_snapshot", "INVALID_PAGE"),
        ({"html": ""}, "access.page.html", "INVALID_PAGE"),
        ({"digest": b"short"}, "access.page.digest", "INVALID_FIELD"),
        ({}, "access.page", "INVALID_FIELD"),
    ],
    ids=str,
)
async def test_page_that_cannot_be_read_names_its_field(
    stubs: Stubs, form: dict[str, object], field: str, reason: str
) -> None:
    for call, request in (
        (stubs.selector.GetSelector, pb.GetSelectorRequest),
        (stubs.selector.ResolveSelector, pb.ResolveSelectorRequest),
    ):
        code, info = await failure(call(request(query=query(), access=content(**form))))
        assert code == grpc.StatusCode.INVALID_ARGUMENT
        assert (info.reason, info.metadata["field"]) == (reason, field)
