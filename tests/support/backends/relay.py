"""A TCP relay before a real server, to make the server hang or vanish."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from urllib.parse import urlsplit


class Relay:
    """Passes bytes on until it is paused (they wait) or cut (connections are reset).

    ``delay_s`` is how long it keeps each piece, in both directions.
    """

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None = None) -> None:
        """Listen over TLS when a context is given; what is passed on is plain."""
        self._context = context
        self._target = (host, port)
        self._flows = asyncio.Event()
        self._flows.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.delay_s = 0.0

    async def start(self) -> None:
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", self.port, ssl=self._context
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def turn_to(self, host: str, port: int) -> None:
        """Lead new connections to another server; those that are there stay."""
        self._target = (host, port)

    def pause(self) -> None:
        self._flows.clear()

    def resume(self) -> None:
        self._flows.set()

    def aim(self, host: str, port: int) -> None:
        """Lead the connections that are made from now on to another server."""
        self._target = (host, port)

    async def cut(self) -> None:
        """Refuse connections and end those that are there, until `start` is called again."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()
            self._server = None

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(asyncio.CancelledError):  # `cut` ends it
                await self._relay(reader, writer)
        finally:
            writer.transport.abort()
            self._tasks.discard(task)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()  # nobody is there, which is what the near side sees
            return
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(reader, far_writer))
                both.create_task(self._pump(far_reader, writer))
        except* OSError:
            pass  # one side has gone, which is the end of both
        finally:
            for end in (writer, far_writer):
                end.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await self._flows.wait()
            if self.delay_s:
                await asyncio.sleep(self.delay_s)
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            with suppress(OSError):
                writer.write_eof()


def relayed(url: str, relay: Relay) -> str:
    """Return the URL with the relay in the place of its host."""
    return with_port(url, relay.port)


def with_port(url: str, port: int) -> str:
    """Return the URL with another port of this machine in the place of its host."""
    parts = urlsplit(url)
    userinfo, at, _ = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{userinfo}{at}127.0.0.1:{port}").geturl()


def relay_to(url: str, default_port: int, context: ssl.SSLContext | None = None) -> Relay:
    parts = urlsplit(url)
    return Relay(parts.hostname or "127.0.0.1", parts.port or default_port, context)


def with_password(url: str, password: str) -> str:
    """Return the URL with another password."""
    parts = urlsplit(url)
    userinfo, _, host = parts.netloc.rpartition("@")
    user = userinfo.partition(":")[0]
    return parts._replace(netloc=f"{user}:{password}@{host}").geturl()
