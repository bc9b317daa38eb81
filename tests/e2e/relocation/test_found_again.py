"""Elements of a changed page that are found again, by all that identified them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.model import Action, Verdict, Way
from tests.e2e.relocation.conftest import Release
from tests.e2e.relocation.pages import ROWS, SHOP, in_frame, in_shadow

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAVE = '<button id="save" class="primary">Save order</button>'
CHANGES = {
    "renamed id": ('<button id="store" class="primary">Save order</button>', Verdict.KEPT),
    "renamed class": ('<button id="save" class="css-1x2y3z">Save order</button>', Verdict.KEPT),
    "renamed text": ('<button id="save" class="primary">Keep order</button>', Verdict.CHANGED),
    "wrapped": (f"<div><div>{SAVE}</div></div>", Verdict.MOVED),
    "link": ('<a href="#" id="save" class="primary">Save order</a>', Verdict.CHANGED),
    "beside a new one": (f"<button>Print</button>{SAVE}<button>Share</button>", Verdict.KEPT),
}


@pytest.mark.parametrize(("now", "verdict"), CHANGES.values(), ids=CHANGES)
async def test_changed_element_is_found_again(release: Release, now: str, verdict: Verdict) -> None:
    before = await release.known(SHOP.replace("ACTION", SAVE), "Save order", action=Action.CLICK)
    marked = now.replace(' class="', ' data-expected class="')

    draft = await release.found(before, SHOP.replace("ACTION", marked))

    assert draft.relocation is not None
    assert draft.relocation.way is Way.DESCRIPTOR
    assert draft.relocation.verdict is verdict
    assert draft.relocation.score > 0.5
    assert draft.relocation.margin > 0
    assert draft.relocation.reasons


async def test_element_in_another_part_of_the_page_has_moved(release: Release) -> None:
    before = await release.known(SHOP.replace("ACTION", SAVE), "Save order")
    moved = SHOP.replace("ACTION", "").replace(
        "<header>", f"<header>{SAVE.replace(' id', ' data-expected id')}"
    )

    draft = await release.found(before, moved)

    assert draft.relocation is not None
    assert draft.relocation.verdict is Verdict.MOVED


async def test_row_among_equals_is_found_by_its_texts(release: Release) -> None:
    before = await release.known(ROWS, "Edit", scope="row of Bob")
    row = "<tr><td>Dora<td>Chemist<td><button>Edit</button>"
    marked = ROWS.replace("Pilot<td><button>", "Pilot<td><button data-expected>")

    draft = await release.found(before, marked.replace("<tbody>", f"<tbody>{row}"))

    assert draft.relocation is not None
    assert draft.relocation.way is Way.DESCRIPTOR


@pytest.mark.parametrize("around", [in_shadow, in_frame], ids=["shadow root", "frame"])
async def test_element_behind_a_boundary_is_found_again(release: Release, around: object) -> None:
    assert callable(around)
    query = {"frame": "inner"} if around is in_frame else {}
    before = await release.known(around(SHOP.replace("ACTION", SAVE)), "Save order", **query)
    now = '<p><button id="store" class="main" data-expected>Save order</button></p>'

    draft = await release.found(before, around(SHOP.replace("ACTION", now)))

    assert draft.relocation is not None
    assert draft.relocation.way is Way.DESCRIPTOR


async def test_late_element_is_waited_for(release: Release) -> None:
    before = await release.known(SHOP.replace("ACTION", SAVE), "Save order")
    script = """<div id=later></div><script>setTimeout(() => later.outerHTML =
        '<button id="store" class="primary">Save order</button>', 250)</script>"""

    draft = await release.again(before, SHOP.replace("ACTION", script))

    assert getattr(draft, "relocation", None), draft


@pytest.mark.parametrize("snapshot", [b"", b"\x01damaged", b"\x09another version"])
async def test_element_without_a_readable_snapshot_is_found_by_its_name(
    release: Release, snapshot: bytes
) -> None:
    before = await release.known(SHOP.replace("ACTION", SAVE), "Save order")
    now = SAVE.replace('"save"', '"store" data-expected')

    draft = await release.found(replace(before, snapshot=snapshot), SHOP.replace("ACTION", now))

    assert draft.relocation is not None
    assert draft.relocation.way is Way.NAME
    assert draft.relocation.verdict is Verdict.KEPT
    assert draft.relocation.margin == 0


async def test_place_that_is_not_in_the_snapshot_is_set_aside(release: Release) -> None:
    before = await release.known(SHOP.replace("ACTION", SAVE), "Save order")
    lost = replace(before.entry, place="/html[1]/body[1]/dialog[7]")
    now = SAVE.replace(" id", " data-expected id")

    draft = await release.found(replace(before, entry=lost), SHOP.replace("ACTION", now))

    assert draft.relocation is not None
    assert draft.relocation.way is Way.NAME


async def test_element_made_anew_elsewhere_is_found(release: Release) -> None:
    before = await release.known(SHOP.replace("ACTION", SAVE), "Save order")
    anew = '<footer><ul><li><input type=submit value="Save order" data-expected></ul></footer>'

    draft = await release.found(before, SHOP.replace("ACTION", "").replace("</main>", anew))

    assert draft.relocation is not None
    assert draft.relocation.verdict in {Verdict.MOVED, Verdict.CHANGED}
