"""The server that a browser reaches the network through: SOCKS 5 (RFC 1928), CONNECT alone.

It stands below HTTP, so whatever a page opens a connection for comes to it: navigations, redirects,
popups, frames, pictures, fetches, sockets, streams, workers, and the browser's own errands.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

from pacts_daemon.browser.addresses import DEFAULT_PORTS
from pacts_daemon.browser.egress.outbound import HostRefusedError, Outbound, Streams, splice

_VERSION: Final = 5
_NO_AUTHENTICATION: Final = 0
_CONNECT: Final = 1
_IPV4: Final = 1
_DONE, _FAILED, _NOT_ALLOWED, _REFUSED, _NOT_SUPPORTED = 0, 1, 2, 5, 7
# A browser of this machine sends it at once; who says nothing would hold a connection.
_HANDSHAKE_S: Final = 10.0
# Above a navigation's own time-out, which tells its caller better what took long.
_CONNECT_S: Final = 30.0
# Each takes two of the daemon's open files, which callers and tiers need too: a page that opens one
# after the other gets no more.
_MOST_CONNECTIONS: Final = 512
# Why a page did not open is asked at once after it did not; only hosts of pages that load meanwhile
# come between.
_MOST_REMEMBERED: Final = 256

Failure = HostRefusedError | OSError


class _NotSocksError(Exception):
    """Whoever connected speaks another protocol, or asks for what is not served."""


class SocksServer:
    """Listens on a free loopback port while it is open, and connects where ``outbound`` does."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._server: asyncio.Server | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._failures: OrderedDict[tuple[str, int], Failure] = OrderedDict()
        self.address = ""

    async def open(self) -> None:
        """Listen, unless it does already; ``address`` is where."""
        if self._server is not None:
            return
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.address = f"127.0.0.1:{port}"

    async def close(self) -> None:
        """Stop listening and break what is connected. Safe to call twice."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def failure(self, url: str) -> Failure | None:
        """Return why the host of a URL could not be connected to last; None when it could."""
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        return self._failures.get(((parts.hostname or "").lower(), port))

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._running) >= _MOST_CONNECTIONS:
            writer.close()
            return
        task = asyncio.ensure_future(self._serve(Streams(reader, writer)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _serve(self, browser: Streams) -> None:
        try:
            async with asyncio.timeout(_HANDSHAKE_S):
                host, port = await _asked(browser)
            answer = await self._connected(host, port)
            if isinstance(answer, Streams):
                browser.writer.write(_reply(_DONE))
                await splice(browser, answer)
                return
            browser.writer.write(_reply(answer))
        except _NotSocksError as error:
            if error.args:
                browser.writer.write(error.args[0])
        except (OSError, EOFError, TimeoutError):
            return  # the browser went away
        finally:
            browser.writer.close()

    async def _connected(self, host: str, port: int) -> Streams | int:
        try:
            async with asyncio.timeout(_CONNECT_S):
                made = await self._outbound.connect(host, port)
        except HostRefusedError as error:
            self._remember(host, port, error)
            return _NOT_ALLOWED
        except (OSError, UnicodeError) as error:
            self._remember(host, port, error if isinstance(error, OSError) else OSError(str(error)))
            return _REFUSED if isinstance(error, ConnectionRefusedError) else _FAILED
        self._failures.pop((host.lower(), port), None)
        return made

    def _remember(self, host: str, port: int, failure: Failure) -> None:
        self._failures[host.lower(), port] = failure
        self._failures.move_to_end((host.lower(), port))
        if len(self._failures) > _MOST_REMEMBERED:
            self._failures.popitem(last=False)


@asynccontextmanager
async def open_egress(outbound: Outbound) -> AsyncIterator[SocksServer]:
    """Have a server listen while the block runs."""
    server = SocksServer(outbound)
    await server.open()
    try:
        yield server
    finally:
        await server.close()


async def _asked(browser: Streams) -> tuple[str, int]:
    """Read the greeting and the request; return host and port."""
    reader = browser.reader
    version, count = await reader.readexactly(2)
    if version != _VERSION:
        raise _NotSocksError
    if _NO_AUTHENTICATION not in await reader.readexactly(count):
        raise _NotSocksError(bytes([_VERSION, 0xFF]))
    browser.writer.write(bytes([_VERSION, _NO_AUTHENTICATION]))
    version, command, _, kind = await reader.readexactly(4)
    if version != _VERSION:
        raise _NotSocksError
    host = await _host(reader, kind)
    port = int.from_bytes(await reader.readexactly(2), "big")
    if command != _CONNECT:
        raise _NotSocksError(_reply(_NOT_SUPPORTED))
    return host, port


async def _host(reader: asyncio.StreamReader, kind: int) -> str:
    match kind:
        case 1:
            return str(ipaddress.IPv4Address(await reader.readexactly(4)))
        case 3:
            length = (await reader.readexactly(1))[0]
            return (await reader.readexactly(length)).decode("ascii", "replace")
        case 4:
            return str(ipaddress.IPv6Address(await reader.readexactly(16)))
    raise _NotSocksError(_reply(_FAILED))


def _reply(code: int) -> bytes:
    return bytes([_VERSION, code, 0, _IPV4]) + bytes(6)
