from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest_asyncio
from playwright.async_api import Page

from pacts_daemon import _drift_core
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.model import Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.discovery import LiveDiscovery
from tests.support.pages.browser import wrong_on_page
from tests.support.pages.site import Site

MEASURE = RustMeter(_drift_core.Limits())


class Looking:
    """Serves a page, discovers on it, and proves the answer on the page loaded afresh."""

    def __init__(self, discovery: LiveDiscovery, site: Site, other: Page) -> None:
        self.site = site
        self._discovery = discovery
        self._other = other

    async def look(self, html: str, element: str, **query: Any) -> Draft | NotDiscovered:
        return await self.look_at(self.site.page(html), element, **query)

    async def look_at(self, url: str, element: str, **query: Any) -> Draft | NotDiscovered:
        asked = ElementQuery("app", "test", url, element, **query)
        return await self._discovery.discover(asked, PageAccess(url))

    async def found(self, html: str, element: str, **query: Any) -> Draft:
        """Discover, and check that each selector matches the one ``data-expected`` element."""
        draft = await self.look(html, element, **query)
        assert isinstance(draft, Draft), draft
        url, frame = self.site.page(html), query.get("frame", "")
        assert await wrong_on_page(self._other, url, frame, draft.selectors) == []
        return draft

    async def found_at(self, url: str, element: str, mark: str) -> Draft:
        """As `found`, on a page of many such elements; ``mark`` is the ``data-expected`` of one."""
        draft = await self.look_at(url, element)
        assert isinstance(draft, Draft), draft
        assert await wrong_on_page(self._other, url, "", draft.selectors, mark) == []
        return draft

    async def missed(self, html: str, element: str, **query: Any) -> NotDiscovered:
        answer = await self.look(html, element, **query)
        assert isinstance(answer, NotDiscovered), answer.selectors
        return answer


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pool() -> AsyncIterator[BrowserPool]:
    made = BrowserPool(BrowserOptions())
    yield made
    await made.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def looking(discovery: LiveDiscovery, site: Site, tab: Page) -> Looking:
    return Looking(discovery, site, tab)


@asynccontextmanager
async def pool_with(**options: object) -> AsyncIterator[BrowserPool]:
    made = BrowserPool(replace(BrowserOptions(), **options))  # type: ignore[arg-type]
    try:
        yield made
    finally:
        await made.close()
