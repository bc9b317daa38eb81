"""Which frame of a page a query names: by its name, its URL or its path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urlsplit


def frame_named(wanted: str, frames: Sequence[tuple[str, str]]) -> int | None:
    """Return which of the frames, each a name and a URL, is the one that is wanted.

    None when there is no such frame, or more than one.
    """
    path = without_query(wanted)
    ways: tuple[Callable[[str, str], bool], ...] = (
        lambda name, _: name == wanted,
        lambda _, url: same_address(url, wanted),
        lambda _, url: same_address(without_query(url), path),
    )
    for is_meant in ways:
        found = [at for at, (name, url) in enumerate(frames) if is_meant(name, url)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def frame_label(name: str, url: str) -> str:
    """Return what a query can name a frame by, empty when there is nothing."""
    return name or (without_query(url) if url.startswith("http") else "")


def without_query(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def same_address(one: str, other: str) -> bool:
    """Whether two URLs are one address, "http://host" and "http://host/" included."""
    return one == other or _with_path(one) == _with_path(other)


def split_url(url: str) -> SplitResult | None:
    """Split a URL, or None where a browser might read it in another way than Python does."""
    if "\\" in url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.netloc.isascii() else None


def _with_path(url: str) -> str:
    parts = split_url(url)
    if parts is None:
        return url
    return parts._replace(path=parts.path or "/", netloc=parts.netloc.lower()).geturl()
