"""Addresses that nobody may reach, and names that lead to them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest


@dataclass
class Forbidden:
    """Takes note of whoever connects to an address that is not allowed, by TCP or UDP."""

    host: str
    port: int
    hits: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://{self.host}:{self.port}{path}"


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, hits: list[str]) -> None:
        self._hits = hits

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        self._hits.append(f"datagram from {addr}: {data[:20]!r}")


@asynccontextmanager
async def forbidden_at(host: str) -> AsyncIterator[Forbidden]:
    hits: list[str] = []

    async def noted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hits.append(repr(await reader.read(100)))
        writer.close()

    server = await asyncio.start_server(noted, host, 0)
    port = server.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Datagrams(hits), local_addr=(host, port)
    )
    try:
        yield Forbidden(host, port, hits)
    finally:
        transport.close()
        server.close()
        await server.wait_closed()


def names_mean(monkeypatch: pytest.MonkeyPatch, known: dict[str, str]) -> None:
    """Have the system's resolver give these names these addresses, and know no other name."""
    ask = socket.getaddrinfo

    def answer(host: Any, *arguments: Any, **options: Any) -> Any:
        if str(host).endswith(".test") and host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return ask(known.get(host, host), *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
