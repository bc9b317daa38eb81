from __future__ import annotations

import pytest

from pacts_daemon.core.model import Action, Draft, MissReason
from tests.e2e.discovery.conftest import Looking

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROWS = """<table><tr><th>Who<th>Do
    <tr><td>Alice<td><button {alice}>Edit</button>
    <tr><td>Alice Cooper<td><button {cooper}>Edit</button>
    <tr><td>Bob<td><button {bob}>Edit</button></table>"""
DIALOG = """<button>Save</button><div role="dialog" aria-label="New contact">
    <h2>New contact</h2><button data-expected>Save</button></div>"""


def rows(**marked: str) -> str:
    return ROWS.format(**{"alice": "", "cooper": "", "bob": "", **marked})


@pytest.mark.parametrize("scope", ["row of Alice", "the row of Alice", "Alice row", "Alice"])
async def test_scope_of_a_row_finds_the_element_in_it(looking: Looking, scope: str) -> None:
    draft = await looking.found(rows(alice="data-expected"), "Edit", scope=scope)

    assert any("Alice" in s.value for s in draft.selectors)


@pytest.mark.parametrize("scope", ["dialog", "New contact", "New contact dialog", "modal"])
async def test_scope_of_a_dialog_finds_the_element_in_it(looking: Looking, scope: str) -> None:
    await looking.found(DIALOG, "Save", scope=scope)


async def test_scope_by_a_heading_of_a_plain_box_finds_the_element(looking: Looking) -> None:
    html = """<div><h3>Shipping</h3><button>Change</button></div>
        <div><h3>Billing</h3><div><button data-expected>Change</button></div></div>"""

    await looking.found(html, "Change", scope="Billing")


async def test_scope_that_is_not_on_the_page_finds_nothing(looking: Looking) -> None:
    missed = await looking.missed(rows(), "Edit", scope="row of Carol")

    assert missed.reason is MissReason.NOT_FOUND
    assert "row of Carol" in missed.detail


async def test_scope_without_the_element_does_not_take_it_from_elsewhere(looking: Looking) -> None:
    html = "<button>Save</button><div role=dialog aria-label=Ask><button>No</button></div>"

    missed = await looking.missed(html, "Save", scope="dialog")

    assert missed.reason is MissReason.NOT_FOUND
    assert "outside the scope" in missed.detail


@pytest.mark.parametrize(("ordinal", "which"), [(1, "alice"), (2, "cooper"), (3, "bob")])
async def test_ordinal_takes_the_nth_in_document_order(
    looking: Looking, ordinal: int, which: str
) -> None:
    await looking.found(rows(**{which: "data-expected"}), "Edit", ordinal=ordinal)


async def test_ordinal_beyond_the_last_finds_nothing(looking: Looking) -> None:
    missed = await looking.missed(rows(), "Edit", ordinal=4)

    assert missed.reason is MissReason.NOT_FOUND
    assert "there are 3" in missed.detail


FRAME = """<button>Pay</button><iframe name="bank"
    srcdoc="<button data-expected>Pay</button>"></iframe>"""


async def test_frame_by_name_finds_the_element_inside(looking: Looking) -> None:
    await looking.found(FRAME, "Pay", frame="bank")


async def test_frame_by_url_finds_the_element_inside(looking: Looking) -> None:
    inner = looking.site.page("<button>Pay</button>", "/inner")
    answer = await looking.look(f'<iframe src="{inner}?token=1"></iframe>', "Pay", frame=inner)

    assert not hasattr(answer, "reason"), answer


async def test_frame_that_is_not_there_finds_nothing(looking: Looking) -> None:
    missed = await looking.missed(FRAME, "Pay", frame="shop")

    assert missed.reason is MissReason.NOT_FOUND
    assert "'shop'" in missed.detail


async def test_element_of_a_frame_is_not_the_pages_but_the_frame_is_told(looking: Looking) -> None:
    html = """<iframe srcdoc="<p>Nothing</p>"></iframe><iframe name="bank"
        srcdoc="<button>Pay</button>"></iframe>"""

    missed = await looking.missed(html, "Pay")

    assert missed.reason is MissReason.NOT_FOUND
    assert "it is in the frame 'bank'" in missed.detail


BY_ACTION = {
    Action.FILL: "<button>City</button><input aria-label=City data-expected>",
    Action.CLICK: "<p>City</p><button data-expected>City</button>",
    Action.SELECT: "<input aria-label=City><select aria-label=City data-expected></select>",
    Action.CHECK: "<button>City</button><label><input type=checkbox data-expected>City</label>",
    Action.READ: "<h2 data-expected>City</h2>",
}


@pytest.mark.parametrize(("action", "html"), BY_ACTION.items(), ids=BY_ACTION)
async def test_action_takes_the_element_that_can_take_it(
    looking: Looking, action: Action, html: str
) -> None:
    await looking.found(html, "City", action=action)


async def test_action_that_nothing_can_take_finds_nothing(looking: Looking) -> None:
    missed = await looking.missed("<button>City</button>", "City", action=Action.FILL)

    assert missed.reason is MissReason.NOT_FOUND
    assert "cannot take the action 'fill'" in missed.detail


async def test_visible_element_is_preferred_to_a_hidden_equal(looking: Looking) -> None:
    html = """<div style="display:none"><button>Send</button></div>
        <button data-expected>Send</button>"""

    await looking.found(html, "Send")


async def test_hidden_file_input_is_found_when_nothing_visible_is(looking: Looking) -> None:
    html = """<label for=file>Photo</label>
        <input type=file id=file style="display:none" aria-label="Upload a photo" data-expected>"""

    await looking.found(html, "Upload a photo")


async def test_element_of_a_closed_menu_is_hidden_behind_its_button(looking: Looking) -> None:
    html = """<style>.menu { display: none } .open .menu { display: block }</style>
        <nav><button aria-expanded=false onclick="this.parentNode.classList.toggle('open')">Account
        </button><ul class=menu><li><a href="#out">Sign out</a></ul></nav>"""

    missed = await looking.missed(html, "Sign out")

    assert missed.reason is MissReason.HIDDEN
    assert missed.hidden is not None
    (step,) = missed.hidden.revealed_by
    assert (step.brief.startswith('button "Account"'), step.via) == (True, "beside")
    assert step.selectors
    opened = await looking.look(html.replace("<nav>", "<nav class=open>"), "Sign out")
    assert isinstance(opened, Draft)
