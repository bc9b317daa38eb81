from __future__ import annotations

import pytest
from playwright.async_api import Page

from pacts_daemon.browser.capture import elements_script
from pacts_daemon.browser.pages import BrowserPage
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Six changes, one each 60 ms; the last one is the end of it.
RESTLESS = """<script>let n = 0; const timer = setInterval(() => {
    document.body.append(n); if (++n === 6) clearInterval(timer); }, 60)</script>"""


@pytest.mark.parametrize(("quiet_ms", "is_over"), [(5, False), (600, True)])
async def test_page_has_settled_when_nothing_has_changed_for_as_long_as_was_said(
    page: Page, site: Site, quiet_ms: int, is_over: bool
) -> None:
    await page.goto(site.page(RESTLESS))

    await BrowserPage(page, elements_script(), quiet_ms).main.settle(10_000)

    assert await page.evaluate("n === 6") is is_over


async def test_page_that_never_settles_is_looked_at_when_the_time_is_up(
    page: Page, site: Site
) -> None:
    await page.goto(site.page("<script>setInterval(() => document.body.append(1), 5)</script>"))

    await BrowserPage(page, elements_script(), 10_000).main.settle(150)

    assert await page.evaluate("document.body.childNodes.length") > 2
