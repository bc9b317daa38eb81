"""Which addresses the daemon may open, and how they are written in messages."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase

from pacts_daemon.core.content.frames import split_url
from pacts_daemon.core.errors import AddressNotAllowedError

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_PAGE_SCHEMES = frozenset({"http", "https"})
_ENDPOINT_SCHEMES = frozenset({"http", "https", "ws", "wss"})


class AllowList:
    """Host patterns that a caller's addresses must match."""

    def __init__(self, patterns: Collection[str]) -> None:
        self._patterns = tuple(p.lower().strip("[]") for p in patterns)

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

    def _allows(self, url: str, schemes: frozenset[str]) -> bool:
        parts = split_url(url)
        if parts is None or parts.scheme not in schemes:
            return False
        host = (parts.hostname or "").lower()
        with_port = f"{host}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"
        return bool(host) and any(
            fnmatchcase(host, p) or fnmatchcase(with_port, p) for p in self._patterns
        )


def safe_url(url: str) -> str:
    """The scheme, host and port of a URL: a path may hold secrets as a query does."""
    parts = split_url(url)
    if parts is None or not parts.hostname:
        return "the address"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}"
