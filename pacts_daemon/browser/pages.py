"""Live pages for discovery and verification, as the core asks for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pacts_daemon.browser.capture import elements_script
from pacts_daemon.browser.page import BrowserPage
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.model import PageAccess


class BrowserPages:
    """Pages of a browser pool; implements `core.live_page.PageProvider`."""

    def __init__(self, pool: BrowserPool) -> None:
        self._pool = pool
        self._script = elements_script()

    @asynccontextmanager
    async def page(self, access: PageAccess) -> AsyncIterator[BrowserPage]:
        async with self._pool.page(access) as page:
            yield BrowserPage(page, self._script)

    async def close(self) -> None:
        await self._pool.close()
