"""A stored selector is right when it matches one element, and that is the entry's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.model import Action, Descriptor, Selector, Strategy
from pacts_daemon.core.page_ports import Gate
from tests.e2e.relocation.pages import ROWS, in_frame, in_shadow
from tests.e2e.verify.conftest import Checking

pytestmark = pytest.mark.asyncio(loop_scope="session")

FORM = '<form aria-label="Order"><input name="town" aria-label="Town">{}</form>'
SAVE = FORM.format('<button id="save" type="button">Save</button>')


async def test_element_that_stayed_is_right_by_its_best_selector(checking: Checking) -> None:
    entry = await checking.stored(SAVE, "Save", action=Action.CLICK)

    result = await checking.verified(entry, SAVE)

    assert result.selector == entry.selectors[0]
    assert (result.matches, result.is_same, result.failed, result.detail) == (1, True, None, "")


async def test_selectors_that_match_nothing_say_so(checking: Checking) -> None:
    entry = await checking.stored(SAVE, "Save")

    result = await checking.verified(entry, "<p>Nothing here</p>")

    assert (result.selector, result.matches) == (entry.selectors[0], 0)
    assert (result.is_same, result.failed) == (None, Gate.UNIQUE)


async def test_selector_that_matches_two_gives_way_to_the_next(checking: Checking) -> None:
    entry = await checking.stored(SAVE, "Save")
    by_class = Selector(Strategy.CSS, "button")
    entry = replace(entry, selectors=(by_class, *entry.selectors))

    result = await checking.verified(entry, SAVE + "<button>Print</button>")
    only = await checking.verified(
        replace(entry, selectors=(by_class,)), SAVE + "<button>Print</button>"
    )

    assert (result.selector, result.is_same) == (entry.selectors[1], True)
    assert (only.matches, only.is_same, only.failed) == (2, None, Gate.UNIQUE)


OTHERS = {
    "another name": ("form > button", '<button type="button">Delete</button>'),
    "another role": ("form > :last-child", '<input type="checkbox" aria-label="Save">'),
    "another text": ("form > :last-child", "<p>Save</p>"),
}


@pytest.mark.parametrize(("css", "now"), OTHERS.values(), ids=OTHERS)
async def test_another_element_under_the_selector_is_not_the_same(
    checking: Checking, css: str, now: str
) -> None:
    entry = await checking.stored(SAVE, "Save", action=Action.CLICK)
    entry = replace(entry, selectors=(Selector(Strategy.CSS, css),))
    assert (await checking.verified(entry, SAVE)).is_same

    result = await checking.verified(entry, FORM.format(now))

    assert (result.matches, result.is_same, result.failed) == (1, False, None)
    assert result.detail


async def test_namesake_with_another_test_id_is_not_the_same(checking: Checking) -> None:
    page = '<ul><li><button data-testid="{}">Edit</button></ul>'
    entry = await checking.stored(page.format("edit-alice"), "Edit")
    entry = replace(entry, selectors=(Selector(Strategy.ROLE, "Edit", role="button"),))

    result = await checking.verified(entry, page.format("edit-bob"))

    assert result.is_same is False
    assert "data-testid" in result.detail


@pytest.mark.parametrize("now", ["Speichern", "SAVE", " Save\n"])
async def test_name_in_another_spelling_or_language_is_the_same(
    checking: Checking, now: str
) -> None:
    entry = await checking.stored(SAVE, "Save", action=Action.CLICK)
    by_id = Selector(Strategy.CSS, "#save")
    assert by_id in entry.selectors

    result = await checking.verified(replace(entry, selectors=(by_id,)), SAVE.replace("Save", now))

    assert result.is_same is True


async def test_place_whose_row_is_another_is_not_the_same(checking: Checking) -> None:
    entry = await checking.stored(ROWS, "Edit", scope="row of Bob")
    by_place = Selector(Strategy.CSS, "tr:nth-of-type(2) > td > button", positional=True)
    entry = replace(entry, selectors=(by_place,))
    without = ROWS.replace("<tr><td>Bob<td>Pilot<td><button>Edit</button>\n", "")

    kept, shifted = await checking.verified(entry, ROWS), await checking.verified(entry, without)

    assert (kept.matches, kept.is_same) == (1, True)
    assert (shifted.matches, shifted.is_same) == (1, False)
    assert "around it" in shifted.detail


async def test_entry_without_a_descriptor_is_not_refuted_and_says_so(checking: Checking) -> None:
    entry = replace(await checking.stored(SAVE, "Save"), descriptor=Descriptor())

    result = await checking.verified(entry, SAVE)

    assert result.is_same is True
    assert "does not describe" in result.detail


async def test_text_that_is_read_may_have_changed(checking: Checking) -> None:
    entry = await checking.stored("<p id=total>7 items</p>", "7 items", action=Action.READ)
    by_id = Selector(Strategy.CSS, "#total")

    result = await checking.verified(replace(entry, selectors=(by_id,)), "<p id=total>8 items</p>")

    assert result.is_same is True


async def test_selector_that_cannot_be_run_is_a_miss_of_that_selector(checking: Checking) -> None:
    entry = await checking.stored(SAVE, "Save")
    broken = Selector(Strategy.CSS, "button[[")

    result = await checking.verified(replace(entry, selectors=(broken, *entry.selectors)), SAVE)
    only = await checking.verified(replace(entry, selectors=(broken,)), SAVE)

    assert result.selector == entry.selectors[0]
    assert (only.matches, only.failed) == (0, Gate.UNIQUE)
    assert "cannot be run" in only.detail


@pytest.mark.parametrize("around", [in_shadow, in_frame], ids=["shadow root", "frame"])
async def test_element_behind_a_boundary_is_verified(checking: Checking, around: object) -> None:
    assert callable(around)
    query = {"frame": "inner"} if around is in_frame else {}
    entry = await checking.stored(around(SAVE), "Save", action=Action.CLICK, **query)

    right = await checking.verified(entry, around(SAVE))
    wrong = await checking.verified(entry, around(FORM.format("<button>Delete</button>")))

    assert (right.is_same, right.failed) == (True, None)
    assert not wrong.is_same


async def test_frame_that_is_gone_is_named(checking: Checking) -> None:
    entry = await checking.stored(in_frame(SAVE), "Save", frame="inner")

    result = await checking.verified(entry, SAVE)

    assert (result.matches, result.failed) == (0, Gate.UNIQUE)
    assert "'inner'" in result.detail


async def test_element_that_comes_late_is_waited_for(checking: Checking) -> None:
    entry = await checking.stored(SAVE, "Save")
    late = f"<div id=at></div><script>setTimeout(() => at.innerHTML = `{SAVE}`, 60)</script>"

    assert (await checking.verified(entry, late)).is_same


async def test_verifying_leaves_the_page_as_it_was(checking: Checking) -> None:
    """Nothing is written to it, and nothing is left on its window."""
    entry = await checking.stored(SAVE, "Save", action=Action.CLICK)
    watching = """<script>window.names = Object.getOwnPropertyNames(window).length;
        new MutationObserver(() => document.querySelector('button')?.remove())
        .observe(document.querySelector('form'), {attributes: true, childList: true,
        subtree: true, characterData: true})</script>"""

    assert (await checking.verified(entry, SAVE + watching)).is_same
