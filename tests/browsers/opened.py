"""A tab of another browser: by Playwright, where there is one that Playwright drives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Playwright

from pacts_daemon.browser.executable import is_runnable
from pacts_daemon.browser.firefox.launched import launch_firefox
from tests.browsers.drivers import webkit as driven_webkit
from tests.browsers.tabs import DriverTab


@asynccontextmanager
async def firefox(
    playwright: Playwright, width: int = 1000, height: int = 700
) -> AsyncIterator[Any]:
    browser = await launch_firefox(playwright)
    yield await browser.new_page(viewport={"width": width, "height": height})
    await browser.close()


@asynccontextmanager
async def webkit(
    playwright: Playwright, width: int = 1000, height: int = 700
) -> AsyncIterator[Any]:
    if is_runnable(playwright.webkit.executable_path):
        browser = await playwright.webkit.launch()
        yield await browser.new_page(viewport={"width": width, "height": height})
        await browser.close()
        return
    with driven_webkit() as driver:
        tab = DriverTab(driver)
        frame = await tab.evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]")
        driver.set_window_size(width + frame[0], height + frame[1])
        yield tab
