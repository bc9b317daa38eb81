"""A browser that no daemon can reach: its pages come with the calls, and the answers work in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

import pacts
from pacts_daemon.app.run import running
from pacts_daemon.browser.capture import capture_script
from tests.support.daemons.stubs import settings_in
from tests.support.pages.browser import own_browser, wrong_selectors
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIELDS = "".join(f"<p><label>Field {c} <input name=field-{c}></label></p>" for c in "abcdefgh")
BEFORE = f"""<nav><a href=/>Home</a></nav><form><h2>Order</h2>{FIELDS}
<button id=save-order class=btn data-expected>Save order</button>
<button>Cancel order</button></form>"""
AFTER = f"""<header><ul><li><a href=/>Home</a></li></ul></header>
<main><article><section><h2>Order</h2>
<div class=grid>{"".join(f"<div class=c{n}><em>{n}</em></div>" for n in range(30))}</div>
<div class=actions><span><button class=primary data-expected>Save order</button></span>
<span><button class=plain>Cancel order</button></span></div></section></article></main>"""
FRAMED = """<h1>Pay</h1><iframe name=bank srcdoc="<form>
<button id=pay data-expected>Pay now</button></form>"></iframe>"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[pacts.AsyncClient]:
    """A client of a daemon that could not start a browser if it wanted to."""
    none: dict[str, object] = {"executable": str(Path("/nonexistent/browser"))}
    settings = settings_in(tmp_path_factory.mktemp("content"), browser=none)
    async with running(settings) as daemon, pacts.AsyncClient(daemon.address) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def unreachable() -> AsyncIterator[Page]:
    """A tab of a browser without a debugging port, as runners launch it."""
    async with own_browser() as browser:
        yield await browser.new_page()


async def access_to(page: Page) -> pacts.PageAccess:
    return pacts.PageAccess(page=pacts.Page(capture=await page.evaluate(capture_script())))


def query(element: str, **changes: str) -> pacts.ElementQuery:
    return pacts.ElementQuery("content", "test", "checkout", element, **changes)  # type: ignore[arg-type]


async def test_found_selectors_work_and_are_healed_after_a_redesign(
    client: pacts.AsyncClient, unreachable: Page, site: Site
) -> None:
    await unreachable.goto(site.page(BEFORE))
    found = await client.get_selector(query("Save order"), access=await access_to(unreachable))
    assert isinstance(found, pacts.Found), found
    assert await wrong_selectors(unreachable, found.selectors) == []

    await unreachable.goto(site.page(AFTER))
    healed = await client.get_selector(query("Save order"), access=await access_to(unreachable))
    assert isinstance(healed, pacts.Found), healed
    assert (healed.source, healed.drift_check) == ("discovery", pacts.DriftCheck.CHECKED)
    assert healed.verdict is not None
    assert await wrong_selectors(unreachable, healed.selectors) == []
    verified = await client.verify_selector(query("Save order"), await access_to(unreachable))
    assert isinstance(verified, pacts.Verification), verified
    assert (verified.is_same, verified.failed) == (True, None)


async def test_selectors_of_a_frame_work_in_that_frame(
    client: pacts.AsyncClient, unreachable: Page, site: Site
) -> None:
    await unreachable.goto(site.page(FRAMED))
    await unreachable.frame_locator("iframe").locator("#pay").wait_for()
    asked = query("Pay now", frame="bank")
    found = await client.get_selector(asked, access=await access_to(unreachable))
    assert isinstance(found, pacts.Found), found
    frame = unreachable.frame("bank")
    assert frame is not None
    assert await wrong_selectors(frame, found.selectors) == []
