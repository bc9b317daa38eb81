"""Which addresses the daemon may open, and how they are written in messages."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from urllib.parse import SplitResult, urlsplit

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
        parts = _split(url)
        if parts is None or parts.scheme not in schemes:
            return False
        host = (parts.hostname or "").lower()
        with_port = f"{host}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"
        return bool(host) and any(
            fnmatchcase(host, p) or fnmatchcase(with_port, p) for p in self._patterns
        )


def safe_url(url: str) -> str:
    """The scheme, host and port of a URL: a path may hold secrets as a query does."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return "the address"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}"


def without_query(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def same_address(one: str, other: str) -> bool:
    """Whether two URLs are one address, "http://host" and "http://host/" included."""
    return one == other or _with_path(one) == _with_path(other)


def _with_path(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return url
    return parts._replace(path=parts.path or "/", netloc=parts.netloc.lower()).geturl()


def _split(url: str) -> SplitResult | None:
    """Split a URL, or None where a browser might read it in another way than Python does."""
    if "\\" in url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.netloc.isascii() else None
