"""Before an action the element must be visible, enabled, still, and reached by the pointer."""

from __future__ import annotations

import pytest
from playwright.async_api import Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from pacts_daemon.core.model import Action
from pacts_daemon.core.page_ports import Gate
from tests.e2e.relocation.pages import in_frame
from tests.e2e.verify.conftest import Checking

pytestmark = pytest.mark.asyncio(loop_scope="session")

COVER = "<div id=veil style='position:fixed;inset:0;background:#fff8'></div>"
MOVING = """<style>@keyframes on { to { transform: translateX(200px) } }
    button { animation: on .4s linear infinite alternate }</style>"""
DEEP = "<x-b><template shadowrootmode=open><slot></slot></template>{}</x-b>"

STATES = {
    "plain": ("<button>Go</button>", None),
    "not displayed": ("<button style='display:none'>Go</button>", Gate.VISIBLE),
    "invisible": ("<button style='visibility:hidden'>Go</button>", Gate.VISIBLE),
    "without an area": ("<button style='all:unset;width:0;overflow:hidden;display:block;height:0'>"
                        "Go</button>", Gate.VISIBLE),
    "disabled": ("<button disabled>Go</button>", Gate.ENABLED),
    "in a disabled group": ("<fieldset disabled><button>Go</button></fieldset>", Gate.ENABLED),
    "said to be disabled": ("<div aria-disabled=true><button>Go</button></div>", Gate.ENABLED),
    "moving": (f"{MOVING}<button>Go</button>", Gate.STABLE),
    "covered": (f"<button>Go</button>{COVER}", Gate.RECEIVES_EVENTS),
    "inert": ("<div inert><button>Go</button></div>", Gate.RECEIVES_EVENTS),
    "without pointer": ("<button style='pointer-events:none'>Go</button>", Gate.RECEIVES_EVENTS),
    "covered by what lets through": (
        f"<button>Go</button>{COVER.replace('inset', 'pointer-events:none;inset')}", None),
    "covered by what is inside": ("<button><b style='position:relative'>Go</b></button>", None),
    "slotted": (DEEP.format("<button>Go</button>"), None),
    "below the fold": ("<div style='height:4000px'></div><button>Go</button>", None),
    "in a scrolled box": ("<div style='height:90px;overflow:auto'><div style='height:900px'></div>"
                          "<button>Go</button></div>", None),
    "under a sticky head": (
        "<div style='position:sticky;top:0;height:300px;background:red'></div>"
        "<button>Go</button><div style='height:5000px'></div>", None),
    "in two lines": ("<p style='width:9em'>word word word <a href=#x>Go there now or never</a></p>",
                     None),
}  # fmt: skip


@pytest.mark.parametrize(("html", "failed"), STATES.values(), ids=STATES)
async def test_gate_before_a_click_is_as_the_page_shows(
    checking: Checking, html: str, failed: Gate | None
) -> None:
    link = "<a href=#x>Go there now or never</a>"
    plain, name = (link, "Go there now or never") if link in html else ("<button>Go</button>", "Go")
    entry = await checking.stored(plain, name, action=Action.CLICK)

    result = await checking.verified(entry, html)

    assert (result.is_same, result.failed) == (True, failed)
    assert bool(result.detail) is (failed is not None)


@pytest.mark.parametrize(("html", "failed"), STATES.values(), ids=STATES)
async def test_gate_before_a_click_agrees_with_playwright(
    checking: Checking, page: Page, html: str, failed: Gate | None
) -> None:
    """The rules are Playwright's: what it would not click does not pass, and what it would does."""
    # Playwright tries again until the time is up, so that each refusal takes all of it.
    timeout_ms = 5_000 if failed is None else 400
    await page.goto(checking.site.page(html))
    try:
        await page.locator("button, a").click(trial=True, timeout=timeout_ms)
    except PlaywrightTimeoutError:
        would_click = False
    else:
        would_click = True

    assert would_click is (failed is None)


async def test_gate_names_what_is_in_front(checking: Checking) -> None:
    entry = await checking.stored("<button>Go</button>", "Go", action=Action.CLICK)

    result = await checking.verified(entry, f"<button>Go</button>{COVER}")

    assert '<div> with id "veil" is in front of it' in result.detail


async def test_gate_sees_what_covers_the_frame(checking: Checking) -> None:
    page = in_frame("<button>Go</button>")
    entry = await checking.stored(page, "Go", action=Action.CLICK, frame="inner")

    right, covered = (
        await checking.verified(entry, page),
        await checking.verified(entry, page + COVER),
    )

    assert right.failed is None
    assert covered.failed is Gate.RECEIVES_EVENTS


ACTIONS = [
    ("<input aria-label=Go readonly>", Action.FILL, Gate.ENABLED),
    ("<input aria-label=Go readonly>", Action.CLICK, None),
    ("<button disabled>Go</button>", Action.HOVER, None),
    ("<p>Go</p>" + COVER, Action.READ, None),
    ("<button disabled>Go</button>" + COVER, Action.ANY, None),
    ("<select aria-label=Go disabled><option>1</select>", Action.SELECT, Gate.ENABLED),
]


@pytest.mark.parametrize(("html", "action", "failed"), ACTIONS)
async def test_gate_asks_what_the_action_needs(
    checking: Checking, html: str, action: Action, failed: Gate | None
) -> None:
    plain = html.replace(" readonly", "").replace(" disabled", "").replace(COVER, "")
    entry = await checking.stored(plain, "Go", action=action)

    result = await checking.verified(entry, html)

    assert (result.is_same, result.failed) == (True, failed)


async def test_hidden_file_field_takes_a_file(checking: Checking) -> None:
    html = "<input type=file aria-label='Upload a photo' style='display:none'>"
    entry = await checking.stored(html, "Upload a photo")
    asked = await checking.stored(html.replace("style", "x"), "Upload a photo", action=Action.CLICK)

    assert (await checking.verified(entry, html)).failed is None
    assert (await checking.verified(asked, html)).failed is None
