"""Verification on scripted pages: which selector is right, why not, and what that costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.model import Action, Descriptor, Entry, PageAccess, Selector
from pacts_daemon.core.page_ports import Gate, Verification
from pacts_daemon.locate.verification import LiveVerifier, VerifierOptions
from tests.support.pages.captures import capture_of
from tests.unit.locate.scripted import (
    CountingReader,
    ScriptedCapture,
    ScriptedFrame,
    ScriptedPage,
    css,
    entry_on,
)

PAGE = """<h1>Account</h1><form><p>Sure?</p><button id=save>Save</button></form>
<footer><p>Read on</p><button id=help>Help</button></footer>"""
ACCESS = PageAccess("http://127.0.0.1/")


async def entry(*selectors: Selector, **changes: object) -> Entry:
    known = await entry_on(PAGE, "Save", **changes)
    return replace(known, selectors=selectors or (css("#save"),))


async def verify(
    known: Entry, main: ScriptedFrame, reader: CountingReader | None = None, **frames: ScriptedFrame
) -> Verification:
    pages = ScriptedPage(main, **frames)
    verifier = LiveVerifier(pages, reader or CountingReader(), VerifierOptions(settle_ms=7))
    return await verifier.verify(known, ACCESS)


async def test_selector_that_leads_to_its_element_is_right_at_once() -> None:
    main = ScriptedFrame([PAGE])

    assert await verify(await entry(), main) == Verification(css("#save"), 1, True, None)
    assert (main.captures, main.settled) == (0, [])


async def test_selector_that_matches_nothing_is_looked_at_again_after_settling() -> None:
    main = ScriptedFrame(["<p>Loading</p>"], after_settling=[PAGE])

    assert (await verify(await entry(), main)).is_same
    assert main.settled == [7]


@pytest.mark.parametrize(
    ("selector", "matches", "detail"),
    [
        (css("#gone"), 0, "it matches 0 elements"),
        (css("button"), 2, "it matches 2 elements"),
        (css("(("), 0, "it cannot be run"),
    ],
)
async def test_selector_without_one_match_is_not_unique(
    selector: Selector, matches: int, detail: str
) -> None:
    result = await verify(await entry(selector), ScriptedFrame([PAGE]))

    assert result == Verification(selector, matches, None, Gate.UNIQUE, detail)


async def test_next_selector_is_tried_when_the_first_is_wrong() -> None:
    result = await verify(await entry(css("#help"), css("#save")), ScriptedFrame([PAGE]))

    assert (result.selector, result.is_same) == (css("#save"), True)


async def test_first_selector_is_told_when_none_is_right() -> None:
    result = await verify(await entry(css("#help"), css("#gone")), ScriptedFrame([PAGE]))

    assert (result.selector, result.is_same) == (css("#help"), False)
    assert result.detail == "it is called 'Help', not 'Save'"


async def test_entry_that_describes_nothing_is_not_compared() -> None:
    bare = replace(await entry(css("#help")), descriptor=Descriptor())
    result = await verify(bare, ScriptedFrame([PAGE]))

    assert result.is_same
    assert "does not describe its element" in result.detail


async def test_gate_is_asked_for_what_the_action_needs() -> None:
    main = ScriptedFrame([PAGE], gate=(Gate.ENABLED, "it is disabled"))
    result = await verify(await entry(action=Action.CLICK), main)

    assert (result.is_same, result.failed, result.detail) == (True, Gate.ENABLED, "it is disabled")
    assert main.asked[0] == {"visible", "enabled", "stable", "receives_events"}


async def test_file_is_set_whether_its_field_is_seen_or_not() -> None:
    html = "<label>Photo <input type=file name=photo></label>"
    photo = await entry_on(html, "Photo")
    filled = replace(photo.query, action=Action.FILL)
    known = replace(photo, query=filled, selectors=(css("input"),))
    main = ScriptedFrame([html], gate=(Gate.VISIBLE, "hidden"))

    assert (await verify(known, main)).failed is None
    assert main.asked == []


async def test_place_among_siblings_is_right_while_its_surroundings_are() -> None:
    at_place = css("form > button:nth-child(2)", positional=True)

    assert (await verify(await entry(at_place), ScriptedFrame([PAGE]))).is_same
    moved = PAGE.replace("Sure?", "Delete all?").replace("Account", "Danger")
    result = await verify(await entry(at_place), ScriptedFrame([moved]))
    assert result.is_same is False
    assert "what is around it is not the same" in result.detail


async def test_element_that_is_not_in_the_capture_is_a_page_that_changes() -> None:
    at_place = css("form > button:nth-child(2)", positional=True)
    result = await verify(await entry(at_place), ScriptedFrame([ScriptedCapture(PAGE, stale=True)]))

    assert result.detail == "the page keeps changing while it is looked at"


async def test_capture_that_cannot_be_parsed_leaves_the_element_alone_to_decide() -> None:
    broken = ScriptedCapture(PAGE)
    broken.capture = b"{}"
    at_place = css("form > button:nth-child(2)", positional=True)

    assert (await verify(await entry(at_place), ScriptedFrame([broken]))).is_same


async def test_capture_is_parsed_once_for_all_selectors_of_a_verification() -> None:
    wrong = css("footer > button:nth-child(2)", positional=True)
    right = css("form > button:nth-child(2)", positional=True)
    main, reader = ScriptedFrame([PAGE]), CountingReader()

    assert (await verify(await entry(wrong, right), main, reader)).is_same
    assert reader.parsed == [capture_of(PAGE)]
    assert main.captures == 1


async def test_entry_of_a_frame_is_checked_there() -> None:
    known = await entry()
    inside = replace(known, query=replace(known.query, frame="bank"))

    result = await verify(inside, ScriptedFrame(["<p>x</p>"]), bank=ScriptedFrame([PAGE]))
    assert result.is_same
    missed = await verify(inside, ScriptedFrame([PAGE]))
    assert missed.detail == "the page has no one frame 'bank'"
