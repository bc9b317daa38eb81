"""Browsers of others: attached to over CDP, read from, and otherwise left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from weakref import WeakValueDictionary

from playwright.async_api import Browser, CDPSession, Dialog, Page, Playwright
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser.addresses import DEFAULT_PORTS, AllowList, safe_url
from pacts_daemon.browser.egress.endpoint import FIELD, check_redirect, no_browser, websocket_of
from pacts_daemon.browser.egress.outbound import Outbound
from pacts_daemon.browser.egress.relay import Relay
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.content.frames import split_url
from pacts_daemon.core.errors import AddressNotAllowedError, PageUnavailableError
from pacts_daemon.core.live_page import Step, StepLog
from pacts_daemon.core.model import PageAccess

# A tab that has just been opened or navigated is known to the endpoint before it is to us.
_APPEAR_S = 1.0
_ASK_AGAIN_S = 0.05
# A browser that is alive answers its version in a millisecond or two.
_ANSWER_S = 2.0
# Each has a connection and what Playwright knows of its tabs; beyond it the one used least lately
# is connected to anew when it is asked for.
_MOST_KEPT = 64
# From one test of a suite to the next nobody connects anew; a browser that a run has left behind is
# let go of soon after.
_IDLE_S = 60.0


@dataclass(slots=True, eq=False)
class _Connection:
    browser: Browser
    session: CDPSession
    relay: Relay
    users: int = 0
    idle: asyncio.TimerHandle | None = None

    def taken(self) -> None:
        self.users += 1
        self._wait_no_more()

    async def answers(self) -> bool:
        if not self.browser.is_connected():
            return False
        try:
            async with asyncio.timeout(_ANSWER_S):
                await self.session.send("Browser.getVersion")
        except (TimeoutError, PlaywrightError):
            return False
        return True

    async def close(self) -> None:
        self._wait_no_more()
        try:
            if self.browser.is_connected():
                await self.browser.close()
        finally:
            await self.relay.close()

    def _wait_no_more(self) -> None:
        if self.idle is not None:
            self.idle.cancel()
            self.idle = None


class AttachedBrowsers:
    """One connection for each of the CDP endpoints used last.

    It is kept until it breaks, stalls, or has not been used for a while.
    """

    def __init__(
        self,
        connect_timeout_ms: int,
        choice: TabChoice,
        steps: StepLog,
        allowed: AllowList,
    ) -> None:
        self._connect_timeout_ms = connect_timeout_ms
        self._choice = choice
        self._steps = steps
        self._allowed = allowed
        self._outbound = Outbound(allowed)
        self._connections: dict[str, _Connection] = {}
        self._connecting: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def tab(self, playwright: Playwright, access: PageAccess) -> AsyncIterator[Page]:
        """Yield the open tab that ``access`` means; one that is about to show is waited for.

        Raises:
            AddressNotAllowedError: the endpoint, or where it would lead, is not allow-listed.
            PageUnavailableError: the endpoint does not answer, has no such tab, or has several and
                nothing tells which is meant.
        """
        connection = await self._connection(playwright, access.cdp_endpoint)
        try:
            yield await self._chosen(connection.browser, access)
        finally:
            self._left(connection)

    async def close(self) -> None:
        """Disconnect; the browsers and their tabs live on."""
        connections, self._connections = list(self._connections.values()), {}
        for connection in connections:
            await connection.close()
        await asyncio.gather(*self._closing)

    async def _chosen(self, browser: Browser, access: PageAccess) -> Page:
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

    async def _connection(self, playwright: Playwright, endpoint: str) -> _Connection:
        """Return a connection that answers, with one user more."""
        key = _key(endpoint)
        async with self._connecting.setdefault(key, asyncio.Lock()):
            known = self._connections.get(key)
            if known is not None and not await self._answers(known):
                known = None
            self._connections.pop(key, None)
            if known is None:
                self._forget()
                with self._steps.step(Step.ATTACH):
                    known = await self._connect(playwright, endpoint)
                known.taken()
            self._connections[key] = known  # the one used last
            return known

    async def _answers(self, known: _Connection) -> bool:
        """Take a connection if it answers; while it is asked it is not idle, and stays open."""
        known.taken()
        try:
            answers = await known.answers()
        except BaseException:
            self._left(known)
            raise
        if not answers:
            known.users -= 1
            self._let_go(known)
        return answers

    def _left(self, connection: _Connection) -> None:
        connection.users -= 1
        if not connection.users:
            self._close_when_idle(connection)

    def _forget(self) -> None:
        """Let go of connections that broke, and of those used least lately beyond the most."""
        for key, one in list(self._connections.items()):
            is_one_too_many = len(self._connections) >= _MOST_KEPT and not one.users
            if is_one_too_many or not one.browser.is_connected():
                del self._connections[key]
                self._let_go(one)

    def _close_when_idle(self, connection: _Connection) -> None:
        loop = asyncio.get_running_loop()
        connection.idle = loop.call_later(_IDLE_S, self._close_idle, connection)

    def _close_idle(self, connection: _Connection) -> None:
        kept = {key: one for key, one in self._connections.items() if one is not connection}
        self._connections = kept
        self._let_go(connection)

    def _let_go(self, connection: _Connection) -> None:
        task = asyncio.ensure_future(connection.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _connect(self, playwright: Playwright, endpoint: str) -> _Connection:
        timeout_ms = self._connect_timeout_ms
        url = await websocket_of(endpoint, self._allowed, self._outbound, timeout_ms)
        relay = Relay(url, self._outbound)
        await relay.open()
        try:
            # Playwright's defaults would override emulation that the caller has set on its tabs.
            browser = await playwright.chromium.connect_over_cdp(
                relay.address, timeout=timeout_ms, no_defaults=True
            )
            for context in browser.contexts:
                context.on("dialog", _leave)
            return _Connection(browser, await browser.new_browser_cdp_session(), relay)
        except PlaywrightError:
            await relay.close()
            if relay.refused is not None:
                raise AddressNotAllowedError(FIELD, relay.refused.address) from None
            if relay.redirected is not None:
                check_redirect(url, relay.redirected, self._allowed)
            why = f"status {relay.status} for its WebSocket" if relay.is_refusal else ""
            raise no_browser(endpoint, why) from None
        except BaseException:
            await relay.close()
            raise


def _key(endpoint: str) -> str:
    """Return what tells browsers apart: host and port, unless the rest of the URL may, too."""
    parts = split_url(endpoint)
    if parts is None or parts.path.strip("/") or parts.query or "@" in parts.netloc:
        return endpoint
    return f"{parts.hostname}:{parts.port or DEFAULT_PORTS.get(parts.scheme)}"


def _leave(_: Dialog) -> None:
    """Leave a dialog to who drives the tab: Playwright dismisses one that nobody listens for."""
