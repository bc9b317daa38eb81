"""From a URL to the page it is an instance of."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from pacts_daemon.core.errors import InvalidFieldError

_DEFAULT_PORTS = {"http": 80, "https": 443}
_ID_SEGMENT = re.compile(
    r"""
      \d+                                                             # a number
    | [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}    # a UUID
    | (?=[0-9a-f]*\d)[0-9a-f]{16,}                                    # long hex
    | (?=[a-z0-9]*\d)[a-z0-9]{15}(?:[a-z0-9]{3})?                     # a record id of 15 or 18
    """,
    re.VERBOSE | re.IGNORECASE,
)


def page_of(page: str, kept_parameters: Collection[str] = ()) -> str:
    """Return the route template of a URL; a page name comes back as it is.

    Scheme and host become lower case; credentials, default port, query (but for
    ``kept_parameters``) and fragment (but for a client-side route, ``#/…`` or ``#!/…``) go; path
    segments that are ids become ``:id``.

    Raises:
        InvalidFieldError: ``page`` is empty, or looks like a URL and is not a usable http(s) one.
    """
    if not page.strip():
        raise InvalidFieldError("page", "must not be empty")
    if "://" not in page:
        return page
    scheme, host = _origin(page)
    parts = urlsplit(page)
    kept = sorted((k, v) for k, v in parse_qsl(parts.query, True) if k in kept_parameters)
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{scheme}://{host}{_route(parts.path) or '/'}{query}{_client_route(parts.fragment)}"


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InvalidFieldError("page", f"not a usable URL: {error}") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise InvalidFieldError("page", f"only http and https URLs are pages, not {parts.scheme!r}")
    if not host or any(c.isspace() or not c.isprintable() for c in url):
        raise InvalidFieldError("page", "not a usable URL: it needs a host and no blanks")
    if ":" in host:
        host = f"[{host}]"
    is_default = port is None or port == _DEFAULT_PORTS[parts.scheme]
    return parts.scheme, host if is_default else f"{host}:{port}"


def _route(path: str) -> str:
    segments = (quote(unquote(s), safe="!$&'()*+,;=:@-._~") for s in path.split("/"))
    return "/".join(":id" if _ID_SEGMENT.fullmatch(s) else s for s in segments)


def _client_route(fragment: str) -> str:
    if not fragment.startswith(("/", "!/")):
        return ""
    return f"#{_route(fragment.partition('?')[0])}"
