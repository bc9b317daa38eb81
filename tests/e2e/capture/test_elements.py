"""The daemon's own script: the elements behind a capture, and single elements."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from pacts_daemon.browser.capture import elements_script
from pacts_daemon.browser.captured import HeldCapture
from pacts_daemon.core.model import Selector, Strategy
from tests.e2e.capture.reading import captured, decoded
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTROLS = (Path(__file__).parent / "controls.html").read_text("utf-8")
SCRIPT = elements_script()
EACH = f"""found => found.map(element => {{
  const [matches, is] = {SCRIPT}.identify([element]);
  return [matches, element.id, is.tag, is.role, is.name, is.attributes];
}})"""


async def test_held_capture_is_the_capture_of_the_page(page: Page, site: Site) -> None:
    await page.goto(site.page(CONTROLS))
    held = await HeldCapture.of(page.main_frame, SCRIPT)

    assert held.capture.decode() == (await captured(page)).json
    assert not held.truncated
    await held.close()


async def test_nodes_of_a_held_capture_lead_back_to_their_elements(page: Page, site: Site) -> None:
    deep = "<x-a><template shadowrootmode=open><p>in <b id=b>deep</b></p></template></x-a>"
    await page.goto(site.page(f"<i id=i>a</i>{deep}<u id=u>c</u>"))
    held = await HeldCapture.of(page.main_frame, SCRIPT)
    capture = decoded(held.capture.decode())

    for mark in ("i", "b", "u"):
        node = capture.marked(mark).index
        right, wrong = Selector(Strategy.CSS, f"#{mark}"), Selector(Strategy.CSS, "html")
        both = Selector(Strategy.CSS, f"#{mark}, html")
        assert await held.prove([wrong, both, right], node) == (right,)
        assert await held.is_shown(node)
    await held.close()


async def test_held_capture_stays_in_its_document(page: Page, site: Site) -> None:
    await page.goto(site.page('<iframe srcdoc="<button id=b>In</button>"></iframe>'))
    await page.frames[1].wait_for_selector("#b")
    outer, inner = [await HeldCapture.of(frame, SCRIPT) for frame in page.frames]

    assert "#document" not in decoded(outer.capture.decode()).tags()
    inside = decoded(inner.capture.decode())
    button = Selector(Strategy.CSS, "#b")
    assert await inner.prove([button], inside.marked("b").index) == (button,)
    await outer.close()
    await inner.close()


async def test_single_element_is_described_as_in_a_capture(page: Page, site: Site) -> None:
    await page.goto(site.page(CONTROLS))
    await page.evaluate(
        """() => [...document.querySelectorAll('body *')].forEach((e, n) => e.id ||= `n${n}`)"""
    )
    capture = await captured(page)
    described = await page.locator("body [id]:not(style)").evaluate_all(EACH)
    by_id = {node.attributes.get("id"): node for node in capture.nodes}

    compared = 0
    for matches, mark, tag, role, name, attributes in described:
        node = by_id[mark]
        assert (matches, tag, attributes) == (1, node.tag, node.attributes)
        if node.role and "visible" in node.flags and node.role not in {"row", "cell"}:
            compared += 1
            assert (role, name) == (node.role, node.name), mark
    assert compared > 60


async def test_nothing_typed_is_in_a_description(page: Page, site: Site) -> None:
    await page.goto(site.page("<label>Note <input id=a></label><input id=b type=password>"))
    await page.fill("#a", "S3CRET")
    await page.fill("#b", "S3CRET")

    described = await page.locator("label, input").evaluate_all(EACH)

    assert len(described) == 3
    assert "S3CRET" not in str(described)


async def test_capturing_leaves_the_page_as_it_was(page: Page, site: Site) -> None:
    await page.goto(site.page(CONTROLS))
    before = await page.evaluate("[document.body.innerHTML, Object.keys(window).join()]")
    held = await HeldCapture.of(page.main_frame, SCRIPT)
    await page.locator("button").evaluate_all(EACH)

    assert await page.evaluate("[document.body.innerHTML, Object.keys(window).join()]") == before
    await held.close()
