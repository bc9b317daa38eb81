"""Connections to browsers of others, by a scripted Playwright."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser import attached
from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.browser.attached import AttachedBrowsers
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.live_page import NoSteps
from pacts_daemon.core.model import PageAccess

ACCESS = PageAccess("http://127.0.0.1:1/page/SECRET", "ws://127.0.0.1:9222/?token=t0k")


class ScriptedTab:
    def __init__(self, url: str) -> None:
        self.url = url


class ScriptedBrowser:
    """A browser that is its only context and its own session."""

    def __init__(self) -> None:
        self.pages: list[ScriptedTab] = []
        self.contexts = [self]
        self.stalled = False
        self.answers_after_s = 0.0
        self.connected = True

    def is_connected(self) -> bool:
        return self.connected

    def on(self, event: str, handler: object) -> None:
        assert event == "dialog"

    async def new_browser_cdp_session(self) -> ScriptedBrowser:
        return self

    async def send(self, method: str) -> None:
        assert method == "Browser.getVersion"
        if self.stalled:
            await asyncio.Event().wait()
        await asyncio.sleep(self.answers_after_s)

    async def close(self) -> None:
        self.connected = False


class ScriptedPlaywright:
    """Connects to the browsers in order."""

    def __init__(self, *browsers: ScriptedBrowser) -> None:
        self.browsers = list(browsers)
        self.chromium = self

    async def connect_over_cdp(self, endpoint: str, **options: Any) -> ScriptedBrowser:
        if not self.browsers:
            raise PlaywrightError(f"connect ECONNREFUSED {endpoint}")
        return self.browsers.pop(0)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "_ANSWER_S", 0.05)
    monkeypatch.setattr(attached, "_ASK_AGAIN_S", 0.005)


@pytest_asyncio.fixture
async def browsers() -> AsyncIterator[AttachedBrowsers]:
    made = AttachedBrowsers(1000, TabChoice(), NoSteps(), AllowList(["127.0.0.1"]))
    yield made
    await made.close()


async def tab(
    browsers: AttachedBrowsers, playwright: ScriptedPlaywright, access: PageAccess = ACCESS
) -> Any:
    async with browsers.tab(playwright, access) as found:  # type: ignore[arg-type]
        return found


async def test_connection_is_kept_while_it_answers(browsers: AttachedBrowsers) -> None:
    browser = ScriptedBrowser()
    browser.pages = [ScriptedTab(ACCESS.url)]
    playwright = ScriptedPlaywright(browser)

    assert await tab(browsers, playwright) is browser.pages[0]
    assert await tab(browsers, playwright) is browser.pages[0]


@pytest.mark.parametrize("how", ["stalled", "broken"])
async def test_connection_that_does_not_answer_is_made_again(
    browsers: AttachedBrowsers, how: str
) -> None:
    first, second = ScriptedBrowser(), ScriptedBrowser()
    first.pages, second.pages = [ScriptedTab(ACCESS.url)], [ScriptedTab(ACCESS.url)]
    playwright = ScriptedPlaywright(first, second)
    assert await tab(browsers, playwright) is first.pages[0]

    first.stalled, first.connected = how == "stalled", how != "broken"

    assert await tab(browsers, playwright) is second.pages[0]


async def test_connection_is_not_idle_while_it_is_asked(
    browsers: AttachedBrowsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached, "_ANSWER_S", 5)
    monkeypatch.setattr(attached, "_IDLE_S", 0.2)
    browser = ScriptedBrowser()
    browser.pages = [ScriptedTab(ACCESS.url)]
    playwright = ScriptedPlaywright(browser)
    await tab(browsers, playwright)
    browser.answers_after_s = 0.6

    async with browsers.tab(playwright, ACCESS):  # type: ignore[arg-type]
        assert browser.connected


async def test_tab_that_is_about_to_show_the_url_is_found(browsers: AttachedBrowsers) -> None:
    browser = ScriptedBrowser()
    opened = ScriptedTab("about:blank")
    browser.pages = [opened]
    asked = asyncio.ensure_future(tab(browsers, ScriptedPlaywright(browser)))
    await asyncio.sleep(0.03)
    assert not asked.done()

    opened.url = ACCESS.url

    assert await asked is opened


async def test_tab_that_never_shows_the_url_is_unavailable(
    browsers: AttachedBrowsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached, "_APPEAR_S", 0.02)

    with pytest.raises(PageUnavailableError, match="no open tab") as failed:
        await tab(browsers, ScriptedPlaywright(ScriptedBrowser()))

    assert "SECRET" not in str(failed.value)


async def test_endpoint_that_refuses_is_unavailable_and_its_token_is_not_told(
    browsers: AttachedBrowsers,
) -> None:
    with pytest.raises(PageUnavailableError, match="no browser answers") as failed:
        await tab(browsers, ScriptedPlaywright())

    assert "t0k" not in str(failed.value)


async def test_closing_disconnects_every_browser(browsers: AttachedBrowsers) -> None:
    browser = ScriptedBrowser()
    browser.pages = [ScriptedTab(ACCESS.url)]
    await tab(browsers, ScriptedPlaywright(browser))

    await browsers.close()

    assert not browser.connected


async def test_connections_to_ever_other_endpoints_are_bounded(
    browsers: AttachedBrowsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached, "_MOST_KEPT", 3)
    made = [ScriptedBrowser() for _ in range(6)]
    playwright = ScriptedPlaywright(*made)
    for number, browser in enumerate(made):
        browser.pages = [ScriptedTab(ACCESS.url)]
        access = replace(ACCESS, cdp_endpoint=f"ws://127.0.0.1:{9000 + number}/")
        await tab(browsers, playwright, access)
        await tab(browsers, playwright, replace(access, cdp_endpoint="ws://127.0.0.1:9000/"))
    await asyncio.gather(*browsers._closing)
    assert [browser.connected for browser in made] == [True, False, False, False, True, True]


async def test_connection_that_broke_is_forgotten_when_another_is_made(
    browsers: AttachedBrowsers,
) -> None:
    broken, other = ScriptedBrowser(), ScriptedBrowser()
    broken.pages = other.pages = [ScriptedTab(ACCESS.url)]
    playwright = ScriptedPlaywright(broken, other)
    await tab(browsers, playwright)
    broken.connected = False
    await tab(browsers, playwright, replace(ACCESS, cdp_endpoint="ws://127.0.0.1:9000/"))
    assert list(browsers._connections) == ["127.0.0.1:9000"]


async def test_connection_that_nobody_uses_is_closed(
    browsers: AttachedBrowsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached, "_IDLE_S", 0.02)
    browser = ScriptedBrowser()
    browser.pages = [ScriptedTab(ACCESS.url)]
    playwright = ScriptedPlaywright(browser)
    async with browsers.tab(playwright, ACCESS):  # type: ignore[arg-type]
        await tab(browsers, playwright)
        await asyncio.sleep(0.05)
        assert browser.connected
    async with asyncio.timeout(5):
        while browser.connected:
            await asyncio.sleep(0.005)
    assert not browsers._connections


async def test_one_browser_is_connected_to_once_however_its_address_is_spelled(
    browsers: AttachedBrowsers,
) -> None:
    browser = ScriptedBrowser()
    browser.pages = [ScriptedTab(ACCESS.url)]
    playwright = ScriptedPlaywright(browser)
    for spelled in ("ws://127.0.0.1:9222", "ws://127.0.0.1:9222/", "WS://127.0.0.1:09222/#x"):
        access = replace(ACCESS, cdp_endpoint=spelled)
        assert await tab(browsers, playwright, access) is browser.pages[0]


async def test_browsers_of_one_host_that_differ_in_path_or_query_are_told_apart(
    browsers: AttachedBrowsers,
) -> None:
    made = [ScriptedBrowser() for _ in range(3)]
    playwright = ScriptedPlaywright(*made)
    for browser, rest in zip(made, ("session/1", "session/2", "?token=t0k"), strict=True):
        browser.pages = [ScriptedTab(ACCESS.url)]
        access = replace(ACCESS, cdp_endpoint=f"ws://127.0.0.1:4444/{rest}")
        assert await tab(browsers, playwright, access) is browser.pages[0]
