"""Live pages for discovery: opened in the daemon's browser, or found in the caller's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakKeyDictionary

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Playwright

from pacts_daemon.browser.addresses import AllowList, safe_url
from pacts_daemon.browser.attached import AttachedBrowsers
from pacts_daemon.browser.executable import start_driver
from pacts_daemon.browser.launched import LaunchedBrowser
from pacts_daemon.browser.opened import open_page
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.requests import PageRequests
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.calls.caller import peer
from pacts_daemon.core.calls.shares import Caller, PageShares
from pacts_daemon.core.errors import (
    BrowserUnavailableError,
    OverloadedError,
    PageUnavailableError,
)
from pacts_daemon.core.live_page import NoSteps, Step, StepLog
from pacts_daemon.core.model import PageAccess


class BrowserPool:
    """Hands out pages at allow-listed addresses, a bounded number at a time, in fair shares."""

    def __init__(
        self,
        options: BrowserOptions,
        choice: TabChoice | None = None,
        steps: StepLog | None = None,
    ) -> None:
        self._options = options
        self._steps = steps or NoSteps()
        self._allowed = AllowList(options.allowed_hosts)
        self._shares = PageShares(options.max_pages)
        self._launched = LaunchedBrowser(options, self._steps, self._allowed)
        chooses = choice or TabChoice()
        self._attached = AttachedBrowsers(
            options.launch_timeout_ms, chooses, self._steps, self._allowed
        )
        self._requests: WeakKeyDictionary[Page, PageRequests] = WeakKeyDictionary()
        self._playwright: Playwright | None = None
        self._starting = asyncio.Lock()
        self._closed = False

    def allow(self, hosts: Sequence[str]) -> None:
        """Open pages at other addresses from now on; patterns as in `BrowserOptions`."""
        self._allowed.replace(hosts)

    @property
    def open_pages(self) -> int:
        """How many pages are handed out now."""
        return self._shares.given

    @property
    def quiet_ms(self) -> int:
        """How long nothing in a page must have changed for it to have settled."""
        return self._options.quiet_ms

    def requests_of(self, page: Page) -> PageRequests:
        """Return a page's requests, which are watched from the first call on."""
        known = self._requests.get(page)
        if known is None:
            known = self._requests[page] = PageRequests(page)
        return known

    @asynccontextmanager
    async def page(self, access: PageAccess) -> AsyncIterator[Page]:
        """Yield the page that ``access`` names; a caller's own tab is neither navigated nor closed.

        Raises:
            AddressNotAllowedError: the URL, the endpoint or a redirect is not allow-listed.
            BrowserUnavailableError: there is no browser, or the pool is closed.
            OverloadedError: too many pages are in use, and none became free.
            PageUnavailableError: the page did not open, or went away while the block ran.
        """
        self._allowed.check_page(access.url)
        if access.cdp_endpoint:
            self._allowed.check_endpoint(access.cdp_endpoint)
        async with self._share(access):
            try:
                async with self._page(access) as page:
                    yield page
            except PlaywrightError as error:
                raise PageUnavailableError(
                    f"{safe_url(access.url)} went away: {type(error).__name__}"
                ) from error

    async def close(self) -> None:
        """Close the browser and let go of others'. Safe to call twice."""
        self._closed = True
        async with self._starting:
            playwright, self._playwright = self._playwright, None
            if playwright is None:
                return
            await self._attached.close()
            await self._launched.close()
            await playwright.stop()

    @asynccontextmanager
    async def _share(self, access: PageAccess) -> AsyncIterator[None]:
        caller = Caller(access.app, access.environment, peer(), access.url)
        async with AsyncExitStack() as stack:
            share = self._shares.page(caller, self._options.queue_timeout_ms / 1000)
            try:
                await stack.enter_async_context(share)
            except TimeoutError:
                raise OverloadedError(
                    f"no page became free: browser.max_discoveries is {self._options.max_pages}, of"
                    " which no app, no connection and no page has all; try again later"
                ) from None
            yield

    @asynccontextmanager
    async def _page(self, access: PageAccess) -> AsyncIterator[Page]:
        playwright = await self._driver()
        if access.cdp_endpoint:
            async with self._attached.tab(playwright, access) as tab:
                # The tab may have been redirected or chosen by its path: look at nothing else.
                self._allowed.check_page(tab.url)
                yield tab
            return
        browser = await self._launched.get(playwright)
        timeout_ms = self._options.navigation_timeout_ms
        async with AsyncExitStack() as stack:
            with self._steps.step(Step.OPEN):
                opening = open_page(
                    browser,
                    access.url,
                    self._allowed,
                    self._launched.egress,
                    timeout_ms,
                    self.requests_of,
                )
                page = await stack.enter_async_context(opening)
            yield page

    async def _driver(self) -> Playwright:
        async with self._starting:
            if self._closed:
                raise BrowserUnavailableError("the browser pool is closed")
            if self._playwright is None:
                self._playwright = await start_driver()
            return self._playwright
