"""What is not taken on a page that came with the call, and what its other forms tell."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest

from pacts.v1 import element_pb2, heal_service_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.rpc.page_in_call.test_page_in_call import (
    FROM_CALL,
    NO_BROWSER,
    REDESIGNED,
    SHOP,
    access_to,
    captured,
    content,
    get,
    resolve,
)
from tests.support.daemons.stubs import Stubs, css, failure, open_stubs, query, settings_in

NOT_FOUND, HIDDEN = element_pb2.MISS_REASON_NOT_FOUND, element_pb2.MISS_REASON_HIDDEN
AMBIGUOUS = element_pb2.MISS_REASON_AMBIGUOUS
TABLE = """<h1>Users</h1><table><tr><th>Name</th><th>Do</th></tr>{}</table>"""
ROW = "<tr><td>{0}</td><td><button>Delete</button></td></tr>"


@pytest.fixture
async def stubs(tmp_path: Path) -> AsyncIterator[Stubs]:
    async with AsyncExitStack() as stack:
        heal = {"modes": {"waits/*": "quarantine", "off/*": "off"}}
        settings = settings_in(tmp_path, browser=NO_BROWSER, heal=heal)
        yield await open_stubs(stack, settings)


def users(*names: str) -> str:
    return TABLE.format("".join(ROW.format(name) for name in names))


async def save(stubs: Stubs, html: str, selector: element_pb2.Selector, **changes: object) -> None:
    request = pb.SaveSelectorRequest(
        query=query(**changes),
        selectors=[selector],
        evidence=element_pb2.Evidence(page=captured(html)),
    )
    await stubs.selector.SaveSelector(request)


async def test_delete_of_another_row_is_no_heal(stubs: Stubs) -> None:
    asked = {"element": "Delete", "scope": "row of Bob"}
    found = await get(stubs, access_to(users("Ann", "Bob", "Cid")), **asked)
    assert found.HasField("found"), found
    failed = found.found.selectors[0]
    gone = await resolve(stubs, access_to(users("Ann", "Cid", "Dan")), failed, **asked)

    assert gone.miss.reason == NOT_FOUND
    assert gone.miss.verdict == element_pb2.ELEMENT_VERDICT_GONE


async def test_hidden_element_is_told_with_what_shows_it(stubs: Stubs) -> None:
    page = """<button aria-controls=menu aria-expanded=false>More</button>
        <div id=menu hidden><button id=save>Save</button></div>"""
    answer = await get(stubs, access_to(page))

    assert (answer.miss.reason, len(answer.miss.hidden.selectors) > 0) == (HIDDEN, True)
    assert [one.via for one in answer.miss.hidden.revealed_by] == ["aria-controls"]


async def test_hidden_element_that_was_known_keeps_its_entry(stubs: Stubs) -> None:
    await save(stubs, SHOP, css("#save"))
    hidden = SHOP.replace("<button id=save", "<button hidden id=save")
    answer = await resolve(stubs, access_to(hidden), css("#save"))

    assert answer.miss.reason == HIDDEN
    kept = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    assert [one.value for one in kept.found.selectors] == ["#save"]


async def test_two_that_are_equally_good_are_ambiguous_at_once(stubs: Stubs) -> None:
    answer = await get(stubs, access_to("<main><button>Save</button><button>Save</button></main>"))

    assert answer.miss.reason == AMBIGUOUS
    assert answer.trail[-1].elapsed.ToMilliseconds() < 1_000


async def test_app_in_quarantine_keeps_the_heal_back(stubs: Stubs) -> None:
    await save(stubs, SHOP, css("#save"), app="waits")
    answer = await resolve(stubs, access_to(REDESIGNED), css("#save"), app="waits")

    assert answer.miss.reason == element_pb2.MISS_REASON_QUARANTINED
    request = heal_service_pb2.GetHealRequest(id=answer.miss.heal_id)
    heal = (await stubs.heal.GetHeal(request)).heal
    assert "#keep" in [one.value for one in heal.new.selectors]


async def test_app_that_does_not_heal_keeps_its_entry(stubs: Stubs) -> None:
    await save(stubs, SHOP, css("#save"), app="off")
    answer = await resolve(stubs, access_to(REDESIGNED), css("#save"), app="off")

    assert answer.miss.reason == element_pb2.MISS_REASON_HEAL_REFUSED


async def test_frozen_daemon_neither_looks_nor_writes(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        frozen = settings_in(tmp_path).model_copy(update={"frozen": True})
        stubs = await open_stubs(stack, frozen)
        missed = pb.GetSelectorRequest(query=query(), access=access_to(SHOP))
        code, info = await failure(stubs.selector.GetSelector(missed))
        assert (code, info.reason) == (grpc.StatusCode.NOT_FOUND, "FROZEN_MISS")
        looked = pb.ResolveSelectorRequest(query=query(), access=access_to(SHOP))
        _, info = await failure(stubs.selector.ResolveSelector(looked))
        assert info.reason == "FROZEN"


async def test_html_alone_finds_and_says_what_it_does_not_tell(stubs: Stubs) -> None:
    answer = await get(stubs, content(html=f"<body>{SHOP}</body>"))

    assert answer.found.identity.name == "Save"
    assert answer.trail[-1].reason.startswith(FROM_CALL)
    assert "does not tell what styles hide" in answer.trail[-1].reason
    again = await get(stubs, content(html=f"<body>{SHOP}</body>"))
    assert (again.found.source, again.found.drift_ratio) == ("memory", 0)


async def test_html_alone_heals_by_name(stubs: Stubs) -> None:
    await get(stubs, content(html=SHOP))
    answer = await resolve(stubs, content(html=REDESIGNED), css("#save"))

    assert answer.found.identity.attributes["id"] == "keep"


async def test_dom_snapshot_finds(stubs: Stubs) -> None:
    answer = await get(stubs, content(dom_snapshot=snapshot_of("Save")), element="Save")

    assert answer.found.identity.tag == "button"


def snapshot_of(caption: str) -> str:
    """Return what CDP's `DOMSnapshot.captureSnapshot` says of a page with one button."""
    strings = ["#document", "HTML", "BODY", "BUTTON", "#text", caption, "id", "go"]
    nodes = {
        "parentIndex": [-1, 0, 1, 2, 3],
        "nodeType": [9, 1, 1, 1, 3],
        "nodeName": [0, 1, 2, 3, 4],
        "nodeValue": [-1, -1, -1, -1, 5],
        "attributes": [[], [], [], [6, 7], []],
    }
    return json.dumps({"documents": [{"nodes": nodes}], "strings": strings})


