from __future__ import annotations

import os

import pytest

from pacts_daemon.core.content.page import PageForm, sent_page
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import Descriptor, Draft, Selector, Strategy
from pacts_daemon.core.ports import MAX_SNAPSHOT_BYTES
from pacts_daemon.drift_core import Page
from pacts_daemon.locate.completion import PageCompleter
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.locate.snapshot import unpacked
from tests.support.clock import TurnedClock
from tests.support.pages.captures import capture_of
from tests.unit.locate.scripted import CountingReader, asked, css

PAGE = """<h1>Account</h1><form><label>Town <input name=town></label><button id=save>Save</button>
</form><footer><button id=help>Help</button></footer>"""
UNSURE = Selector(Strategy.CSS, "button:hover")


async def completed(
    *selectors: Selector, capture: bytes | None = None, frame: str = "", **changes: object
) -> Draft:
    draft = Draft(asked("Save", frame=frame), selectors, **changes)  # type: ignore[arg-type]
    return await complete(CountingReader(), draft, capture or capture_of(PAGE))


async def complete(
    reader: CountingReader, draft: Draft, content: bytes, form: PageForm = PageForm.CAPTURE
) -> Draft:
    sent = sent_page(form, content.decode(), "evidence.page")
    return await PageCompleter(SentPages(reader, TurnedClock())).complete(draft, sent)


async def test_draft_gets_what_the_page_says_of_its_element() -> None:
    draft = await completed(css("#save"), css("form button"))

    assert (draft.descriptor.role, draft.descriptor.name) == ("button", "Save")
    assert draft.place == "/html[1]/body[1]/form[1]/button[1]"
    assert unpacked(draft.snapshot) == capture_of(PAGE)
    assert draft.neighbourhood


async def test_descriptor_that_the_caller_gave_stays() -> None:
    given = Descriptor(role="link", name="Mine")

    assert (await completed(css("#save"), descriptor=given)).descriptor == given


@pytest.mark.parametrize(
    ("selectors", "field", "problem"),
    [
        (["#does-not-exist"], "selectors[0]", "matches nothing on the page in evidence"),
        (["#save", "#nothing"], "selectors[1]", "matches nothing on the page in evidence"),
        (["button"], "selectors[0]", "matches 2 elements on the page in evidence"),
        (["#save", "#help"], "selectors[1]", "matches another element than selectors[0]"),
    ],
)
async def test_selector_that_does_not_lead_to_the_element_is_refused(
    selectors: list[str], field: str, problem: str
) -> None:
    with pytest.raises(InvalidFieldError) as refused:
        await completed(*(css(value) for value in selectors))

    assert (refused.value.field, refused.value.problem) == (field, problem)


async def test_selector_of_which_only_a_browser_can_tell_passes() -> None:
    assert (await completed(UNSURE, css("#save"))).place
    assert await completed(UNSURE) == Draft(asked("Save"), (UNSURE,))


async def test_difference_is_told_from_the_first_selector_that_is_sure() -> None:
    with pytest.raises(InvalidFieldError, match=r"another element than selectors\[1\]"):
        await completed(UNSURE, css("#save"), css("#help"))


async def test_capture_that_is_not_whole_refutes_nothing() -> None:
    part = capture_of(PAGE, truncated=True)

    assert (await completed(css("#below"), capture=part)).place == ""
    assert (await completed(css("#save"), capture=part)).place


async def test_page_that_speaks_of_truncation_is_whole_all_the_same() -> None:
    said = capture_of('<p>{"truncated": true}</p>')

    with pytest.raises(InvalidFieldError, match="matches nothing"):
        await completed(css("#below"), capture=said)


async def test_selectors_of_a_frame_are_not_refuted_by_the_page_around_it() -> None:
    assert (await completed(css("#inside"), frame="bank")).place == ""


async def test_capture_that_cannot_be_read_leaves_the_draft_as_it_is() -> None:
    assert await completed(css("#save"), capture=b"{}") == Draft(asked("Save"), (css("#save"),))


async def test_page_that_is_too_large_to_keep_leaves_the_draft_as_it_is() -> None:
    noise = f"<p>{os.urandom(MAX_SNAPSHOT_BYTES).hex()}</p>" * 2
    draft = await completed(css("#save"), capture=capture_of(PAGE + noise))

    assert (draft.place, draft.snapshot) == ("", b"")


async def test_capture_is_parsed_once_in_a_completion() -> None:
    reader = CountingReader()
    draft = Draft(asked("Save"), (css("#save"), css("form button")))
    await complete(reader, draft, capture_of(PAGE))

    assert reader.parsed == [capture_of(PAGE)]


def test_fingerprints_of_a_parsed_page_are_those_of_its_bytes() -> None:
    reader, capture = CountingReader(), capture_of(PAGE)
    page: Page = reader.read_capture(capture)

    assert page.fingerprint() == reader.fingerprint_capture(capture)
    assert page.path(page.node("/html[1]/body[1]/form[1]")) == "/html[1]/body[1]/form[1]"
