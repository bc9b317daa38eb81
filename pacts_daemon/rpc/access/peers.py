"""Where callers call from, and how those who show wrong tokens are slowed down."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Network, ip_address
from typing import Final
from urllib.parse import unquote

# Hosts, not connections; one that is forgotten is told at once three times more.
_MAX_PEERS: Final = 4096
# Each is a call under way, of which 4,096 are let in: more are told at once, so that nobody fills
# the daemon with wrong tokens.
_MAX_WAITING: Final = 256
# Who mends a token after the first few tries, or comes back later, does not pay for it.
_FORGOTTEN_S: Final = 300.0
_FREE_TRIES: Final = 3
_FIRST_WAIT_S: Final = 0.1
# Below the 2 s that clients give a call: they would be told of a deadline, and not of their token.
_LONGEST_WAIT_S: Final = 1.5
# A host has as many addresses as it likes within its network, but not more.
_IPV6_PREFIX: Final = 64


@lru_cache(_MAX_PEERS)
def host_of(peer: str) -> str:
    """Return the part of a gRPC peer that stays the same from connection to connection."""
    kind, _, rest = peer.partition(":")
    if kind not in ("ipv4", "ipv6"):
        return kind
    return host_of_address(unquote(rest).rpartition(":")[0].strip("[]"))


def host_of_address(address: str) -> str:
    """Return an address, or the network of an IPv6 one."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    mapped = getattr(known, "ipv4_mapped", None)
    if known.version == 4 or mapped is not None:  # noqa: PLR2004
        return str(mapped or known)
    return str(IPv6Network((known, _IPV6_PREFIX), strict=False))


@dataclass(slots=True)
class _Tries:
    count: int
    last: float


class Slowdown:
    """Has those wait for their refusal who were wrong some times before, longer each time.

    It remembers the last few thousand hosts. Nobody else waits: who shows a right token is let in
    at once, from the same host too. This bounds noise and what refusals cost; what keeps tokens
    from being guessed is that they are random.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._waiting = 0

    async def failed(self, host: str) -> None:
        """Note a wrong token, and return when its host may be told so."""
        wait_s = self.wait_s(host)
        if not wait_s or self._waiting >= _MAX_WAITING:
            return
        self._waiting += 1
        try:
            await asyncio.sleep(wait_s)
        finally:
            self._waiting -= 1

    def wait_s(self, host: str) -> float:
        """Note a wrong token, and return how many seconds its host is to wait for the refusal."""
        now = self._monotonic()
        tries = self._tries.pop(host, None)
        if tries is None or now - tries.last > _FORGOTTEN_S:
            tries = _Tries(0, now)
        tries.count, tries.last = tries.count + 1, now
        self._tries[host] = tries
        if len(self._tries) > _MAX_PEERS:
            self._tries.popitem(last=False)
        doubled = tries.count - _FREE_TRIES - 1
        if doubled < 0:
            return 0.0
        return min(_FIRST_WAIT_S * 2.0 ** min(doubled, 16), _LONGEST_WAIT_S)