async def test_page_over_its_limit_names_the_field(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        limits: dict[str, object] = {"max_page_bytes": 300}
        stubs = await open_stubs(stack, settings_in(tmp_path, drift=limits))
        request = pb.GetSelectorRequest(query=query(), access=access_to(SHOP))
        code, info = await failure(stubs.selector.GetSelector(request))
        assert (code, info.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "PAGE_TOO_LARGE")
        assert info.metadata["field"] == "access.page.capture"


async def test_compressed_page_is_read(stubs: Stubs) -> None:
    request = pb.GetSelectorRequest(query=query(), access=access_to(SHOP))
    answer = await stubs.selector.GetSelector(request, compression=grpc.Compression.Gzip)

    assert answer.HasField("found")


async def test_compressed_call_is_limited_by_what_it_holds(stubs: Stubs) -> None:
    page = content(html="<p>" + " " * (41 * 1024 * 1024))
    request = pb.GetSelectorRequest(query=query(), access=page)
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await stubs.selector.GetSelector(request, compression=grpc.Compression.Gzip)
    assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


@pytest.mark.parametrize("form", ["html", "capture"])
async def test_save_completes_the_descriptor_from_the_page(stubs: Stubs, form: str) -> None:
    page = element_pb2.PageContent(html=SHOP) if form == "html" else captured(SHOP)
    evidence = element_pb2.Evidence(page=page)
    request = pb.SaveSelectorRequest(query=query(), selectors=[css("#save")], evidence=evidence)
    saved = (await stubs.selector.SaveSelector(request)).entry

    assert (saved.identity.role, saved.identity.name) == ("button", "Save")


@pytest.mark.parametrize("form", ["html", "capture", "dom_snapshot"])
async def test_save_of_what_matches_nothing_on_the_page_is_refused(stubs: Stubs, form: str) -> None:
    pages = {
        "html": element_pb2.PageContent(html=SHOP),
        "capture": captured(SHOP),
        "dom_snapshot": element_pb2.PageContent(dom_snapshot=snapshot_of("Save")),
    }
    evidence = element_pb2.Evidence(page=pages[form])
    request = pb.SaveSelectorRequest(query=query(), selectors=[css("#gone")], evidence=evidence)
    code, info = await failure(stubs.selector.SaveSelector(request))

    assert code is grpc.StatusCode.INVALID_ARGUMENT
    assert info.metadata["field"] == "selectors[0]"


async def test_save_with_html_lets_pass_what_may_stand_in_a_shadow_root(stubs: Stubs) -> None:
    page = element_pb2.PageContent(html=f"<my-form></my-form>{SHOP}")
    evidence = element_pb2.Evidence(page=page)
    request = pb.SaveSelectorRequest(query=query(), selectors=[css("#inside")], evidence=evidence)

    assert (await stubs.selector.SaveSelector(request)).entry.version == 1
