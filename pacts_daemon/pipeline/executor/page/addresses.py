"""Addresses as sentences name them: where a page is, and whether a page is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from pacts_daemon.pipeline.executor.failures import StepBlockedError

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(about|data|file|javascript|mailto):")
_HOST: Final = re.compile(r"(localhost|[\w-]+(\.[\w-]+)+)(:\d+)?(/|\?|#|$)")
_ARTICLE: Final = re.compile(r"^(the|a|an|our|my)\s+", re.IGNORECASE)
_PAGE: Final = re.compile(r"\s+(page|screen|site|url|address)$", re.IGNORECASE)
_START: Final = {
    "home", "homepage", "start", "landing", "main", "front", "application", "app", "site",
    "website", "base url", "web site", "store", "shop", "",
}  # fmt: skip
_ENDINGS: Final = {"html", "htm", "php", "aspx", "jsp", "do", "xhtml", "cgi"}


def address_of(said: str, base_url: str, pages: Mapping[str, str]) -> str:
    """Return the address that a sentence names.

    Args:
        said: an address, absolute or relative, or the name of a page.
        base_url: what relative addresses start from, as a browser resolves them.
        pages: addresses by name.

    Raises:
        StepBlockedError: no page is called so, or there is nothing that it is relative to.
    """
    said = said.strip()
    named = page_named(said, pages)
    where = said if named is None else named
    if _SCHEME.match(where):
        return _http(where)
    if where.startswith(("/", "?", "#", "./", "../")):
        return _joined(where, base_url)
    if _HOST.match(where) and not _is_file(where):
        scheme = "http" if _is_local(where) else "https"
        return f"{scheme}://{where}"
    if named is None and _short(said).casefold() in _START and base_url:
        return base_url
    if named is not None or "/" in where or _is_file(where):
        return _joined(where, base_url)
    known = ", ".join(repr(name) for name in pages) or "none"
    raise StepBlockedError(
        "unknown_page",
        f"no page is called {said!r}: give its address in the requirement's pages (known: {known})",
    )


def page_named(said: str, pages: Mapping[str, str]) -> str | None:
    """Return the address of the page of that name, letter case, article and "page" aside."""
    wanted = _short(said).casefold()
    exact = {name.strip().casefold(): address for name, address in pages.items()}
    if said.strip().casefold() in exact:
        return exact[said.strip().casefold()]
    return {_short(name).casefold(): address for name, address in pages.items()}.get(wanted)


def is_at(url: str, expected: str, base_url: str, pages: Mapping[str, str]) -> bool:
    """Say whether an address is the one that is expected.

    ``expected`` is a whole address, an end of one that begins at a word, a pattern with ``*``, or
    the name of a page. A query and a fragment count only where they are expected.
    """
    expected = expected.strip()
    named = page_named(expected, pages)
    if named is not None:
        expected = named if _SCHEME.match(named) else urljoin(base_url, named)
    return any(
        _matches(seen, wanted)
        for seen in _forms(url, expected)
        for wanted in {expected, expected.rstrip("/") or "/"}
    )


def _matches(seen: str, wanted: str) -> bool:
    if "*" in wanted:
        whole = wanted if _SCHEME.match(wanted) or wanted.startswith("*") else f"*{wanted}"
        # Brackets stand for themselves in an address.
        return fnmatchcase(seen, whole.replace("[", "[[]"))
    if _SCHEME.match(wanted) or not wanted:
        return seen == wanted
    if not seen.endswith(wanted):
        return False
    if wanted == "/":
        return urlsplit(seen).path in {"", "/"}
    before = seen[: -len(wanted)][-1:]
    return not (before.isalnum() and wanted[0].isalnum())


def _forms(url: str, expected: str) -> set[str]:
    plain = url if "#" in expected else urldefrag(url).url
    if "?" not in expected and "#" not in expected:
        plain = plain.partition("?")[0]
    forms = {url, plain, unquote(plain)}
    return forms | {form.rstrip("/") for form in forms}


def _http(address: str) -> str:
    if urlsplit(address).scheme.lower() in {"http", "https"}:
        return address
    raise StepBlockedError("unknown_page", f"{address!r} is no address of a page: http or https")


def _joined(where: str, base_url: str) -> str:
    if not base_url:
        message = f"{where!r} starts from the requirement's base_url, and it has none"
        raise StepBlockedError("unknown_page", message)
    return _http(urljoin(base_url, where))


def _short(name: str) -> str:
    return _PAGE.sub("", _ARTICLE.sub("", name.strip())).strip() if _words(name) else name.strip()


def _words(name: str) -> bool:
    # "page" alone is a name, and so is what is no more than an article.
    return len(name.split()) > 1 or name.strip().casefold() in _START


def _is_file(where: str) -> bool:
    path = where.partition("?")[0].partition("#")[0]
    return "/" not in path and path.rpartition(".")[2].lower() in _ENDINGS


def _is_local(where: str) -> bool:
    return where.startswith(("localhost", "127.", "0.0.0.0"))  # noqa: S104 - what people write
