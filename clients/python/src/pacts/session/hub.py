"""What sessions of each kind have in common: no call is made here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pacts.answers import Scripts
from pacts.errors import VersionError
from pacts.model import SelectorStrategy
from pacts.session.journal import Healed, Journal
from pacts.session.looking import Place
from pacts.session.settings import Settings
from pacts.session.visit import Visit
from pacts.session.wrapping import Wrapping


class Tab:
    """One page of a runner: what is kept of the document that it shows."""

    def __init__(self, url: Callable[[], str]) -> None:
        self.url = url
        self._visit: Visit | None = None
        self._left: list[Visit] = []

    def visit(self) -> Visit:
        """Return the visit of the page as it is now; another URL is another visit."""
        url = self.url()
        if self._visit is None or self._visit.url != url:
            self.leave()
            self._visit = Visit(url)
        return self._visit

    def leave(self) -> None:
        if self._visit is not None:
            self._left.append(self._visit)
            self._visit = None

    def left(self) -> tuple[Visit, ...]:
        taken = tuple(self._left)
        self._left.clear()
        return taken

    def kept(self) -> Visit | None:
        return self._visit


class Hub:
    """The settings of a session, its pages, and what its tests have used and healed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.journal = Journal()
        self._tabs: dict[Any, Tab] = {}

    @property
    def heals(self) -> tuple[Healed, ...]:
        """What was healed in this session, in order."""
        return tuple(self.journal.heals)

    @property
    def is_over_budget(self) -> bool:
        """Whether more was healed than this session may heal."""
        most = self.settings.max_heals
        return most is not None and len(self.journal.heals) > most

    def tab(self, native: Any, url: Callable[[], str]) -> Tab:
        return self._tabs.setdefault(native, Tab(url))

    def forget(self, native: Any) -> Tab | None:
        return self._tabs.pop(native, None)

    def tabs(self) -> tuple[Tab, ...]:
        return tuple(self._tabs.values())

    def visits(self) -> Iterator[Visit]:
        return (visit for tab in self._tabs.values() if (visit := tab.kept()) is not None)

    def flows(
        self,
        tab: Tab,
        strategies: tuple[SelectorStrategy, ...],
        errors: tuple[type[Exception], ...],
        clock: Callable[[], float],
    ) -> Wrapping:
        place = Place(tab.url, tab.visit, tab.left, strategies, errors)
        return Wrapping(self.settings, self.journal, place, clock)


def checked_scripts(scripts: Scripts) -> Scripts:
    """Return scripts that can do what a session needs.

    Raises:
        VersionError: the daemon is older.
    """
    if not scripts.check:
        raise VersionError("the daemon is older than this client: it has no check script")
    return scripts
