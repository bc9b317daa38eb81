"""Which element of a page is meant, by its name."""

from __future__ import annotations

from dataclasses import dataclass

from pacts_daemon import drift_core
from pacts_daemon.core.model import ElementQuery, MissReason, Relocation, Selector
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.words import selectors_of


@dataclass(frozen=True, slots=True)
class Target:
    """An element of a prepared page, by its path, and selectors that should find it.

    ``relocation`` is set when it had been known before.
    """

    path: str
    selectors: tuple[Selector, ...]
    confidence: float
    relocation: Relocation | None = None


class ByName:
    """Finds the element that a query names. Blocks while it reads the page."""

    def __init__(self, query: ElementQuery) -> None:
        self._query = query

    def seek(self, page: drift_core.PreparedPage, *, last: bool) -> Target | NotDiscovered:
        """Take the one element that is called so.

        Hidden ones are the ``last`` hope: what is about to appear visibly is preferred.
        """
        found = self.look(page, hidden=False)
        if last and found.outcome == "absent":
            found = self.look(page, hidden=True)
        if found.xpath is not None:
            return Target(found.xpath, selectors_of(found.selectors), found.confidence)
        is_ambiguous = found.outcome == "ambiguous"
        reason = MissReason.AMBIGUOUS if is_ambiguous else MissReason.NOT_FOUND
        return NotDiscovered(reason, found.reason)

    def look(self, page: drift_core.PreparedPage, *, hidden: bool) -> drift_core.Discovery:
        query = self._query
        return page.discover(query.element, query.action.value, query.scope, query.ordinal, hidden)
