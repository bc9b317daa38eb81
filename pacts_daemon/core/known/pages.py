"""All entries of a page at once: what is asked of the tiers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pacts_daemon.core.model import ElementQuery, Entry

# A page has tens of entries, and this many of 2 to 10 KiB are some MB to read in one go, which
# nobody else of Redis is answered meanwhile. A page with more is told in part and never held.
MAX_PAGE_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Names one variant of one page; ``page`` is a route template or a page name."""

    app: str
    environment: str
    page: str
    variant: Mapping[str, str] = field(default_factory=dict)


def page_query(query: ElementQuery) -> PageQuery:
    """Return the page and variant that an element query is of."""
    return PageQuery(query.app, query.environment, query.page, query.variant)


@dataclass(frozen=True, slots=True)
class PageGap:
    """A fast tier does not hold all of a page; ``mark`` is handed back with what fills it.

    ``unconfirmed`` is what may be told if the durable tier, which must be asked first, is away.
    """

    mark: str
    unconfirmed: tuple[Entry, ...] | None = None


class FastPages(Protocol):
    """Pages as a fast tier keeps them: all that is known of one, or nothing that may be told."""

    async def page(self, query: PageQuery) -> list[Entry] | PageGap:
        """Return every entry of the page and variant, or that not all of them are held.

        All of them: each that `store_page` was given and each that `store` was given since, but for
        those that were removed. That one of them was forgotten, can no longer be read or is past
        its expiry makes it a gap, never a shorter list. An entry that nobody could tell this tier
        of is not in it until it is told; a version is never older than the one `lookup` has.
        Extends no time to live.

        Raises:
            TierUnavailableError: the backend could not answer.
        """

    async def store_page(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        """Keep entries, each as `store` does, and that they are all of the page.

        They must have been read from the durable tier after `page` returned the ``gap``. Whatever
        was stored meanwhile belongs to the page, too. A gap that is not the latest any more, or
        that was forgotten, says nothing: then the entries are kept, and the gap stays.

        Raises:
            TierUnavailableError: the backend could not answer; some may have been kept.
        """


class DurablePages(Protocol):
    """Pages as the durable tier knows them."""

    async def page(self, query: PageQuery, limit: int) -> list[Entry]:
        """Return up to ``limit`` unexpired entries of a page and variant, in key order.

        Entries whose bytes cannot be read are left out.

        Raises:
            TierUnavailableError: the backend could not answer.
        """
