"""The same in Playwright's asynchronous API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright, expect

import pacts
from pacts.flow.steps import Step
from pacts.playwright import AsyncSession
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from tests.client.runners.drawn import Form
from tests.client.runners.shop import COVERED, FRAMED, REDESIGNED, WITHOUT_NEWS, Shop
from tests.client.runners.test_ahead import asks


class AsyncCounted(AsyncSession):
    """Counts pages that were asked for ahead, and those for which an element had to wait."""

    ahead = waited = 0

    def _begin(self, call: Any) -> Any:
        self.ahead += 1
        return super()._begin(call)

    async def _perform(self, step: Step, adapter: Any) -> Any:
        self.waited += asks(step)
        return await super()._perform(step, adapter)


@pytest_asyncio.fixture
async def tab(shop: Shop) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=pick_executable(None, playwright.chromium.executable_path),
            args=launch_arguments(BrowserOptions()),
        )
        page = await browser.new_page()
        await page.goto(shop.url)
        yield page
        await browser.close()


async def test_elements_and_wrapped_pages_work_awaited(app: str, tab: Page, shop: Shop) -> None:
    given = {"wait_s": 2.0, "interruptions": {"cookies": "#accept"}}
    async with AsyncSession(app, "test", **given) as session:
        await session.element(tab, "Search products").fill("tea")
        assert await session.element(tab, "Search products").value() == "tea"
        page = pacts.wrap(tab, session)
        await page.locator("#sub").click()
        await page.click("#go")
        await expect(page).to_have_title("searched")
        held = await session.element(tab, "Search").hold()
        await session.passed()

        shop.page = REDESIGNED
        await page.reload()
        await page.locator("#sub").click()
        await expect(page).to_have_title("subscribed")
        assert [one.element for one in session.heals] == ["css=#sub"]
        with pytest.raises(pacts.StaleSelectorError):
            await held.click()

        shop.page = WITHOUT_NEWS
        await page.reload()
        assert await session.element(tab, "Subscribe").gone()
        await session.element(tab, "Subscribe").expect_gone()
        await session.failed("nothing to subscribe to")

        shop.page = COVERED
        await page.reload()
        await session.element(tab, "Subscribe").click(timeout=2000)
        await expect(page).to_have_title("subscribed")


async def test_wrapped_page_leads_to_frames_chains_and_pages_awaited(
    app: str, tab: Page, shop: Shop
) -> None:
    shop.page = FRAMED
    await tab.reload()
    async with AsyncSession(app, "test", wait_s=2.0) as session:
        page = pacts.wrap(tab, session)
        for within in (page.frame_locator("iframe").first, page.frame("payment"), page.frames[1]):
            await within.locator("form").get_by_role("button").nth(0).click()
        await expect(page).to_have_title("paid ")
        for one in await page.locator("main").filter(has=page.locator("h1")).locator("#help").all():
            await one.hover()
        await page.frame_locator("iframe >> nth=1").locator("#more").click()
        await expect(page).to_have_title("more")
        async with page.expect_popup() as info:
            await page.locator("#help").click()
        popup = await info.value
        assert await popup.opener() is page
        async with page.expect_event("popup") as info:
            await page.locator("#help").click()
        assert page.context.pages == [page, popup, await info.value]
        async with page.context.expect_page() as info:
            await popup.locator("#help").click()
        assert pacts.wrap(await info.value) is await info.value
        await session.passed()
        entries = [one.query async for one in session.client.list_selectors(app)]
    assert {(one.frame, one.element) for one in entries} == {
        ("payment", "css=form >> role=button >> nth(0)"),
        ("", "css=main >> filter(has=css=h1) >> css=#help >> nth(0)"),
        ("", "css=#help"),
    }


async def test_session_that_was_not_entered_says_so(tab: Page) -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await AsyncSession("shop", "test").element(tab, "Search").click()
    with pytest.raises(TypeError, match="needs a session"):
        pacts.wrap(tab)


async def test_text_is_put_again_into_a_field_that_is_drawn_anew_awaited(
    app: str, tab: Page, shop: Shop
) -> None:
    shop.page = Form().page()
    async with AsyncSession(app, "test", wait_s=2.0) as session:
        for fill in (
            session.element(tab, "Last name").fill,
            pacts.wrap(tab, session).get_by_label("Last name").fill,
        ):
            await tab.reload()
            await fill("Lovelace")
            assert await tab.evaluate("said()") == "Lovelace"


async def test_first_element_of_the_next_page_waits_for_no_call_awaited(
    app: str, tab: Page, shop: Shop
) -> None:
    async with AsyncCounted(app, "test", wait_s=2.0) as session:
        query = pacts.ElementQuery(app, "test", shop.url, "Subscribe")
        selector = pacts.Selector(pacts.SelectorStrategy.CSS, "#sub")
        await session.client.save_selector(query, (selector,))
        for number in range(3):
            await tab.goto(f"{shop.url}?{number}")
            await session.element(tab, "Subscribe").click()
        await tab.goto(f"{shop.url}?unused")
        await session.end_visit()
        assert (await session.client.cache_stats()).hits["client"] == 3
    await tab.goto(f"{shop.url}?closed")

    assert (session.waited, session.ahead) == (1, 3)
