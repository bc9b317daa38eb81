"""What is stored of an element is what is seen of it: no element refutes itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from demo.site.server import Encyclopedia, Structure
from pacts_daemon import _drift_core
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.model import Action, PageAccess, Selector, Strategy
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.verification import LiveVerifier, VerifierOptions
from pacts_daemon.locate.words import descriptor_of
from tests.e2e.capture.reading import captured
from tests.support.builders import a_query, an_entry
from tests.support.pages.removal import paths
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTROLS = (Path(__file__).parents[1] / "capture" / "controls.html").read_text("utf-8")
MORE = """<div onclick="1">Open</div><div tabindex=0>Focus <b>me</b></div><p>Words <i>in</i> it</p>
<h2>Title</h2><table><tr><td>Alice</td><td onclick="1">Edit</td></tr></table><label>Only</label>
<span role=row>Row</span><div role=gridcell>Cell</div><a name=x>No goal</a><summary>Sum</summary>
<details open><summary>More</summary>text</details><output>7</output><fieldset><legend>Set</legend>
</fieldset><figure><figcaption>Fig</figcaption></figure><img src=x><iframe title=Frame></iframe>
<svg role=img aria-label=Chart></svg><ul><li>Item</li></ul><blockquote>Said</blockquote>
<button>{}</button>""".format("long name " * 40)
NUMBER = "() => [...document.querySelectorAll('*')].forEach((e, n) => e.setAttribute('data-n', n))"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def verifier() -> AsyncIterator[LiveVerifier]:
    """Attaches to the tabs of a browser, as they are."""
    pool = BrowserPool(BrowserOptions())
    meter = RustMeter(_drift_core.Limits())
    yield LiveVerifier(BrowserPages(pool), meter, VerifierOptions(settle_ms=1))
    await pool.close()


async def refuting_themselves(
    verifier: LiveVerifier, page: Page, endpoint: str, url: str
) -> list[str]:
    await page.goto(url)
    await page.evaluate(NUMBER)
    capture = await captured(page)
    prepared = _drift_core.Page.from_capture(capture.json.encode())
    wrong, compared = [], 0
    for node, path in zip(capture.nodes, paths(capture), strict=True):
        number = node.attributes.get("data-n")
        if number is None:
            continue
        described = descriptor_of(prepared.describe(path))
        by_number = Selector(Strategy.CSS, f'[data-n="{number}"]')
        entry = an_entry(
            NOW, a_query(action=Action.ANY, frame=""), descriptor=described, selectors=(by_number,)
        )
        result = await verifier.verify(entry, PageAccess(page.url, endpoint))
        compared += 1
        if not result.is_same:
            wrong.append(f"{path} {described.name!r}: {result.detail}")
    assert compared > 20
    return wrong


async def test_no_element_of_any_kind_refutes_itself(
    verifier: LiveVerifier, page: Page, endpoint: str, site: Site
) -> None:
    assert await refuting_themselves(verifier, page, endpoint, site.page(CONTROLS + MORE)) == []


@pytest.mark.parametrize("structure", Structure)
async def test_no_element_of_the_demo_site_refutes_itself(
    verifier: LiveVerifier, page: Page, endpoint: str, structure: Structure
) -> None:
    async with Encyclopedia(structure).served() as url:
        assert await refuting_themselves(verifier, page, endpoint, url) == []
