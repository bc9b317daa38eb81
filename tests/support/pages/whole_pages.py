"""What tests of whole pages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.pages import PageGap, PageQuery, page_query
from pacts_daemon.core.model import ElementQuery, Entry
from tests.support.backends.harnesses import FastHarness, Harness
from tests.support.builders import a_query

QUERY = a_query()
PAGE = page_query(QUERY)


def named(*names: str) -> list[ElementQuery]:
    return [a_query(element=name) for name in names]


def by_key(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: key_of(entry.query))


async def whole(harness: Harness[Any], tier: Any, page: PageQuery = PAGE) -> list[Entry]:
    """Return what a tier says of a page, once what it was told is all of it."""
    if not isinstance(harness, FastHarness):
        return by_key(await tier.page(page, 1000))
    known = await tier.page(page)
    assert isinstance(known, list)
    return by_key(known)


async def fill(tier: Any, *entries: Entry, page: PageQuery = PAGE) -> None:
    """Tell a fast tier that these are all; a durable one knows."""
    if not hasattr(tier, "store_page"):
        return
    gap = await tier.page(page)
    assert isinstance(gap, PageGap)
    await tier.store_page(page, gap, entries)
