"""Tabs of browsers that others drive: attached to over CDP, read, and left as they are."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Dialog, Page

from pacts_daemon.browser.capture import capture_script
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.model import Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.discovery import LiveDiscovery
from tests.e2e.discovery.conftest import MEASURE, pool_with
from tests.support.backends.servers import free_port
from tests.support.fixtures import QUICK
from tests.support.pages.browser import own_browser
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def discover(pool: BrowserPool, url: str, endpoint: str) -> Draft | NotDiscovered:
    query = ElementQuery("app", "test", url, "Typed")
    discovery = LiveDiscovery(BrowserPages(pool), MEASURE, QUICK)
    return await discovery.discover(query, PageAccess(url, endpoint))


async def test_attached_tab_is_used_as_it_is_and_left_alone(
    page: Page, endpoint: str, site: Site
) -> None:
    url = site.page('<input aria-label="Typed">')
    await page.goto(f"{url}?state=1#part")
    await page.evaluate("window.mark = 'kept'")
    async with pool_with() as pool:
        exact = await discover(pool, f"{url}?state=1#part", endpoint)
        near = await discover(pool, url, endpoint)
        assert isinstance(exact, Draft), exact
        assert isinstance(near, Draft), near
        with pytest.raises(PageUnavailableError, match="no open tab"):
            await discover(pool, site.page("another"), endpoint)

    assert await page.evaluate("window.mark") == "kept"
    assert page.url == f"{url}?state=1#part"


@pytest.mark.parametrize(
    ("ask", "answer", "expected"),
    [
        ("confirm('Really?')", True, "true"),
        ("confirm('Really?')", False, "false"),
        ("prompt('Who?')", "Ada", "Ada"),
    ],
)
async def test_dialog_of_an_attached_tab_is_its_drivers_to_answer(
    page: Page, endpoint: str, site: Site, ask: str, answer: bool | str, expected: str
) -> None:
    async def give(dialog: Dialog) -> None:
        if answer is False:
            await dialog.dismiss()
        else:
            await dialog.accept(None if answer is True else str(answer))

    url = site.page('<input aria-label="Typed">')
    await page.goto(url)
    page.once("dialog", give)
    async with pool_with() as pool:
        assert isinstance(await discover(pool, url, endpoint), Draft)

        assert await page.evaluate(f"String({ask})") == expected


async def test_dialog_of_a_tab_that_was_opened_since_is_its_drivers_to_answer(
    browser: Browser, page: Page, endpoint: str, site: Site
) -> None:
    url = site.page('<input aria-label="Typed">')
    await page.goto(url)
    async with pool_with() as pool:
        assert isinstance(await discover(pool, url, endpoint), Draft)
        async with await browser.new_page() as other:
            other.once("dialog", lambda dialog: dialog.accept())
            await other.goto(url)

            assert await other.evaluate("confirm('Really?')") is True


async def test_endpoint_that_broke_is_attached_to_again(site: Site) -> None:
    port = free_port()
    endpoint, url = f"http://127.0.0.1:{port}", site.page('<input aria-label="Typed">')
    async with pool_with() as pool:
        for _ in range(2):
            async with own_browser(f"--remote-debugging-port={port}") as browser:
                tab = await browser.new_page()
                await tab.goto(url)
                assert isinstance(await discover(pool, url, endpoint), Draft)
        with pytest.raises(PageUnavailableError, match="no browser answers"):
            await discover(pool, url, endpoint)


LOGIN = """<main><form id=login><h1>Log in</h1><label>User<input name=user></label>
<label>Word<input name=word type=password></label><button id=enter>Save</button></form>
<aside><a href=/forgotten>Forgotten</a><a href=/help>Help</a></aside></main>"""
ACCOUNT = """<header><nav><ul><li><a href=/o>Orders</a></li><li><a href=/i>Invoices</a></li></ul>
</nav></header><table><tr><th>Name</th><td>Alice</td></tr><tr><th>Town</th><td>Oslo</td></tr></table>
<section class=tools><button id=store>Save</button><output>2 changes</output></section>"""


@pytest_asyncio.fixture(loop_scope="session")
async def chooser() -> AsyncIterator[LiveDiscovery]:
    pages = BrowserPages(BrowserPool(BrowserOptions(), TabChoice(MEASURE)))
    discovery = LiveDiscovery(pages, MEASURE, QUICK)
    yield discovery
    await discovery.close()


async def test_tab_among_two_at_one_url_is_named_or_told_by_evidence(
    chooser: LiveDiscovery, browser: Browser, page: Page, endpoint: str, site: Site
) -> None:
    url = site.page(ACCOUNT)
    query = ElementQuery("app", "test", url, "Save")
    async with await browser.new_page() as other:
        await page.goto(url)
        await other.goto(url)
        await other.set_content(LOGIN)
        session = await page.context.new_cdp_session(page)
        target = (await session.send("Target.getTargetInfo"))["targetInfo"]["targetId"]
        capture = (await page.evaluate(capture_script())).encode()
        with pytest.raises(PageUnavailableError, match="2 tabs show this URL"):
            await chooser.discover(query, PageAccess(url, endpoint))
        for access in (
            PageAccess(url, endpoint, target),
            PageAccess(url, endpoint, evidence=MEASURE.fingerprint_capture(capture)),
        ):
            draft = await chooser.discover(query, access)
            assert isinstance(draft, Draft), draft
            assert draft.descriptor.attributes["id"] == "store"
