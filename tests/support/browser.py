"""A browser for tests, and an independent check of what a selector finds in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Frame, Page, async_playwright

from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import Selector


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


async def wrong_selectors(root: Page | Frame, selectors: Sequence[Selector]) -> list[str]:
    """The selectors that do not match exactly the one element marked ``data-expected``."""
    wrong = []
    for selector in selectors:
        locator = to_locator(root, selector)
        marks = await locator.evaluate_all("all => all.map(e => e.hasAttribute('data-expected'))")
        if marks != [True]:
            wrong.append(f"{selector} matched {marks}")
    return wrong
