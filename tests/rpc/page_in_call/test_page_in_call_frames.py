"""Frames of a page that came with the call, and its elements put through the gate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.rpc.page_in_call.test_page_in_call import NO_BROWSER, access_to, captured, get, resolve
from tests.support.daemons.stubs import Stubs, css, failure, open_stubs, query, settings_in
from tests.support.pages.captures import capture_of

PAGE = """<h1>Order</h1><button id=back>Back</button>
<iframe name=pay src="https://shop.test/pay?x=1"><x-document><html><body>{}</body></html></x-document></iframe>
<iframe name=far src="https://far.test/"></iframe>"""
BANK = "<form><button id=pay>Pay now</button></form>"
CLICK, FILL = element_pb2.ACTION_CLICK, element_pb2.ACTION_FILL


@pytest.fixture
async def stubs(tmp_path: Path) -> AsyncIterator[Stubs]:
    async with AsyncExitStack() as stack:
        yield await open_stubs(stack, settings_in(tmp_path, browser=NO_BROWSER))


def framed(inside: str = BANK, **frames: str) -> element_pb2.PageAccess:
    """Return a page with a frame of its own origin, and frames of others beside it."""
    text = capture_of(PAGE.format(inside)).decode().replace('"x-document"', '"#document"')
    beside = [
        element_pb2.FrameContent(name=name, url=f"https://{name}.test/", page=captured(html))
        for name, html in frames.items()
    ]
    return element_pb2.PageAccess(page=element_pb2.PageContent(capture=text, frames=beside))


async def verify(
    stubs: Stubs, access: element_pb2.PageAccess, **changes: object
) -> pb.Verification:
    request = pb.VerifySelectorRequest(query=query(**changes), access=access)
    return (await stubs.selector.VerifySelector(request)).verification


@pytest.mark.parametrize("frame", ["pay", "https://shop.test/pay?x=1", "https://shop.test/pay"])
async def test_element_of_a_frame_is_found_in_its_document_alone(stubs: Stubs, frame: str) -> None:
    answer = await get(stubs, framed(), element="Pay now", frame=frame)

    assert "#pay" in [one.value for one in answer.found.selectors]
    places = [one.value for one in answer.found.selectors if one.positional]
    assert all("iframe" not in place for place in places)


async def test_element_of_a_frame_of_another_origin_is_found(stubs: Stubs) -> None:
    answer = await get(stubs, framed(far=BANK), element="Pay now", frame="far")

    assert answer.found.identity.attributes["id"] == "pay"


async def test_element_of_a_frame_is_healed_by_what_it_was(stubs: Stubs) -> None:
    asked = {"element": "Pay now", "frame": "pay"}
    await get(stubs, framed(), **asked)
    changed = "<main><form><div><button id=go class=big>Pay now</button></div></form></main>"
    answer = await resolve(stubs, framed(changed), css("#pay"), **asked)

    assert answer.found.identity.attributes["id"] == "go"


async def test_query_that_names_no_frame_is_told_which_one_has_it(stubs: Stubs) -> None:
    for access, name in ((framed(), "pay"), (framed("<p>x</p>", far=BANK), "far")):
        answer = await get(stubs, access, element="Pay now")
        assert answer.miss.reason == element_pb2.MISS_REASON_NOT_FOUND
        assert f"it is in the frame {name!r}" in answer.miss.detail


async def test_frame_that_did_not_come_is_not_found(stubs: Stubs) -> None:
    answer = await get(stubs, framed(), element="Pay now", frame="far")

    assert answer.miss.reason == element_pb2.MISS_REASON_NOT_FOUND
    assert "no one frame 'far' came with the page" in answer.miss.detail


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "x" * 513}, "access.page.frames[0].name"),
        ({"url": "x" * 4097}, "access.page.frames[0].url"),
        ({"page": None}, "access.page.frames[0].page"),
    ],
    ids=["long name", "long url", "no page"],
)
async def test_frame_that_is_wrong_names_its_field(
    stubs: Stubs, change: dict[str, object], field: str
) -> None:
    given: dict[str, object] = {"name": "far", "url": "https://far.test/", "page": captured(BANK)}
    access = framed()
    access.page.frames.append(element_pb2.FrameContent(**(given | change)))  # type: ignore[arg-type]
    code, info = await failure(
        stubs.selector.GetSelector(pb.GetSelectorRequest(query=query(), access=access))
    )
    assert (code, info.metadata["field"]) == (grpc.StatusCode.INVALID_ARGUMENT, field)


async def test_frames_in_frames_and_too_many_are_refused(stubs: Stubs) -> None:
    nested, many = framed(far=BANK), framed()
    nested.page.frames[0].page.frames.add(name="inner").page.html = BANK
    many.page.frames.extend([element_pb2.FrameContent(page=captured(BANK))] * 33)
    for access, field in ((nested, "frames[0].page.frames"), (many, "frames")):
        request = pb.GetSelectorRequest(query=query(), access=access)
        _, info = await failure(stubs.selector.GetSelector(request))
        assert info.metadata["field"] == f"access.page.{field}"


async def test_verify_passes_what_is_there_and_says_what_it_cannot_tell(stubs: Stubs) -> None:
    page = access_to("<h1>A</h1><button id=save>Save</button>")
    await get(stubs, page, action=CLICK)
    seen = await verify(stubs, page, action=CLICK)

    assert (seen.matches, seen.is_same) == (1, True)
    assert (seen.failed, seen.failure_class) == (0, 0)
    assert "does not tell whether it stands still" in seen.detail


@pytest.mark.parametrize(
    ("now", "failed", "failure_class"),
    [
        ("<button id=save hidden>Save</button>", pb.GATE_POINT_VISIBLE, "HIDDEN"),
        ("<button id=save>Save</button><button id=save>Save</button>", pb.GATE_POINT_UNIQUE,
         "AMBIGUOUS"),
        ("<p>nothing</p>", pb.GATE_POINT_UNIQUE, "DRIFT"),
    ],
    ids=["hidden", "twice", "gone"],
)  # fmt: skip
async def test_verify_names_the_point_that_fails(
    stubs: Stubs, now: str, failed: int, failure_class: str
) -> None:
    await save(stubs, "<h1>A</h1><button id=save>Save</button>", "#save")
    seen = await verify(stubs, access_to(f"<h1>A</h1>{now}"), action=CLICK)

    assert seen.failed == failed
    assert seen.failure_class == element_pb2.FailureClass.Value(f"FAILURE_CLASS_{failure_class}")


async def test_verify_of_another_element_in_its_place_says_which(stubs: Stubs) -> None:
    await save(stubs, "<h1>A</h1><button id=save>Save</button>", "#save")
    seen = await verify(stubs, access_to("<h1>A</h1><h2 id=save>Save</h2>"), action=CLICK)

    assert (seen.matches, seen.is_same, seen.failed) == (1, False, 0)
    assert seen.detail == "it is a heading, not a button"


async def test_verify_takes_the_next_selector_where_only_a_browser_can_tell(stubs: Stubs) -> None:
    page = "<h1>A</h1><button id=save>Save</button>"
    await save(stubs, page, "button:hover", "#save")
    seen = await verify(stubs, access_to(page), action=CLICK)

    assert (seen.selector.value, seen.is_same) == ("#save", True)
    await save(stubs, page, "button:hover")
    unsure = await verify(stubs, access_to(page), action=CLICK)
    assert not unsure.HasField("is_same")
    assert unsure.failure_class == element_pb2.FAILURE_CLASS_UNKNOWN


async def save(stubs: Stubs, html: str, *selectors: str) -> None:
    request = pb.SaveSelectorRequest(
        query=query(action=CLICK),
        selectors=[css(one) for one in selectors],
        evidence=element_pb2.Evidence(page=captured(html)),
    )
    await stubs.selector.SaveSelector(request)
