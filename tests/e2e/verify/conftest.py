from __future__ import annotations

from typing import Any

import pytest

from pacts_daemon import _drift_core
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.core.model import Draft, ElementQuery, Entry, PageAccess
from pacts_daemon.core.page_ports import Verification
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.discovery import LiveDiscovery
from pacts_daemon.locate.verification import LiveVerifier, VerifierOptions
from tests.support.builders import entry_of
from tests.support.pages.browser import TabPages
from tests.support.pages.site import Site


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


@pytest.fixture(scope="session")
def checking(discovery: LiveDiscovery, pages: TabPages, site: Site) -> Checking:
    meter = RustMeter(_drift_core.Limits())
    return Checking(discovery, LiveVerifier(pages, meter, VerifierOptions(settle_ms=300)), site)
