from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser

from pacts_daemon import _drift_core
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.clock import SystemClock
from pacts_daemon.core.model import Before, Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.discovery import DiscoveryOptions, LiveDiscovery
from tests.support.browser import own_browser, wrong_selectors
from tests.support.builders import entry_of
from tests.support.site import Site

QUICK = DiscoveryOptions(settle_ms=500, appear_ms=400, capture_again_ms=50)


class Release:
    """Finds an element on one version of a page, and again on the next."""

    def __init__(self, discovery: LiveDiscovery, site: Site, other: Browser) -> None:
        self.site = site
        self._discovery = discovery
        self._other = other

    async def known(self, html: str, element: str, **query: Any) -> Before:
        """Discover the element on the old version, as an entry that was saved."""
        url = self.site.page(html)
        asked = ElementQuery("app", "test", url, element, **query)
        draft = await self._discovery.discover(asked, PageAccess(url))
        assert isinstance(draft, Draft), draft
        assert draft.relocation is None
        now = SystemClock().now()
        return Before(entry_of(draft, now), draft.snapshot)

    async def again(self, before: Before, html: str) -> Draft | NotDiscovered:
        url = self.site.page(html)
        return await self._discovery.discover(before.entry.query, PageAccess(url), before)

    async def found(self, before: Before, html: str) -> Draft:
        """Find it again; each selector must match the one ``data-expected`` element."""
        draft = await self.again(before, html)
        assert isinstance(draft, Draft), draft
        assert draft.relocation is not None
        page = await self._other.new_page()
        try:
            await page.goto(self.site.page(html))
            frame = before.entry.query.frame
            root = page.frame(frame) if frame else page.main_frame
            assert root is not None
            assert await wrong_selectors(root, draft.selectors) == []
        finally:
            await page.close()
        return draft

    async def gone(self, before: Before, html: str) -> NotDiscovered:
        answer = await self.again(before, html)
        assert isinstance(answer, NotDiscovered), (answer.selectors, answer.relocation)
        return answer


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def release(site: Site) -> AsyncIterator[Release]:
    pool = BrowserPool(BrowserOptions())
    discovery = LiveDiscovery(BrowserPages(pool), RustMeter(_drift_core.Limits()), QUICK)
    async with own_browser() as other:
        yield Release(discovery, site, other)
    await discovery.close()
