"""The finder of the product: pages and pairs are prepared once."""

from functools import lru_cache

from pacts_daemon import _drift_core as core


@lru_cache(maxsize=512)
def _page(html: bytes) -> core.PreparedPage:
    return core.prepare_html(html)


@lru_cache(maxsize=512)
def _pair(old: bytes, new: bytes) -> core.PreparedPair:
    return core.prepare_pair(_page(old), _page(new))


def find(old: bytes, new: bytes, xpath: str) -> str | None:
    """Return where the element went, or None."""
    return core.heal(_pair(old, new), xpath).xpath
