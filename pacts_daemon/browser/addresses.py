"""Which addresses the daemon may open, and how they are written in messages."""

from __future__ import annotations

import re
from collections.abc import Collection
from fnmatch import fnmatchcase

from pacts_daemon.core.content.frames import split_url
from pacts_daemon.core.errors import AddressNotAllowedError

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# An IPv6 address as URLs have it; other brackets are of the pattern.
_BRACKETED = re.compile(r"^\[([0-9a-f.]*:[0-9a-f:.*]*)\](:.*)?$")
_PAGE_SCHEMES = frozenset({"http", "https"})
_ENDPOINT_SCHEMES = frozenset({"http", "https", "ws", "wss"})


class AllowList:
    """Host patterns that a caller's addresses must match."""

    def __init__(self, patterns: Collection[str]) -> None:
        self.replace(patterns)

    def replace(self, patterns: Collection[str]) -> None:
        """Match others from now on, on pages that are open too."""
        self._patterns = tuple(_BRACKETED.sub(r"\1\2", p.lower()) for p in patterns)

    def check_page(self, url: str, field: str = "access.url") -> None:
        """Raise unless the daemon may open ``url``.

        Raises:
            AddressNotAllowedError: another scheme, another host, or not a URL at all.
        """
        self._check(url, field, _PAGE_SCHEMES)

    def check_endpoint(self, url: str) -> None:
        self._check(url, "access.cdp_endpoint", _ENDPOINT_SCHEMES)

    def allows(self, url: str) -> bool:
        return self._allows(url, _PAGE_SCHEMES)

    def _check(self, url: str, field: str, schemes: frozenset[str]) -> None:
        if not self._allows(url, schemes):
            raise AddressNotAllowedError(field, safe_url(url))

    def allows_host(self, host: str, port: int) -> bool:
        """Say whether a host, an IPv6 address without brackets, may be reached at a port."""
        name = host.lower()
        return bool(name) and any(
            fnmatchcase(name, p) or fnmatchcase(f"{name}:{port}", p) for p in self._patterns
        )

    def _allows(self, url: str, schemes: frozenset[str]) -> bool:
        parts = split_url(url)
        if parts is None or parts.scheme not in schemes:
            return False
        return self.allows_host(parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme])


def safe_url(url: str) -> str:
    """The scheme, host and port of a URL: a path may hold secrets as a query does."""
    parts = split_url(url)
    if parts is None or not parts.hostname:
        return "the address"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}"
