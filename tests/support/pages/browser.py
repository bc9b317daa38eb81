"""A browser for tests, and an independent check of what a selector finds in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Frame, Page, async_playwright

from pacts_daemon.browser.capture import elements_script
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPage
from pacts_daemon.browser.requests import PageRequests
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import PageAccess, Selector

# The pages of tests are small, and whole when they have been read.
QUIET_MS = 20


@asynccontextmanager
async def own_browser(*arguments: str) -> AsyncIterator[Browser]:
    """A browser that the daemon did not start."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=pick_executable(None, playwright.chromium.executable_path),
            args=[*launch_arguments(BrowserOptions()), *arguments],
        )
        try:
            yield browser
        finally:
            await browser.close()


class TabPages:
    """One tab that is sent to each page in turn; implements `core.live_page.PageProvider`.

    A page that it shows already is not loaded again. A pool opens a context for each page, which
    takes several times as long as the page itself and is the subject of the pool's own tests.
    """

    def __init__(self, tab: Page) -> None:
        self._tab = tab
        self._script = elements_script()
        self._requests = PageRequests(tab)

    @asynccontextmanager
    async def page(self, access: PageAccess) -> AsyncIterator[BrowserPage]:
        if self._tab.url != access.url:
            await self._tab.goto(access.url, wait_until="domcontentloaded")
        yield BrowserPage(self._tab, self._script, QUIET_MS, self._requests)

    async def close(self) -> None:
        await self._tab.close()


async def wrong_selectors(
    root: Page | Frame, selectors: Sequence[Selector], mark: str = ""
) -> list[str]:
    """The selectors that do not match just the one element whose ``data-expected`` is ``mark``."""
    wrong = []
    for selector in selectors:
        locator = to_locator(root, selector)
        marks = await locator.evaluate_all("all => all.map(e => e.dataset.expected ?? null)")
        if marks != [mark]:
            wrong.append(f"{selector} matched {marks}")
    return wrong


async def wrong_on_page(
    tab: Page, url: str, frame: str, selectors: Sequence[Selector], mark: str = ""
) -> list[str]:
    """Show a page in ``tab``, and return those of ``selectors`` that are wrong on it."""
    if tab.url != url:
        await tab.goto(url)
    root = tab.frame(frame) if frame else tab.main_frame
    assert root is not None
    return await wrong_selectors(root, selectors, mark)
