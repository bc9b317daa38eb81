"""A loopback port that leads to one WebSocket, for a driver that follows redirects by itself."""

from __future__ import annotations

import asyncio
import re
import secrets
import ssl
from base64 import b64encode
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from pacts_daemon.browser.addresses import DEFAULT_PORTS
from pacts_daemon.browser.egress.outbound import HostRefusedError, Outbound, Streams, splice

# A head has a few KB, and most servers end it at less.
_MOST_HEAD: Final = 1 << 16
_HEAD_END: Final = b"\r\n\r\n"
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
_LOCATION = re.compile(rb"^location:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_SWITCHING: Final = 101
_REDIRECTS = range(300, 400)
_NOTHING: Final = b"HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Relay:
    """Takes one connection, of who knows its secret path, and makes it one to ``url``.

    Attributes:
        address: what to connect to in place of ``url``.
        refused: why there is no connection, once it was tried: the host is not allowed.
        redirected: where the other side would have had it go instead.
        status: what the other side answered to the handshake; 0 before.
    """

    def __init__(self, url: str, outbound: Outbound) -> None:
        self._target = urlsplit(url)
        self._outbound = outbound
        self._server: asyncio.Server | None = None
        self._path = f"/{secrets.token_urlsafe(24)}"
        self._tasks: set[asyncio.Task[None]] = set()
        self._taken = False
        self.address = ""
        self.refused: HostRefusedError | None = None
        self.redirected: str | None = None
        self.status = 0

    async def open(self) -> None:
        """Listen until the connection is there."""
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0, limit=_MOST_HEAD)
        port = self._server.sockets[0].getsockname()[1]
        self.address = f"ws://127.0.0.1:{port}{self._path}"

    async def close(self) -> None:
        """Break the connection."""
        self._stop_listening()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def is_refusal(self) -> bool:
        """Whether the other side answered, and would not speak WebSocket."""
        return self.status not in {0, _SWITCHING}

    def _stop_listening(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(Streams(reader, writer)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, driver: Streams) -> None:
        try:
            head = await driver.reader.readuntil(_HEAD_END)
            if self._taken or not head.startswith(f"GET {self._path} ".encode()):
                return
            self._taken = True
            self._stop_listening()
            await self._connect(driver, head)
        except HostRefusedError as error:
            self.refused = error
            driver.writer.write(_NOTHING)
        except (OSError, EOFError, asyncio.LimitOverrunError):
            driver.writer.write(_NOTHING)
        finally:
            driver.writer.close()

    async def _connect(self, driver: Streams, head: bytes) -> None:
        target = self._target
        port = target.port or DEFAULT_PORTS[target.scheme]
        tls = ssl.create_default_context() if target.scheme == "wss" else None
        browser = await self._outbound.connect(target.hostname or "", port, tls=tls)
        try:
            browser.writer.write(_request(head, target))
            answer = await browser.reader.readuntil(_HEAD_END)
            if not self._is_switched(answer):
                driver.writer.write(_NOTHING)
                return
            driver.writer.write(answer)
            await splice(driver, browser)
        finally:
            browser.writer.close()

    def _is_switched(self, answer: bytes) -> bool:
        status = _STATUS.match(answer)
        self.status = int(status[1]) if status else 0
        if self.status in _REDIRECTS and (location := _LOCATION.search(answer)):
            self.redirected = location[1].decode("latin-1").strip()
        return self.status == _SWITCHING


def _request(head: bytes, target: SplitResult) -> bytes:
    """Return the driver's handshake as it would have been sent to the target itself."""
    _, *headers = head.removesuffix(_HEAD_END).split(b"\r\n")
    kept = [line for line in headers if not line.lower().startswith((b"host:", b"authorization:"))]
    path = urlunsplit(("", "", target.path or "/", target.query, ""))
    made = [f"GET {path} HTTP/1.1", f"Host: {target.netloc.rpartition('@')[2]}"]
    if target.username is not None:
        user = f"{unquote(target.username)}:{unquote(target.password or '')}"
        made.append(f"Authorization: Basic {b64encode(user.encode()).decode()}")
    return b"\r\n".join([*(line.encode("latin-1", "replace") for line in made), *kept]) + _HEAD_END
