from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Page

from pacts_daemon import _drift_core
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.clock import SystemClock
from pacts_daemon.core.model import Draft, ElementQuery, Entry, PageAccess
from pacts_daemon.core.page_ports import Verification
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.discovery import DiscoveryOptions, LiveDiscovery
from pacts_daemon.locate.verification import LiveVerifier, VerifierOptions
from tests.support.browser import own_browser
from tests.support.builders import entry_of
from tests.support.site import Site

QUICK = DiscoveryOptions(settle_ms=500, appear_ms=300, capture_again_ms=50)


class Checking:
    """Stores what discovery finds on one page, and verifies it on another."""

    def __init__(self, discovery: LiveDiscovery, verifier: LiveVerifier, site: Site) -> None:
        self.site = site
        self._discovery = discovery
        self._verifier = verifier

    async def stored(self, html: str, element: str, **query: Any) -> Entry:
        url = self.site.page(html)
        asked = ElementQuery("app", "test", url, element, **query)
        draft = await self._discovery.discover(asked, PageAccess(url))
        assert isinstance(draft, Draft), draft
        return entry_of(draft, SystemClock().now())

    async def verified(self, entry: Entry, html: str) -> Verification:
        return await self._verifier.verify(entry, PageAccess(self.site.page(html)))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def checking(site: Site) -> AsyncIterator[Checking]:
    pool = BrowserPool(BrowserOptions())
    meter = RustMeter(_drift_core.Limits())
    discovery = LiveDiscovery(BrowserPages(pool), meter, QUICK)
    yield Checking(
        discovery, LiveVerifier(BrowserPages(pool), meter, VerifierOptions(settle_ms=300)), site
    )
    await discovery.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def gate_page() -> AsyncIterator[Page]:
    """A page of another browser, to try in earnest what the gate says."""
    async with own_browser() as browser:
        yield await browser.new_page()
