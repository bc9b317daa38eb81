"""Elements that were removed must come back as gone, not as their neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.model import Action, MissReason
from tests.e2e.relocation.conftest import Release
from tests.e2e.relocation.pages import ROWS, SHOP, in_frame, in_shadow

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAVE = '<button id="save" class="primary">Save order</button>'
NEIGHBOURS = {
    "nothing": "",
    "a similar name": '<button id="draft" class="primary">Save order as draft</button>',
    "another action": '<button id="delete" class="primary">Delete order</button>',
}


@pytest.mark.parametrize("left", NEIGHBOURS.values(), ids=NEIGHBOURS)
async def test_removed_element_is_not_its_neighbour(release: Release, left: str) -> None:
    old = SHOP.replace("ACTION", SAVE + left)
    before = await release.known(old, "Save order", action=Action.CLICK)

    missed = await release.gone(before, SHOP.replace("ACTION", left))

    assert missed.reason is MissReason.NOT_FOUND
    assert "is gone" in missed.detail


@pytest.mark.parametrize("around", [in_shadow, in_frame], ids=["shadow root", "frame"])
async def test_removed_element_behind_a_boundary_is_gone(release: Release, around: object) -> None:
    assert callable(around)
    query = {"frame": "inner"} if around is in_frame else {}
    before = await release.known(around(SHOP.replace("ACTION", SAVE)), "Save order", **query)

    missed = await release.gone(before, around(SHOP.replace("ACTION", "")))

    assert missed.reason is MissReason.NOT_FOUND


async def test_removed_element_is_not_a_namesake_that_was_another_before(release: Release) -> None:
    dialog = '<div role="dialog" aria-label="Invite"><h2>Invite</h2><button>Send</button></div>'
    form = '<form aria-label="Letter"><h2>Letter</h2><textarea></textarea>{}</form>'
    old = SHOP.replace("ACTION", "") + dialog + form.format("<button>Send</button>")
    before = await release.known(old, "Send", ordinal=2)

    missed = await release.gone(before, SHOP.replace("ACTION", "") + dialog + form.format(""))

    assert missed.reason is MissReason.NOT_FOUND


async def test_removed_second_of_two_that_are_counted_is_not_the_first(release: Release) -> None:
    first, second = "<p>Pen <button>Buy</button></p>", "<p>Ink <button>Buy</button></p>"
    before = await release.known(SHOP.replace("ACTION", first + second), "Buy", ordinal=2)

    missed = await release.gone(before, SHOP.replace("ACTION", first))

    assert missed.reason is MissReason.NOT_FOUND


async def test_removed_element_whose_namesake_stays_is_gone(release: Release) -> None:
    """By name alone the one that is left would be taken: it was another one before."""
    link = '<a href="/save">Save order</a>'
    old = SHOP.replace("ACTION", SAVE).replace("<section>", f"<section>{link}")
    before = await release.known(old, "Save order", action=Action.CLICK, scope="Order form")
    assert before.entry.descriptor.role == "button"
    asked = replace(before.entry.query, scope="")
    before = replace(before, entry=replace(before.entry, query=asked))

    missed = await release.gone(before, old.replace(SAVE, ""))

    assert missed.reason is MissReason.NOT_FOUND
    assert "is gone" in missed.detail
    assert 'link "Save order"' in missed.detail
    assert "was another element before" in missed.detail


async def test_removed_row_is_not_the_row_that_took_its_place(release: Release) -> None:
    before = await release.known(ROWS, "Edit", scope="row of Bob")
    bob = "<tr><td>Bob<td>Pilot<td><button>Edit</button>\n"
    assert bob in ROWS

    missed = await release.gone(before, ROWS.replace(bob, ""))

    assert missed.reason is MissReason.NOT_FOUND


async def test_element_that_became_one_of_twins_is_ambiguous_and_names_both(
    release: Release,
) -> None:
    before = await release.known(SHOP.replace("ACTION", f"<p>{SAVE}</p>"), "Save order")
    twins = "<p><button id=a>Save order</button></p><p><button id=b>Save order</button></p>"

    missed = await release.gone(before, SHOP.replace("ACTION", twins))

    assert missed.reason is MissReason.AMBIGUOUS
    assert 'id "a"' in missed.detail
    assert 'id "b"' in missed.detail


async def test_name_of_another_kind_is_not_the_element_without_a_snapshot(
    release: Release,
) -> None:
    before = await release.known(SHOP.replace("ACTION", SAVE), "Save order")
    field = '<label>Save order <input type="checkbox"></label>'

    missed = await release.gone(replace(before, snapshot=b""), SHOP.replace("ACTION", field))

    assert missed.reason is MissReason.NOT_FOUND
    assert "is no button" in missed.detail
