"""Connections to browsers of others, by a scripted Playwright."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser import attached
from pacts_daemon.browser.attached import AttachedBrowsers
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.live_page import NoSteps
from pacts_daemon.core.model import PageAccess

ACCESS = PageAccess("http://127.0.0.1:1/page/SECRET", "http://127.0.0.1:9222/?token=t0k")


class ScriptedTab:
    def __init__(self, url: str) -> None:
        self.url = url


class ScriptedBrowser:
    """A browser that is its only context and its own session."""

    def __init__(self) -> None:
        self.pages: list[ScriptedTab] = []
        self.contexts = [self]
        self.stalled = False
        self.connected = True

    def is_connected(self) -> bool:
        return self.connected

    async def new_browser_cdp_session(self) -> ScriptedBrowser:
        return self

    async def send(self, method: str) -> None:
        assert method == "Browser.getVersion"
        if self.stalled:
            await asyncio.Event().wait()

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


def attach() -> AttachedBrowsers:
    return AttachedBrowsers(1000, TabChoice(None, 0.35), NoSteps())


async def tab(browsers: AttachedBrowsers, playwright: ScriptedPlaywright) -> Any:
    return await browsers.tab(playwright, ACCESS)  # type: ignore[arg-type]


async def test_connection_is_kept_while_it_answers() -> None:
    browser = ScriptedBrowser()
    browser.pages = [ScriptedTab(ACCESS.url)]
    browsers, playwright = attach(), ScriptedPlaywright(browser)

    assert await tab(browsers, playwright) is browser.pages[0]
    assert await tab(browsers, playwright) is browser.pages[0]


@pytest.mark.parametrize("how", ["stalled", "broken"])
async def test_connection_that_does_not_answer_is_made_again(how: str) -> None:
    first, second = ScriptedBrowser(), ScriptedBrowser()
    first.pages, second.pages = [ScriptedTab(ACCESS.url)], [ScriptedTab(ACCESS.url)]
    browsers, playwright = attach(), ScriptedPlaywright(first, second)
    assert await tab(browsers, playwright) is first.pages[0]

    first.stalled, first.connected = how == "stalled", how != "broken"

    assert await tab(browsers, playwright) is second.pages[0]


async def test_tab_that_is_about_to_show_the_url_is_found() -> None:
    browser = ScriptedBrowser()
    opened = ScriptedTab("about:blank")
    browser.pages = [opened]
    asked = asyncio.ensure_future(tab(attach(), ScriptedPlaywright(browser)))
    await asyncio.sleep(0.03)
    assert not asked.done()

    opened.url = ACCESS.url

    assert await asked is opened


async def test_tab_that_never_shows_the_url_is_unavailable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attached, "_APPEAR_S", 0.02)

    with pytest.raises(PageUnavailableError, match="no open tab") as failed:
        await tab(attach(), ScriptedPlaywright(ScriptedBrowser()))

    assert "SECRET" not in str(failed.value)


async def test_endpoint_that_refuses_is_unavailable_and_its_token_is_not_told() -> None:
    with pytest.raises(PageUnavailableError, match="no browser answers") as failed:
        await tab(attach(), ScriptedPlaywright())

    assert "t0k" not in str(failed.value)


async def test_closing_disconnects_every_browser() -> None:
    browser = ScriptedBrowser()
    browser.pages = [ScriptedTab(ACCESS.url)]
    browsers = attach()
    await tab(browsers, ScriptedPlaywright(browser))

    await browsers.close()

    assert not browser.connected


async def test_connections_to_ever_other_endpoints_are_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attached, "_MOST_KEPT", 3)
    made = [ScriptedBrowser() for _ in range(6)]
    browsers, playwright = attach(), ScriptedPlaywright(*made)
    for number, browser in enumerate(made):
        browser.pages = [ScriptedTab(ACCESS.url)]
        access = replace(ACCESS, cdp_endpoint=f"http://127.0.0.1:{9000 + number}/")
        await browsers.tab(playwright, access)  # type: ignore[arg-type]
        await browsers.tab(playwright, replace(access, cdp_endpoint="http://127.0.0.1:9000/"))  # type: ignore[arg-type]
    assert [browser.connected for browser in made] == [True, False, False, False, True, True]


async def test_connection_that_broke_is_forgotten_when_another_is_made() -> None:
    broken, other = ScriptedBrowser(), ScriptedBrowser()
    broken.pages = other.pages = [ScriptedTab(ACCESS.url)]
    browsers, playwright = attach(), ScriptedPlaywright(broken, other)
    await tab(browsers, playwright)
    broken.connected = False
    await browsers.tab(playwright, replace(ACCESS, cdp_endpoint="http://127.0.0.1:9000/"))  # type: ignore[arg-type]
    assert list(browsers._connections) == ["http://127.0.0.1:9000/"]
