"""A page of the daemon's own, kept to allowed addresses wherever it is sent."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from pacts_daemon.browser.addresses import AllowList, safe_url
from pacts_daemon.browser.egress.outbound import HostRefusedError
from pacts_daemon.browser.egress.socks import SocksServer
from pacts_daemon.core.errors import AddressNotAllowedError, PactsError, PageUnavailableError

_HTTP_ERROR = 400
_OF_THE_PROXY = ("net::ERR_SOCKS", "net::ERR_PROXY")


@asynccontextmanager
async def open_page(
    browser: Browser,
    url: str,
    allowed: AllowList,
    egress: SocksServer,
    timeout_ms: int,
    before_going: Callable[[Page], object],
) -> AsyncIterator[Page]:
    """Open ``url`` in a context of its own, which goes when the block ends.

    ``before_going`` is given the page while it is empty. ``egress`` is what the browser reaches the
    network through: it refuses, and is asked why.

    Raises:
        AddressNotAllowedError: the page sent the browser to an address that is not allow-listed, or
            the URL's name has an address that must be and is not.
        PageUnavailableError: the page did not open in time, or answered with an error.
    """
    context = await browser.new_context(accept_downloads=False, service_workers="block")
    try:
        page = await context.new_page()
        guard = await _Guard.on(context, page, allowed)
        before_going(page)
        try:
            await _go(page, url, guard, timeout_ms)
        except _NotOpenedError as error:
            raise _told(guard.sent or url, egress, error) from None
        yield page
        guard.check()
    finally:
        if browser.is_connected():
            await context.close()


class _NotOpenedError(Exception):
    """The browser gave up; the argument is its name for why."""


class _Guard:
    """Tells where a page was sent that is not allowed, which the proxy alone can't.

    Playwright's own routing does not see the hops of a redirect; the protocol's Fetch domain does.
    ``sent`` is where the page itself was sent last.
    """

    def __init__(self, session: CDPSession, main_frame: str, allowed: AllowList) -> None:
        self._session = session
        self._main_frame = main_frame
        self._allowed = allowed
        self._refused: str | None = None
        self.sent = ""
        self._answers: set[asyncio.Task[Any]] = set()

    @classmethod
    async def on(cls, context: BrowserContext, page: Page, allowed: AllowList) -> _Guard:
        session = await context.new_cdp_session(page)
        tree = await session.send("Page.getFrameTree")
        guard = cls(session, tree["frameTree"]["frame"]["id"], allowed)
        session.on("Fetch.requestPaused", guard._paused)
        await session.send("Fetch.enable", {"patterns": [{"resourceType": "Document"}]})
        return guard

    def check(self) -> None:
        if self._refused is not None:
            raise AddressNotAllowedError("access.url", safe_url(self._refused))

    def _paused(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        # A frame from elsewhere stays empty; only the page itself going elsewhere is a failure.
        if event["frameId"] == self._main_frame:
            self.sent = url
            if not self._allowed.allows(url):
                self._refused = url
        answer = asyncio.ensure_future(self._answer(event["requestId"], url))
        self._answers.add(answer)
        answer.add_done_callback(self._answers.discard)

    async def _answer(self, request_id: str, url: str) -> None:
        try:
            if self._allowed.allows(url):
                await self._session.send("Fetch.continueRequest", {"requestId": request_id})
                return
            blocked = {"requestId": request_id, "errorReason": "BlockedByClient"}
            await self._session.send("Fetch.failRequest", blocked)
        except PlaywrightError:
            return  # the page closed under the request, and the request with it


async def _go(page: Page, url: str, guard: _Guard, timeout_ms: int) -> None:
    try:
        response = await page.goto(url, wait_until="domcontentloaded", timeout=timeout_ms)
    except PlaywrightTimeoutError:
        raise PageUnavailableError(f"{safe_url(url)} did not open within {timeout_ms} ms") from None
    except PlaywrightError as error:
        guard.check()
        raise _NotOpenedError(_code(error)) from None
    guard.check()
    if response is not None and response.status >= _HTTP_ERROR:
        raise PageUnavailableError(f"{safe_url(url)} answered with status {response.status}")


def _told(url: str, egress: SocksServer, error: _NotOpenedError) -> PactsError:
    """Say why the page did not open; of what a proxy met a browser knows no more than that."""
    code = str(error)
    failure = egress.failure(url) if code.startswith(_OF_THE_PROXY) else None
    match failure:
        case None:
            why = code
        case HostRefusedError():
            return AddressNotAllowedError("access.url", failure.address)
        case ConnectionRefusedError():
            why = "net::ERR_CONNECTION_REFUSED"
        case socket.gaierror():
            why = "net::ERR_NAME_NOT_RESOLVED"
        case TimeoutError():
            why = "net::ERR_CONNECTION_TIMED_OUT"
        case OSError():
            why = failure.strerror or "net::ERR_CONNECTION_FAILED"
    return PageUnavailableError(f"{safe_url(url)} did not open: {why}")


def _code(error: PlaywrightError) -> str:
    """The network error's name alone: the rest of the message repeats the URL with its query."""
    words = (word.strip(":") for word in error.message.split())
    return next((w for w in words if w.startswith("net::")), "the browser gave up")
