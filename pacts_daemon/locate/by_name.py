"""Which element of a page is meant, by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pacts_daemon.core.model import ElementQuery, MissReason, Selector, Way
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import Discovery, DiscoveryOutcome, Page, discover, selectors_of


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an element that was known is recognised by, as in `core.model.Relocation`."""

    way: Way
    score: float
    margin: float = 0.0
    reasons: tuple[tuple[str, float], ...] = ()
    runner_up: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An element of a parsed page, by its path, and selectors that should find it.

    ``recognition`` is set when it had been known before.
    """

    path: str
    selectors: tuple[Selector, ...]
    confidence: float
    recognition: Recognition | None = None


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
        """Take the one element that is called so.

        Hidden ones are the ``last`` hope: what is about to appear visibly is preferred.
        """
        found = self.named(page, hidden=False)
        if last and found.outcome is DiscoveryOutcome.ABSENT:
            found = self.named(page, hidden=True)
        if found.xpath is not None:
            return Target(found.xpath, selectors_of(found.selectors), found.confidence)
        is_ambiguous = found.outcome is DiscoveryOutcome.AMBIGUOUS
        reason = MissReason.AMBIGUOUS if is_ambiguous else MissReason.NOT_FOUND
        return NotDiscovered(reason, found.reason)

    def named(self, page: Page, *, hidden: bool) -> Discovery:
        return discover(page, self._query, hidden=hidden)
