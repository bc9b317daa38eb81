"""How much healing is enough, and when it is of no use."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from pacts_daemon.core.heal.model import HealRules
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.core.policy import InForce
from pacts_daemon.core.ports import Clock

# Beyond what a team's suites visit in a window; what is forgotten begins to count anew, so that a
# caller with names made up costs memory only up to here.
_MOST_PAGES = 10_000
_MOST_APPS = 10_000


@dataclass(slots=True)
class _Page:
    """What healing came to on one page lately."""

    failures: int = 0
    closed_until: float = 0.0


@dataclass(slots=True)
class HealBudget:
    """Counts heals of an app and environment in a sliding window, and failures of a page in a row.

    A page on which nothing is found again is broken, or another page: looking for one element
    after another costs time and says nothing new. Each replica counts for itself.
    """

    clock: Clock
    rules: InForce[HealRules]
    _healed: OrderedDict[Hashable, deque[float]] = field(default_factory=OrderedDict)
    _pages: OrderedDict[Hashable, _Page] = field(default_factory=OrderedDict)

    def refusal(self, query: ElementQuery) -> str | None:
        """Return why an element of this page should not be healed now, or None."""
        now = self.clock.monotonic()
        healed = self._healed.get((query.app, query.environment), deque())
        while healed and healed[0] <= now - self.rules.now.budget_window_s:
            healed.popleft()
        if len(healed) >= self.rules.now.budget:
            within = f"{self.rules.now.budget_window_s:g} s"
            return f"the budget of {self.rules.now.budget} heals in {within} is spent"
        page = self._pages.get(_page_of(query), _Page())
        if page.closed_until > now:
            return f"{self.rules.now.futile_after} heals in a row found nothing on this page"
        return None

    def spend(self, query: ElementQuery) -> None:
        """Count a heal."""
        healed = self._healed.setdefault((query.app, query.environment), deque())
        healed.append(self.clock.monotonic())
        self._healed.move_to_end((query.app, query.environment))
        while len(self._healed) > _MOST_APPS:
            self._healed.popitem(last=False)

    def found(self, query: ElementQuery) -> None:
        """An element of the page was found again: looking is of use."""
        self._pages.pop(_page_of(query), None)

    def found_nothing(self, query: ElementQuery) -> None:
        """An element of the page was not found again."""
        page = self._pages.setdefault(_page_of(query), _Page())
        page.failures += 1
        if page.failures >= self.rules.now.futile_after:
            page.failures = 0
            page.closed_until = self.clock.monotonic() + self.rules.now.futile_cooldown_s
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)


def _page_of(query: ElementQuery) -> Hashable:
    return query.app, query.environment, query.page, tuple(sorted(query.variant.items()))
