"""Connections to allow-listed hosts, looked up once and opened at the address that was judged."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from pacts_daemon.browser.addresses import AllowList

_LOCALHOST = "localhost"
_LOOPBACKS = ("127.0.0.1", "::1")
# Between two hosts in memory: each of 512 connections may hold so much either way.
_CHUNK = 1 << 18

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class HostRefusedError(Exception):
    """A host is not allow-listed, or its name leads to an address that must be and is not.

    Attributes:
        address: host and port, and the address that the name has where that is what is refused.
    """

    def __init__(self, address: str) -> None:
        super().__init__(f"{address} is not allow-listed for the daemon")
        self.address = address


@dataclass(frozen=True, slots=True)
class Streams:
    """The two directions of a connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Outbound:
    """Opens connections to the hosts of an allow-list.

    A name is looked up here, and what is connected to is the address that was found: a name that
    means something else a moment later gains nothing. A name of the list may lead anywhere but to
    this machine or its own link (loopback, link-local, unspecified, multicast), where metadata
    services and other daemons are: such an address has to be on the list itself.
    """

    def __init__(self, allowed: AllowList) -> None:
        self._allowed = allowed

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses at which ``host`` may be connected to, one at least.

        Raises:
            HostRefusedError: none is allowed.
            OSError: the name has no address.
        """
        if not self._allowed.allows_host(host, port):
            raise HostRefusedError(_shown(host, port))
        found = await _looked_up(host, port)
        permitted = [one for one in found if self._permits(host, one, port)]
        if not permitted:
            raise HostRefusedError(f"{_shown(host, port)} (its address is {found[0]})")
        return permitted

    async def connect(self, host: str, port: int, *, tls: ssl.SSLContext | None = None) -> Streams:
        """Connect to the first address that answers.

        Raises:
            HostRefusedError: as for `addresses`.
            OSError: nobody answers there, or not with a certificate for ``host``.
        """
        failure = OSError(f"{_shown(host, port)} has no address")
        for address in await self.addresses(host, port):
            try:
                made = await asyncio.open_connection(
                    address,
                    port,
                    limit=_CHUNK,
                    ssl=tls,
                    server_hostname=host if tls is not None else None,
                )
            except OSError as error:
                failure = error
                continue
            return Streams(*made)
        raise failure

    def _permits(self, host: str, address: str, port: int) -> bool:
        is_named = host.strip("[]").lower() == address
        if is_named or not _is_near(ipaddress.ip_address(address)):
            return True
        if address in _LOOPBACKS and (
            _is_localhost(host) or self._allowed.allows_host(_LOCALHOST, port)
        ):
            return True
        return self._allowed.allows_host(address, port)


async def splice(one: Streams, other: Streams) -> None:
    """Carry bytes both ways until both sides have ended or one broke, then close both."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_carry(one.reader, other.writer))
            group.create_task(_carry(other.reader, one.writer))
    except* OSError:
        pass  # the other direction was given up with it, and both ends see that it is over
    finally:
        one.writer.close()
        other.writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
    else:
        writer.close()  # TLS has no half that can be closed


async def _looked_up(host: str, port: int) -> list[str]:
    if _is_localhost(host):
        return list(_LOOPBACKS)
    found = await asyncio.get_running_loop().getaddrinfo(
        host.strip("[]"), port, type=socket.SOCK_STREAM
    )
    # A zone (fe80::1%eth0) is part of no rule.
    return list(dict.fromkeys(str(sockaddr[0]).partition("%")[0] for *_, sockaddr in found))


def _is_localhost(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name == _LOCALHOST or name.endswith(f".{_LOCALHOST}")


def _is_near(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_near(inner)
    return (
        address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or address.is_multicast
    )


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
