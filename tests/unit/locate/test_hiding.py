"""Elements that are on the page and not shown, and what shows them."""

from __future__ import annotations

from pacts_daemon.core.model import Before, MissReason, Verdict
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import Limits, RustMeter
from pacts_daemon.locate.by_name import ByName
from pacts_daemon.locate.discovery import search_of
from pacts_daemon.locate.target import Target
from tests.unit.locate.scripted import (
    ScriptedFrame,
    ScriptedPage,
    asked,
    discovered,
    known,
    page_of,
)

SHOWN = """<h1>Orders</h1><p>Order 7</p><button id=print>Print</button><p>Total</p>
<div><button id=cancel>Cancel order</button></div><p>Paid</p>"""
BUTTON = "<button id=cancel>Cancel order</button>"
MENU = """<button aria-haspopup=menu aria-expanded=false aria-controls=more>More</button>
<div id=more hidden=hidden>{}</div>"""
IN_MENU = SHOWN.replace(BUTTON, MENU.format(BUTTON))
WITHOUT = SHOWN.replace(BUTTON, "")
DOUBLE = "<footer hidden=hidden><button id=small>Cancel order</button></footer>"


def find(before: Before, html: str) -> Target | NotDiscovered:
    reader = RustMeter(Limits())
    return search_of(before.entry.query, before, reader).find(page_of(html), last=True)


def test_name_of_what_is_in_a_menu_is_hidden_behind_its_button() -> None:
    missed = ByName(asked("Cancel order")).find(page_of(IN_MENU), last=True)

    assert isinstance(missed, NotDiscovered)
    assert missed.hidden is not None
    (step,) = missed.hidden.revealed_by
    assert (step.brief, step.via) == ('button "More" under "Orders"', "aria-controls")
    assert step.confidence > 0.9
    assert "More" in [selector.value for selector in step.selectors]
    assert step.brief in missed.detail


async def test_known_element_that_went_into_a_menu_is_hidden_and_not_gone() -> None:
    missed = find(await known(SHOWN, "Cancel order"), IN_MENU)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.HIDDEN
    assert "gone" not in missed.detail


async def test_known_element_of_an_open_menu_is_hidden_once_that_is_closed() -> None:
    opened = await known(IN_MENU.replace("hidden=hidden", ""), "Cancel order")

    missed = find(opened, IN_MENU)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.HIDDEN


async def test_removed_element_is_not_called_hidden_for_a_hidden_double() -> None:
    missed = find(await known(SHOWN + DOUBLE, "Cancel order"), WITHOUT + DOUBLE)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.NOT_FOUND


async def test_element_that_appears_from_its_menu_is_found() -> None:
    page = ScriptedPage(ScriptedFrame([IN_MENU, SHOWN]))

    draft = await discovered(page, asked("Cancel order"), await known(SHOWN, "Cancel order"))

    assert not isinstance(draft, NotDiscovered)
    assert draft.relocation is not None
    assert draft.relocation.verdict is Verdict.KEPT
