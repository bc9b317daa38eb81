"""A page of an application as it was and as a new build has it."""

from __future__ import annotations

from pacts_daemon.core.model import ElementQuery
from pacts_daemon.drift_core import Healing, Page, PagePair
from pacts_daemon.locate.by_name import ByName
from pacts_daemon.locate.second_opinion import Objection, objection


class Build:
    """Two pages laid over each other, once for all entries that are judged by them."""

    def __init__(self, old: Page, new: Page) -> None:
        self.old = old
        self.new = new
        self._pair = PagePair(old, new)

    def heal(self, place: str) -> Healing:
        """Return what became of the element at a path of the old page."""
        return self._pair.heal(place)

    def objection(self, place: str, healing: Healing, query: ElementQuery) -> Objection | None:
        """Return why the words that an element is asked for by contradict its heal, if they do."""
        if healing.xpath is None:
            return None
        known = self.old.path(self.old.node(place))
        return objection(ByName(query), self.old, known, self.new, healing.xpath)
