"""CDP endpoints: where the browser behind one listens, asked of nobody that is not allowed."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from pacts_daemon.browser.addresses import AllowList, safe_url
from pacts_daemon.browser.egress.outbound import HostRefusedError, Outbound
from pacts_daemon.core.errors import AddressNotAllowedError, PageUnavailableError

FIELD: Final = "access.cdp_endpoint"
# A browser's version is some hundred bytes; what says more is none.
_MOST_BYTES: Final = 1 << 20
_REDIRECTS = range(300, 400)
_OK = 200


async def websocket_of(
    endpoint: str, allowed: AllowList, outbound: Outbound, timeout_ms: int
) -> str:
    """Return the WebSocket's URL of the browser at a CDP endpoint, which is one itself or is asked.

    Raises:
        AddressNotAllowedError: the endpoint, where it redirects, or the browser that it names is
            not allow-listed.
        PageUnavailableError: it gives no answer, or not that of a browser.
    """
    allowed.check_endpoint(endpoint)
    if urlsplit(endpoint).scheme in {"ws", "wss"}:
        return endpoint
    try:
        async with asyncio.timeout(timeout_ms / 1000):
            url = await _asked(endpoint, allowed, outbound)
    except HostRefusedError as error:
        raise AddressNotAllowedError(FIELD, error.address) from None
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        # What they say may repeat the endpoint with whatever token is in it.
        raise no_browser(endpoint) from None
    allowed.check_endpoint(url)
    return url


def no_browser(endpoint: str, why: str = "") -> PageUnavailableError:
    """Return the error for an endpoint at which there is no browser."""
    told = f": {why}" if why else ""
    return PageUnavailableError(
        f"no browser answers at the CDP endpoint {safe_url(endpoint)}{told}"
    )


def check_redirect(endpoint: str, target: str, allowed: AllowList) -> None:
    """Raise for an endpoint that redirects: it is not followed, wherever it leads."""
    allowed.check_endpoint(urljoin(endpoint, target))
    raise no_browser(endpoint, "it redirects; name the browser itself")


async def _asked(endpoint: str, allowed: AllowList, outbound: Outbound) -> str:
    connector = aiohttp.TCPConnector(resolver=_Resolver(outbound), force_close=True)
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.get(_version_url(endpoint), allow_redirects=False) as response,
    ):
        if response.status in _REDIRECTS:
            check_redirect(endpoint, response.headers.get("Location", ""), allowed)
        if response.status != _OK:
            raise no_browser(endpoint, f"status {response.status}")
        read = await response.content.read(_MOST_BYTES)
    version = json.loads(read)
    url = version.get("webSocketDebuggerUrl") if isinstance(version, dict) else None
    if not isinstance(url, str) or urlsplit(url).scheme not in {"ws", "wss"}:
        raise no_browser(endpoint, "its /json/version names no WebSocket")
    return url


def _version_url(endpoint: str) -> str:
    parts = urlsplit(endpoint)
    path = f"{parts.path.removesuffix('/')}/json/version/"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


class _Resolver(AbstractResolver):
    """Has names looked up where their addresses are judged, too."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del family  # of whatever family the addresses are
        found = await self._outbound.addresses(host, port)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in found
        ]

    async def close(self) -> None:
        """There is nothing to close."""
