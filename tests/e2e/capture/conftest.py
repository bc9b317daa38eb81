from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tab(browser: Browser) -> AsyncIterator[Page]:
    """A tab of the size that the suite's rectangles are measured in."""
    opened = await browser.new_page(viewport={"width": 1000, "height": 700})
    yield opened
    await opened.close()
