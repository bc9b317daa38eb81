"""The finder of the product: pages are read and laid over each other once."""

from functools import cache

from pacts_daemon import _drift_core as core


@cache
def _page(html: bytes) -> core.Page:
    return core.Page.from_html(html)


@cache
def _pair(old: bytes, new: bytes) -> core.PagePair:
    return core.PagePair(_page(old), _page(new))


def find(
    old: bytes, new: bytes, xpath: str, settings: core.HealSettings | None = None
) -> str | None:
    """Return where the element went, or None."""
    return _pair(old, new).heal(xpath, settings).xpath
