"""Which element of a page is meant, by its name."""

from __future__ import annotations

import re
from typing import Protocol

from pacts_daemon.core.model import ElementQuery, MissReason
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import Discovery, DiscoveryOutcome, Page, discover, selectors_of
from pacts_daemon.locate.hiding import shown
from pacts_daemon.locate.target import Target
from pacts_daemon.locate.words import folded


class Search(Protocol):
    """Says which element of a page is meant."""

    def find(self, page: Page, *, last: bool) -> Target | NotDiscovered:
        """Return the element or why there is none; blocks while it reads the page.

        With ``last`` no other capture of the page will follow.
        """


class ByName:
    """Finds the element that a query names; a `Search`."""

    def __init__(self, query: ElementQuery) -> None:
        self._query = query

    def find(self, page: Page, *, last: bool) -> Target | NotDiscovered:
        """Take the one element that is called so, if it is shown."""
        found = self.meant(page, last=last)
        return found if isinstance(found, NotDiscovered) else shown(page, found)

    def meant(self, page: Page, *, last: bool) -> Target | NotDiscovered:
        """Return the one element that is called so, shown or not.

        Hidden ones are the ``last`` hope: what is about to appear visibly is preferred.
        """
        found = self.named(page, hidden=False)
        if last and found.outcome is DiscoveryOutcome.ABSENT:
            found = self.named(page, hidden=True)
        if found.xpath is not None:
            return Target(found.xpath, selectors_of(found.selectors), found.confidence)
        is_ambiguous = found.outcome is DiscoveryOutcome.AMBIGUOUS
        reason = MissReason.AMBIGUOUS if is_ambiguous else MissReason.NOT_FOUND
        return NotDiscovered(reason, found.reason, nearest=tuple(found.nearest))

    def says(self, text: str) -> bool:
        """Whether the query has the words of a text among its own, in their order."""
        own = _spaced(f"{self._query.element} {self._query.scope}")
        said = _spaced(text)
        return bool(said.strip()) and said in own

    def named(self, page: Page, *, hidden: bool) -> Discovery:
        return discover(page, self._query, hidden=hidden)


def _spaced(text: str) -> str:
    """Return the words of a text, folded, each between spaces."""
    words = re.findall(r"\w+", folded(text))
    return f" {' '.join(words)} "
