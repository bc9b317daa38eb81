"""Firefox without a driver: it speaks WebDriver BiDi by itself."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import aiohttp

NAMES = ("firefox", "firefox-esr")
_ADDRESS = b"WebDriver BiDi listening on "
_START_TIMEOUT_S = 60


def firefox() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Tab:
    """One page of a Firefox."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._context = ""

    async def open(self) -> None:
        await self._send("session.new", capabilities={})
        tree = await self._send("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    async def goto(self, url: str) -> None:
        await self._send(
            "browsingContext.navigate", context=self._context, url=url, wait="complete"
        )

    async def evaluate(self, expression: str) -> Any:
        target = {"context": self._context}
        answer = await self._send(
            "script.evaluate", expression=expression, target=target, awaitPromise=False
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    async def _send(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json()
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                result: dict[str, Any] = answer["result"]
                return result


@asynccontextmanager
async def running_firefox(executable: str) -> AsyncIterator[Tab]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            executable, "--headless", "--no-remote", "--profile", profile,
            "--remote-debugging-port", "0",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            url = await asyncio.wait_for(_address(process), _START_TIMEOUT_S)
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(f"{url}/session", max_msg_size=0) as socket,
            ):
                tab = Tab(socket)
                await tab.open()
                yield tab
        finally:
            process.terminate()
            await process.communicate()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async for line in process.stderr:
        if _ADDRESS in line:
            return line.partition(_ADDRESS)[2].decode().strip()
    raise RuntimeError("Firefox ended before it listened")
