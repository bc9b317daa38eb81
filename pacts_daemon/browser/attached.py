"""Browsers of others: attached to over CDP, looked at, and otherwise left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from playwright.async_api import Browser, Page, Playwright
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser.addresses import safe_url, same_address, without_query
from pacts_daemon.core.errors import PageUnavailableError


class AttachedBrowsers:
    """One connection for each CDP endpoint, kept until it breaks."""

    def __init__(self, connect_timeout_ms: int) -> None:
        self._connect_timeout_ms = connect_timeout_ms
        self._browsers: dict[str, Browser] = {}
        self._connecting: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def tab(self, playwright: Playwright, endpoint: str, url: str) -> Page:
        """Return the open tab that shows ``url``.

        Raises:
            PageUnavailableError: the endpoint does not answer, or has no such tab.
        """
        browser = await self._browser(playwright, endpoint)
        tabs = [page for context in browser.contexts for page in context.pages]
        tab = find_tab(tabs, url)
        if tab is None:
            raise PageUnavailableError(f"no open tab at the CDP endpoint shows {safe_url(url)}")
        return tab

    async def close(self) -> None:
        """Disconnect; the browsers and their tabs live on."""
        browsers, self._browsers = list(self._browsers.values()), {}
        for browser in browsers:
            if browser.is_connected():
                await browser.close()

    async def _browser(self, playwright: Playwright, endpoint: str) -> Browser:
        async with self._connecting[endpoint]:
            known = self._browsers.get(endpoint)
            if known is not None and known.is_connected():
                return known
            self._browsers.pop(endpoint, None)
            browser = await self._connect(playwright, endpoint)
            self._browsers[endpoint] = browser
            return browser

    async def _connect(self, playwright: Playwright, endpoint: str) -> Browser:
        try:
            # Playwright's defaults would override emulation that the caller has set on its tabs.
            return await playwright.chromium.connect_over_cdp(
                endpoint, timeout=self._connect_timeout_ms, no_defaults=True
            )
        except PlaywrightError:
            # Its message repeats the endpoint with whatever token is in it.
            raise PageUnavailableError(
                f"no browser answers at the CDP endpoint {safe_url(endpoint)}"
            ) from None


def find_tab(tabs: list[Page], url: str) -> Page | None:
    """The newest tab at exactly this URL, else the newest that differs in query or fragment."""
    exact = [tab for tab in tabs if same_address(tab.url, url)]
    near = [tab for tab in tabs if same_address(without_query(tab.url), without_query(url))]
    return next(iter((exact or near)[-1:]), None)
