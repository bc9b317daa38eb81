"""The relay before a browser that speaks as a Firefox does, and its process."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from pacts_daemon.browser.firefox.launched import system_firefox
from pacts_daemon.browser.firefox.relay import BidiRelay, open_relay
from pacts_daemon.core.errors import BrowserUnavailableError

_LIMIT_S = 20
LARGE = "x" * 9_000_000


async def firefox(request: web.Request) -> web.WebSocketResponse:
    """Echo what it is sent, and know one command less."""
    socket = web.WebSocketResponse(max_msg_size=0)
    await socket.prepare(request)
    async for message in socket:
        if message.data == "end":
            break
        lacks = "setMediaFeaturesOverride" in message.data
        refusal = '{"type": "error", "id": 1, "error": "unknown command", "message": ""}'
        await socket.send_str(refusal if lacks else message.data)
    return socket


@pytest_asyncio.fixture
async def relay() -> AsyncIterator[BidiRelay]:
    app = web.Application()
    app.router.add_get("/session", firefox)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    async with open_relay(f"ws://{host}:{port}") as opened:
        yield opened
    await runner.cleanup()


@pytest_asyncio.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def test_messages_of_any_size_pass_in_their_order(
    relay: BidiRelay, session: aiohttp.ClientSession
) -> None:
    async with session.ws_connect(f"{relay.address}/session", max_msg_size=0) as driver:
        for text in ("one", LARGE, "three"):
            await driver.send_str(text)

        assert [await driver.receive_str() for _ in range(3)] == ["one", LARGE, "three"]


async def test_gap_is_filled_on_the_way(relay: BidiRelay, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(f"{relay.address}/session") as driver:
        await driver.send_str('{"id": 1, "method": "emulation.setMediaFeaturesOverride"}')

        assert await driver.receive_json() == {"type": "success", "id": 1, "result": {}}


async def test_nobody_else_is_let_in(relay: BidiRelay, session: aiohttp.ClientSession) -> None:
    elsewhere = relay.address.rpartition("/")[0]
    with pytest.raises(aiohttp.WSServerHandshakeError, match="404"):
        await session.ws_connect(f"{elsewhere}/session")
    async with session.ws_connect(f"{relay.address}/session"):
        with pytest.raises(aiohttp.WSServerHandshakeError, match="409"):
            await session.ws_connect(f"{relay.address}/session")


async def test_relay_is_over_when_the_driver_goes(
    relay: BidiRelay, session: aiohttp.ClientSession
) -> None:
    async with session.ws_connect(f"{relay.address}/session"):
        over = asyncio.ensure_future(relay.over())
        await asyncio.sleep(0)
        assert not over.done()

    await asyncio.wait_for(over, _LIMIT_S)


async def test_driver_is_told_that_the_browser_has_gone(
    relay: BidiRelay, session: aiohttp.ClientSession
) -> None:
    async with session.ws_connect(f"{relay.address}/session") as driver:
        await driver.send_str("end")

        assert (await driver.receive()).type is aiohttp.WSMsgType.CLOSE
    await asyncio.wait_for(relay.over(), _LIMIT_S)


async def test_browser_that_does_not_start_is_told_as_it_ended(tmp_path: Path) -> None:
    program = tmp_path / "firefox"
    program.write_text("#!/bin/sh\necho 'no display' >&2\nexit 7\n")
    program.chmod(0o700)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pacts_daemon.browser.firefox", str(program), "--headless",
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, said = await asyncio.wait_for(process.communicate(), _LIMIT_S)

    assert (process.returncode, said) == (7, b"no display\n")


def test_firefox_that_is_missing_is_said_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BrowserUnavailableError, match="firefox-esr"):
        system_firefox()


def test_firefox_with_long_support_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("firefox", "firefox-esr"):
        (tmp_path / name).touch(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert system_firefox() == str(tmp_path / "firefox-esr")
