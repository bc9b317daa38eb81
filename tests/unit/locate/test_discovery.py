"""Discovery on scripted pages: until found, until twice ambiguous, until time is up."""

from __future__ import annotations

from unittest.mock import ANY

import pytest

from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.live_page import Step
from pacts_daemon.core.model import Draft, MissReason, Verdict, Way
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.discovery import LiveDiscovery
from pacts_daemon.locate.snapshot import unpacked
from tests.support.pages.captures import capture_of
from tests.unit.locate.scripted import (
    PATIENT,
    CountingReader,
    KeptSteps,
    ScriptedCapture,
    ScriptedFrame,
    ScriptedPage,
    asked,
    discovered,
    known,
)

LOADING = "<h1>Account</h1><p>Loading</p>"
PAGE = """<h1>Account</h1><form><label>Town <input name=town></label><button id=save>Save</button>
</form>"""
MOVED = """<h1>Account</h1><p>Something else</p><section><h2>New</h2><ul><li>x</li></ul><div><div>
<button id=save class=a>Save</button></div></div></section>"""
TWO = "<h1>Account</h1><button>Save</button><p>or</p><button>Save</button>"
AWAY = PageUnavailableError("the page could not be read: Error")


async def test_element_is_drafted_with_proven_selectors_and_its_page() -> None:
    reader = CountingReader()
    draft = await discovered(ScriptedPage(ScriptedFrame([PAGE])), asked("Save"), reader=reader)

    assert isinstance(draft, Draft)
    assert "#save" in [selector.value for selector in draft.selectors]
    assert draft.descriptor.role == "button"
    assert draft.place == "/html[1]/body[1]/form[1]/button[1]"
    assert unpacked(draft.snapshot) == capture_of(PAGE)
    assert draft.fingerprints[1] == reader.fingerprint_capture(capture_of(PAGE))
    assert draft.neighbourhood
    assert draft.relocation is None


async def test_element_that_appears_later_is_waited_for() -> None:
    steps = KeptSteps()
    page = ScriptedPage(ScriptedFrame([LOADING, AWAY, LOADING, PAGE]))

    draft = await discovered(page, asked("Save"), steps=steps, options=PATIENT)

    assert isinstance(draft, Draft)
    assert steps.notes == [
        "attempt 1: not there", "attempt 2: the page changed meanwhile", "attempt 3: not there", ANY
    ]  # fmt: skip
    assert steps.notes[-1].startswith("attempt 4: found, waited ")


async def test_element_that_never_appears_is_not_found_after_the_wait() -> None:
    main = ScriptedFrame([LOADING])
    missed = await discovered(ScriptedPage(main), asked("Save"))

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.NOT_FOUND
    assert main.captures > 1


async def test_ambiguity_is_told_when_two_captures_agree() -> None:
    main = ScriptedFrame([TWO])
    steps = KeptSteps()
    missed = await discovered(ScriptedPage(main), asked("Save"), steps=steps, options=PATIENT)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.AMBIGUOUS
    assert main.captures == 2
    assert missed.waited.endswith(": two captures agree")
    assert steps.notes == ["attempt 1: ambiguous", f"attempt 2: ambiguous, {missed.waited}"]


async def test_page_that_stays_away_is_unavailable() -> None:
    with pytest.raises(PageUnavailableError, match="could not be read"):
        await discovered(ScriptedPage(ScriptedFrame([AWAY])), asked("Save"))


async def test_selectors_that_cannot_be_proven_are_a_page_that_changes() -> None:
    shown = ScriptedCapture(PAGE, unproven=True)

    with pytest.raises(PageUnavailableError, match="keeps changing"):
        await discovered(ScriptedPage(ScriptedFrame([shown])), asked("Save"))


async def test_capture_that_cannot_be_parsed_is_an_unavailable_page() -> None:
    broken = ScriptedCapture(PAGE)
    broken.capture = b"{}"

    with pytest.raises(PageUnavailableError, match="cannot be read"):
        await discovered(ScriptedPage(ScriptedFrame([broken])), asked("Save"))


async def test_page_that_was_not_captured_whole_says_so_on_a_miss() -> None:
    part = ScriptedCapture(LOADING, truncated=True)
    missed = await discovered(ScriptedPage(ScriptedFrame([part])), asked("Save"))

    assert isinstance(missed, NotDiscovered)
    assert missed.detail.endswith("the page was too large to be read whole")


async def test_frame_that_the_query_names_is_captured() -> None:
    page = ScriptedPage(ScriptedFrame([LOADING]), bank=ScriptedFrame([PAGE]))
    draft = await discovered(page, asked("Save", frame="bank"))

    assert isinstance(draft, Draft)
    assert page.main.captures == 0
    assert len(draft.fingerprints) == 2


