from __future__ import annotations

from typing import Any

import pytest_asyncio
from playwright.async_api import Page

from pacts_daemon.app.clock import SystemClock
from pacts_daemon.core.model import Before, Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.discovery import LiveDiscovery
from tests.support.builders import entry_of
from tests.support.pages.browser import wrong_on_page
from tests.support.pages.site import Site


class Release:
    """Finds an element on one version of a page, and again on the next."""

    def __init__(self, discovery: LiveDiscovery, site: Site, other: Page) -> None:
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
        url, frame = self.site.page(html), before.entry.query.frame
        assert await wrong_on_page(self._other, url, frame, draft.selectors) == []
        return draft

    async def gone(self, before: Before, html: str) -> NotDiscovered:
        answer = await self.again(before, html)
        assert isinstance(answer, NotDiscovered), (answer.selectors, answer.relocation)
        return answer


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def release(discovery: LiveDiscovery, site: Site, tab: Page) -> Release:
    return Release(discovery, site, tab)
