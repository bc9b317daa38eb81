"""Browsers of others: attached to over CDP, read from, and otherwise left alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from weakref import WeakValueDictionary

from playwright.async_api import Browser, CDPSession, Page, Playwright
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser.addresses import safe_url
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.live_page import Step, StepLog
from pacts_daemon.core.model import PageAccess

# A tab that has just been opened or navigated is known to the endpoint before it is to us.
_APPEAR_S = 1.0
_ASK_AGAIN_S = 0.05
# A browser that is alive answers its version in a millisecond or two.
_ANSWER_S = 2.0
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Connection:
    browser: Browser
    session: CDPSession

    async def answers(self) -> bool:
        if not self.browser.is_connected():
            return False
        try:
            async with asyncio.timeout(_ANSWER_S):
                await self.session.send("Browser.getVersion")
        except (TimeoutError, PlaywrightError):
            return False
        return True


class AttachedBrowsers:
    """One connection for each of the CDP endpoints used last, kept until it breaks or stalls."""

    def __init__(self, connect_timeout_ms: int, choice: TabChoice, steps: StepLog) -> None:
        self._connect_timeout_ms = connect_timeout_ms
        self._choice = choice
        self._steps = steps
        self._connections: dict[str, _Connection] = {}
        self._connecting: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def tab(self, playwright: Playwright, access: PageAccess) -> Page:
        """Return the open tab that ``access`` means; one that is about to show is waited for.

        Raises:
            PageUnavailableError: the endpoint does not answer, has no such tab, or has several and
                nothing tells which is meant.
        """
        browser = await self._browser(playwright, access.cdp_endpoint)
        give_up = asyncio.get_running_loop().time() + _APPEAR_S
        while True:
            tabs = [page for context in browser.contexts for page in context.pages]
            tab = await self._choice.choose(tabs, access)
            if tab is not None:
                return tab
            if asyncio.get_running_loop().time() >= give_up:
                what = "the tab with this target_id" if access.target_id else "no open tab"
                shows = "does not show" if access.target_id else "shows"
                raise PageUnavailableError(
                    f"{what} at the CDP endpoint {shows} this URL at {safe_url(access.url)}"
                )
            await asyncio.sleep(_ASK_AGAIN_S)

    async def close(self) -> None:
        """Disconnect; the browsers and their tabs live on."""
        connections, self._connections = list(self._connections.values()), {}
        for connection in connections:
            if connection.browser.is_connected():
                await connection.browser.close()

    async def _browser(self, playwright: Playwright, endpoint: str) -> Browser:
        async with self._connecting.setdefault(endpoint, asyncio.Lock()):
            known = self._connections.get(endpoint)
            answers = known is not None and await known.answers()
            self._connections.pop(endpoint, None)
            if known is not None and answers:
                self._connections[endpoint] = known  # the one used last
                return known.browser
            await self._forget()
            with self._steps.step(Step.ATTACH):
                made = await self._connect(playwright, endpoint)
            self._connections[endpoint] = made
            return made.browser

    async def _forget(self) -> None:
        """Let go of connections that broke, and of those used least lately beyond the most."""
        for endpoint, one in list(self._connections.items()):
            is_one_too_many = len(self._connections) >= _MOST_KEPT
            if is_one_too_many or not one.browser.is_connected():
                self._connections.pop(endpoint, None)
                if one.browser.is_connected():
                    await one.browser.close()

    async def _connect(self, playwright: Playwright, endpoint: str) -> _Connection:
        try:
            # Playwright's defaults would override emulation that the caller has set on its tabs.
            browser = await playwright.chromium.connect_over_cdp(
                endpoint, timeout=self._connect_timeout_ms, no_defaults=True
            )
            return _Connection(browser, await browser.new_browser_cdp_session())
        except PlaywrightError:
            # Its message repeats the endpoint with whatever token is in it.
            raise PageUnavailableError(
                f"no browser answers at the CDP endpoint {safe_url(endpoint)}"
            ) from None
