"""What is said of an element that was known: found again, gone, or not to be told from another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.answers import FailureClass
from pacts_daemon.core.model import Before, Descriptor, MissReason, Selector, Strategy, Way
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import DriftCoreError, Limits, RustMeter
from pacts_daemon.locate.by_memory import ByMemory
from pacts_daemon.locate.by_name import ByName, Target
from pacts_daemon.locate.discovery import search_of
from pacts_daemon.locate.snapshot import packed
from tests.unit.locate.scripted import asked, known, page_of

FORM = """<h1>Account</h1><form><h2>Address</h2><label>Street <input name=street></label>
<label>Town <input name=town></label><button id=save type=submit>Save</button></form>
<section><h2>Danger</h2><button id=drop class=red>Delete</button></section>"""
REDESIGNED = """<header><h1>Account</h1></header><main><div><h2>Address</h2>
<label>Street <input name=street></label><label>Town <input name=town></label>
<div><button data-testid=store type=submit>Save</button></div></div>
<section><h2>Danger</h2><button id=drop class=red>Delete</button></section></main>"""
WITHOUT = FORM.replace("<button id=save type=submit>Save</button>", "")
HELP = "<footer><a href=/help data-testid=help>{}</a></footer>"
READER = RustMeter(Limits())


def find(before: Before, html: str, *, last: bool = True) -> Target | NotDiscovered:
    return search_of(before.entry.query, before, READER).find(page_of(html), last=last)


def forgotten(before: Before) -> Before:
    """The same element, of whose page nothing was kept."""
    return Before(replace(before.entry, place=""), b"")


async def test_element_of_the_same_page_is_found_by_its_descriptor() -> None:
    found = find(await known(FORM, "Save"), FORM, last=False)

    assert isinstance(found, Target)
    assert found.recognition is not None
    assert found.recognition.way is Way.DESCRIPTOR
    assert found.recognition.score > 0.9
    assert found.recognition.reasons


async def test_element_of_a_redesigned_page_is_found_by_its_descriptor() -> None:
    found = find(await known(FORM, "Save"), REDESIGNED)

    assert isinstance(found, Target)
    assert found.path.endswith("/div[1]/div[1]/button[1]")


async def test_element_that_was_removed_is_gone() -> None:
    missed = find(await known(FORM, "Save"), WITHOUT)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.NOT_FOUND
    assert missed.detail.startswith("the element is gone; ")
    assert missed.detail.count("is gone") == 1


async def test_neighbour_that_took_the_name_is_not_it() -> None:
    before = await known(FORM + HELP.format("Help"), "Save")
    missed = find(before, WITHOUT + HELP.format("Save"))

    assert isinstance(missed, NotDiscovered)
    assert "was another element before" in missed.detail
    assert missed.detail.count("is gone") == 1


async def test_element_named_like_a_message_of_ours_does_not_change_what_is_said() -> None:
    named = FORM.replace(">Save<", ">is gone<")
    missed = find(await known(named, "is gone"), WITHOUT)

    assert isinstance(missed, NotDiscovered)
    assert missed.detail.startswith("the element is gone; ")


async def test_two_that_fit_equally_well_are_ambiguous() -> None:
    one = "<div class=card><p>Offer</p><button>Buy</button></div>"
    missed = find(await known(f"<h1>Shop</h1>{one}", "Buy"), f"<h1>Shop</h1>{one}{one}")

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.AMBIGUOUS
    assert "is gone" not in missed.detail


async def test_new_element_of_the_name_is_taken_when_two_captures_agree() -> None:
    before = await known("<h1>Shop</h1><p>Hello</p><button id=a>Send</button>", "Send")
    search = search_of(before.entry.query, forgotten(before), READER)
    page = page_of("<main><nav>Menu</nav><form><button class=x>Send</button></form></main>")

    first = search.find(page, last=False)
    second = search.find(page, last=False)

    assert isinstance(first, NotDiscovered)
    assert "so far" in first.detail
    assert isinstance(second, Target)
    assert second.recognition is not None
    assert second.recognition.way is Way.NAME
    assert second.recognition.margin == 0


async def test_only_the_last_capture_needs_no_second_that_agrees() -> None:
    before = forgotten(await known(FORM, "Save"))

    assert isinstance(find(before, FORM, last=False), NotDiscovered)
    assert isinstance(find(before, FORM, last=True), Target)


async def test_element_without_a_kept_page_must_be_of_its_kind() -> None:
    before = forgotten(await known(FORM, "Save"))
    missed = find(before, "<h1>Account</h1><label>Save <input type=checkbox></label>")

    assert isinstance(missed, NotDiscovered)
    assert missed.detail.startswith("the element is gone; ")
    assert "answers to the name but is no button" in missed.detail


async def test_element_that_was_never_described_may_be_of_any_kind() -> None:
    before = forgotten(await known(FORM, "Save"))
    bare = replace(before, entry=replace(before.entry, descriptor=Descriptor()))

    found = find(bare, "<h1>Account</h1><label>Save <input type=checkbox></label>")

    assert isinstance(found, Target)


async def test_element_without_a_kept_page_that_nothing_answers_to_is_gone() -> None:
    missed = find(forgotten(await known(FORM, "Save")), WITHOUT)

    assert isinstance(missed, NotDiscovered)
    assert missed.detail == "the element is gone; nothing on the page is called 'Save'"


async def test_ambiguity_of_the_name_is_not_said_to_be_gone() -> None:
    missed = find(
        forgotten(await known(FORM, "Save")), f"{FORM}<footer><button>Save</button></footer>"
    )

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.AMBIGUOUS
    assert "is gone" not in missed.detail


async def test_search_of_an_unknown_element_is_by_name() -> None:
    assert isinstance(search_of(asked("Save"), None, READER), ByName)


@pytest.mark.parametrize("snapshot", [b"", b"\x09of another version", packed(b"no capture")])
async def test_search_without_a_readable_page_goes_by_the_descriptor(snapshot: bytes) -> None:
    before = replace(await known(FORM, "Save"), snapshot=snapshot)
    search = search_of(before.entry.query, before, READER)

    assert isinstance(search, ByMemory)
    assert isinstance(search.find(page_of(FORM), last=False), NotDiscovered)
    assert isinstance(search.find(page_of(FORM), last=False), Target)


async def test_search_whose_place_is_not_on_the_kept_page_goes_by_the_descriptor() -> None:
    before = await known(FORM, "Save")
    moved = replace(before, entry=replace(before.entry, place="/html[1]/body[1]/nav[7]"))

    found = search_of(before.entry.query, moved, READER).find(page_of(FORM), last=True)

    assert isinstance(found, Target)
    assert found.recognition is not None
    assert found.recognition.way is Way.NAME
    with pytest.raises(DriftCoreError):
        page_of(FORM).node(moved.entry.place)


ROWS = """<h1>Users</h1><table><tr><td>Alice</td><td><button>Delete</button></td></tr>
<tr><td>Bob</td><td><button>Delete</button></td></tr></table>"""


async def test_element_of_a_row_that_was_exchanged_is_of_another_record() -> None:
    missed = find(await known(ROWS, "Delete in the row of Bob"), ROWS.replace("Bob", "Erin"))

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.NOT_FOUND
    assert missed.said is FailureClass.ANOTHER_RECORD


async def test_removed_element_is_of_no_other_record() -> None:
    missed = find(await known(FORM, "Save"), WITHOUT)

    assert isinstance(missed, NotDiscovered)
    assert missed.said is None


async def test_selector_that_matches_several_now_leaves_a_choice_among_them_only() -> None:
    before = await known(FORM, "Save")
    css = Selector(Strategy.CSS, "button[type=submit]")
    before = replace(before, entry=replace(before.entry, selectors=(css,)))
    others = "<p><button type=submit>Send</button><button type=submit>Go</button></p>"
    plain = FORM.replace("<button id=save type=submit>", "<button id=save>")

    missed = find(before, plain + others)
    among = find(before, FORM + others)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.AMBIGUOUS
    assert "matches 2 elements now" in missed.detail
    assert isinstance(among, Target)
    assert among.path == before.entry.place
