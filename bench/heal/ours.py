"""The finder of the product: pages and pairs are prepared once."""

from functools import cache

from pacts_daemon import _drift_core as core


@cache
def _page(html: bytes) -> core.PreparedPage:
    return core.prepare_html(html)


@cache
def _pair(old: bytes, new: bytes) -> core.PreparedPair:
    return core.prepare_pair(_page(old), _page(new))


def find(
    old: bytes, new: bytes, xpath: str, settings: core.HealSettings | None = None
) -> str | None:
    """Return where the element went, or None."""
    return core.heal(_pair(old, new), xpath, settings).xpath
