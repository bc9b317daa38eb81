"""Passes the WebSocket of Playwright's driver on to a Firefox, and fills the gaps."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import aiohttp
from aiohttp import web

from pacts_daemon.browser.firefox.gaps import Gaps

# Playwright gives a launch 30 s by default: a driver that has not come by twice that has died.
_DRIVER_COMES_S: Final = 60.0

Socket = web.WebSocketResponse | aiohttp.ClientWebSocketResponse


class BidiRelay:
    """Listens on a free loopback port for one driver, at an address that is told to nobody else.

    Attributes:
        address: the WebSocket URL that the driver takes for the browser's.
    """

    def __init__(self, browser: str) -> None:
        self._browser = browser
        self._path = f"/{secrets.token_urlsafe(16)}"
        self.address = ""
        self._taken = asyncio.Event()
        self._over = asyncio.Event()

    async def open(self) -> web.AppRunner:
        """Listen; whoever asked for it cleans the runner up."""
        app = web.Application()
        app.router.add_get(f"{self._path}/session", self._accepted)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        self.address = f"ws://{host}:{port}{self._path}"
        return runner

    async def over(self) -> None:
        """Wait until the driver or the browser has gone, or no driver comes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_DRIVER_COMES_S):
                await self._taken.wait()
        if self._taken.is_set():
            await self._over.wait()

    async def _accepted(self, request: web.Request) -> web.StreamResponse:
        if self._taken.is_set():
            raise web.HTTPConflict
        self._taken.set()
        driver = web.WebSocketResponse(max_msg_size=0, compress=False)
        try:
            await driver.prepare(request)
            await self._joined(driver)
        finally:
            self._over.set()
        return driver

    async def _joined(self, driver: web.WebSocketResponse) -> None:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{self._browser}/session", max_msg_size=0) as browser,
        ):
            gaps = Gaps()
            directions = (
                asyncio.ensure_future(_commands(driver, browser, gaps)),
                asyncio.ensure_future(_answers(browser, driver, gaps)),
            )
            try:
                await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for direction in directions:
                    direction.cancel()
                await asyncio.gather(*directions, return_exceptions=True)
        await driver.close()


async def _commands(driver: Socket, browser: Socket, gaps: Gaps) -> None:
    async for text in _texts(driver):
        gaps.sent(text)
        await browser.send_str(text)


async def _answers(browser: Socket, driver: Socket, gaps: Gaps) -> None:
    async for text in _texts(browser):
        await driver.send_str(gaps.answered(text))


async def _texts(socket: Socket) -> AsyncIterator[str]:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            yield message.data


@asynccontextmanager
async def open_relay(browser: str) -> AsyncIterator[BidiRelay]:
    """Have a relay to the browser at a WebSocket URL listen while the block runs."""
    relay = BidiRelay(browser)
    runner = await relay.open()
    try:
        yield relay
    finally:
        await runner.cleanup()