async def test_frame_that_is_not_there_is_not_found() -> None:
    missed = await discovered(ScriptedPage(ScriptedFrame([PAGE])), asked("Save", frame="bank"))

    assert isinstance(missed, NotDiscovered)
    assert missed.detail == "the page has no one frame 'bank'"


async def test_frame_that_has_the_element_is_told_on_a_miss() -> None:
    gone = ScriptedFrame([AWAY])
    page = ScriptedPage(ScriptedFrame([LOADING]), lost=gone, bank=ScriptedFrame([PAGE]))
    missed = await discovered(page, asked("Save"))

    assert isinstance(missed, NotDiscovered)
    assert "it is in the frame 'bank'" in missed.detail


async def test_known_element_on_the_same_page_is_kept() -> None:
    draft = await discovered(
        ScriptedPage(ScriptedFrame([PAGE])), asked("Save"), await known(PAGE, "Save")
    )

    assert isinstance(draft, Draft)
    assert draft.relocation is not None
    assert draft.relocation.verdict is Verdict.KEPT
    assert draft.relocation.neighbourhood_drift == 0
    assert draft.relocation.way is Way.DESCRIPTOR


async def test_known_element_in_another_neighbourhood_has_moved() -> None:
    draft = await discovered(
        ScriptedPage(ScriptedFrame([MOVED])), asked("Save"), await known(PAGE, "Save")
    )

    assert isinstance(draft, Draft)
    assert draft.relocation is not None
    assert draft.relocation.verdict is Verdict.MOVED
    assert draft.relocation.neighbourhood_drift is not None
    assert draft.relocation.neighbourhood_drift > 0.35


async def test_known_element_with_another_name_has_changed() -> None:
    renamed = PAGE.replace(">Save<", ">Save all<")
    draft = await discovered(
        ScriptedPage(ScriptedFrame([renamed])), asked("Save"), await known(PAGE, "Save")
    )

    assert isinstance(draft, Draft)
    assert draft.relocation is not None
    assert draft.relocation.verdict is Verdict.CHANGED
    assert draft.relocation.neighbourhood_drift is None


async def test_known_element_is_not_taken_while_it_is_hidden() -> None:
    hidden = ScriptedCapture(PAGE, hidden=frozenset({"/html[1]/body[1]/form[1]/button[1]"}))
    main = ScriptedFrame([hidden, PAGE])
    draft = await discovered(ScriptedPage(main), asked("Save"), await known(PAGE, "Save"))

    assert isinstance(draft, Draft)
    assert main.captures == 2


async def test_capture_is_parsed_once_in_a_discovery() -> None:
    reader = CountingReader()
    await discovered(ScriptedPage(ScriptedFrame([PAGE])), asked("Save"), reader=reader)

    assert reader.parsed == [capture_of(PAGE)]


async def test_each_capture_of_a_page_that_is_waited_for_is_parsed_once() -> None:
    reader = CountingReader()
    page = ScriptedPage(ScriptedFrame([LOADING, PAGE]))
    await discovered(page, asked("Save"), reader=reader)

    assert reader.parsed == [capture_of(LOADING), capture_of(PAGE)]


async def test_heal_parses_the_kept_page_once_and_the_new_one_once() -> None:
    before, reader = await known(PAGE, "Save"), CountingReader()
    await discovered(ScriptedPage(ScriptedFrame([MOVED])), asked("Save"), before, reader=reader)

    assert reader.parsed == [capture_of(PAGE), capture_of(MOVED)]


async def test_page_with_frames_is_parsed_whole_for_its_fingerprint_alone() -> None:
    reader = CountingReader()
    page = ScriptedPage(ScriptedFrame([PAGE]), bank=ScriptedFrame([LOADING]))
    await discovered(page, asked("Save"), reader=reader)

    assert reader.parsed == [capture_of(PAGE), capture_of("<main>all of it</main>")]


async def test_steps_of_a_discovery_are_timed_in_order() -> None:
    steps = KeptSteps()
    await discovered(ScriptedPage(ScriptedFrame([PAGE])), asked("Save"), steps=steps)

    assert [step for step, _ in steps.kept] == [Step.SETTLE, Step.CAPTURE, Step.FIND, Step.PROVE]
    facts = dict(steps.kept)
    assert facts[Step.CAPTURE]["bytes"] == len(capture_of(PAGE))
    assert facts[Step.PROVE]["tried"] >= facts[Step.PROVE]["right"] > 0


async def test_closing_discovery_closes_the_pages() -> None:
    page = ScriptedPage(ScriptedFrame([PAGE]))
    await LiveDiscovery(page, CountingReader()).close()

    assert page.closed
