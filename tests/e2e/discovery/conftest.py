from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser

from pacts_daemon import _drift_core
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.model import Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.discovery import DiscoveryOptions, LiveDiscovery
from tests.support.browser import own_browser, wrong_selectors
from tests.support.site import Site

MEASURE = RustMeter(_drift_core.Limits())
QUICK = DiscoveryOptions(settle_ms=500, appear_ms=300, capture_again_ms=50)


class Looking:
    """Serves a page, discovers on it, and proves the answer in another browser."""

    def __init__(self, discovery: LiveDiscovery, site: Site, other: Browser) -> None:
        self.site = site
        self._discovery = discovery
        self._other = other

    async def look(self, html: str, element: str, **query: Any) -> Draft | NotDiscovered:
        url = self.site.page(html)
        asked = ElementQuery("app", "test", url, element, **query)
        return await self._discovery.discover(asked, PageAccess(url))

    async def found(self, html: str, element: str, **query: Any) -> Draft:
        """Discover, and check that each selector matches the one ``data-expected`` element."""
        draft = await self.look(html, element, **query)
        assert isinstance(draft, Draft), draft
        page = await self._other.new_page()
        try:
            await page.goto(self.site.page(html))
            named = page.frame(query["frame"]) if query.get("frame") else page.main_frame
            assert named is not None
            assert await wrong_selectors(named, draft.selectors) == []
        finally:
            await page.close()
        return draft

    async def missed(self, html: str, element: str, **query: Any) -> NotDiscovered:
        answer = await self.look(html, element, **query)
        assert isinstance(answer, NotDiscovered), answer.selectors
        return answer


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def other() -> AsyncIterator[Browser]:
    async with own_browser() as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pool() -> AsyncIterator[BrowserPool]:
    made = BrowserPool(BrowserOptions())
    yield made
    await made.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def looking(pool: BrowserPool, site: Site, other: Browser) -> Looking:
    return Looking(LiveDiscovery(BrowserPages(pool), MEASURE, QUICK), site, other)
