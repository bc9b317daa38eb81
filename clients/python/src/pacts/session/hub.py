"""What sessions of each kind have in common: no call is made here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from time import monotonic
from typing import Any, Final, Protocol

from pacts._rpc import page_calls
from pacts._rpc.calls import Call
from pacts.answers import Scripts
from pacts.errors import VersionError
from pacts.flow import closing
from pacts.flow.journal import Healed, Journal, Observer
from pacts.flow.looking import Place
from pacts.flow.settings import Settings
from pacts.flow.steps import Flow
from pacts.flow.visit import Ahead, Visit
from pacts.flow.wrapping import Wrapping
from pacts.model import ElementQuery, Failed, SelectorStrategy, Succeeded

# A login leads through that many documents; a page that goes on by itself is not followed for ever.
_MOST_UNUSED: Final = 3


class Tab:
    """One page of a runner: what is kept of the document that it shows."""

    def __init__(self, url: Callable[[], str]) -> None:
        self.url = url
        self._visit: Visit | None = None
        self._left: list[Visit] = []
        self._ahead: Ahead | None = None
        self._variant: Mapping[str, str] | None = None
        self._unused = 0

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

    def drop(self, query: ElementQuery) -> None:
        """Forget what is known of an element, and what is on its way and may say the same."""
        self._ahead = None
        if self._visit is not None:
            self._visit.drop(query)

    def take_ahead(self, query: ElementQuery) -> Ahead | None:
        """Return what was asked for when the page came; the next one is of this query's variant."""
        taken, self._ahead = self._ahead, None
        self._variant, self._unused = query.variant, 0
        return taken

    def next_page(self, variant: Mapping[str, str]) -> Ahead | None:
        """Return what is worth asking for ahead of the first element: of a page that is another.

        Args:
            variant: that of all queries, where none has been made here.
        """
        url = self.url()
        is_here = self._visit is not None and self._visit.url == url
        if is_here or self._unused >= _MOST_UNUSED or not url.startswith(("http://", "https://")):
            return None
        mine = variant if self._variant is None else self._variant
        return Ahead(url, mine, monotonic(), None)

    def expect(self, ahead: Ahead) -> None:
        self._ahead = ahead
        self._unused += 1


class Page(Protocol):
    """What both kinds of adapters have."""

    @property
    def strategies(self) -> tuple[SelectorStrategy, ...]:
        """The selectors that the runner understands."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the runner raises when an action fails."""

    def url(self) -> str:
        """Return where the page is."""


class Hub(ABC):
    """The base of every session: its settings, its pages, what its tests used and healed.

    Attributes:
        settings: how the session is set.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._journal = Journal()
        self._tabs: dict[Any, Tab] = {}
        self._gone: list[Visit] = []
        self._followed: dict[Any, Callable[[], None]] = {}

    @property
    def heals(self) -> tuple[Healed, ...]:
        """What was healed in this session, in order."""
        return tuple(self._journal.heals)

    @property
    def is_over_budget(self) -> bool:
        """Whether more was healed than ``max_heals``."""
        most = self.settings.max_heals
        return most is not None and len(self._journal.heals) > most

    @property
    def lookups(self) -> int:
        """How many elements were asked for."""
        return self._journal.lookups

    def begin(self, test: str) -> None:
        """Say which test runs now; what was used before is not reported."""
        self._journal.begin(test)

    def observe(self, observer: Observer) -> None:
        """Have an observer told what is done from now on, in place of the one before."""
        self._journal.observer = observer

    def flows_of(self, native: Any, adapter: Page) -> Wrapping:
        """Return what can be done on one page of a runner."""
        tab = self._tabs.setdefault(native, Tab(adapter.url))
        place = Place(
            tab.url, tab.visit, tab.left, adapter.strategies, adapter.errors, tab.take_ahead
        )
        return Wrapping(self.settings, self._journal, place, monotonic)

    def patience_s(self, timeout_s: float | None) -> float:
        """Return for how long a locator is waited for whose runner would wait so long."""
        wait_s = self.settings.wait_s
        return wait_s if timeout_s is None else min(wait_s, timeout_s)

    def knows(self, native: Any) -> bool:
        """Say whether something is kept of a page."""
        return native in self._tabs

    def forget(self, native: Any) -> None:
        """Keep nothing of a page that was closed, but what is still to be told."""
        self._followed.pop(native, None)
        if (tab := self._tabs.pop(native, None)) is not None:
            tab.leave()
            self._gone.extend(tab.left())

    def arrived(self, native: Any, strategies: tuple[SelectorStrategy, ...]) -> None:
        """Ask for all that is known of a page which a runner has gone to, while it loads."""
        tab = self._tabs.get(native)
        if tab is None or (ahead := tab.next_page(self.settings.variant)) is None:
            return
        app, environment = self.settings.app, self.settings.environment
        call = page_calls.page_selectors(
            app, environment, ahead.url, ahead.variant, None, strategies
        )
        tab.expect(replace(ahead, coming=self._begin(call)))

    @abstractmethod
    def _begin(self, call: Call[Any, Any, Any]) -> Any:
        """Make a call beside the test; returns what the step `Coming` waits for."""

    def _follow_no_more(self) -> None:
        while self._followed:
            self._followed.popitem()[1]()

    def _reporting(self, outcome: Succeeded | Failed) -> Flow[None]:
        """Report how a test has ended for all that it used up to now."""
        uses = self._journal.take_uses()
        told = () if self.settings.frozen else uses
        return closing.report(told, outcome, tuple(self._tabs.values()))

    def _left(self) -> Iterator[Visit]:
        """End all visits, and yield them."""
        for tab in self._tabs.values():
            tab.leave()
            yield from tab.left()
        while self._gone:
            yield self._gone.pop()


def checked_scripts(scripts: Scripts) -> Scripts:
    """Return scripts that can do what a session needs.

    Raises:
        VersionError: the daemon is older.
    """
    if not scripts.check:
        raise VersionError("the daemon is older than this client: it has no check script")
    return scripts
