"""How long one element has been looked for, and what has been seen meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pacts.answers import Found, Miss
from pacts.flow.decisions import Next, after_miss, is_there
from pacts.flow.settings import Settings
from pacts.model import Action, ElementQuery
from pacts.outcomes import MissReason

_RESTARTS = 2  # a page with a clock on it is never at rest
# Looks beyond the end, each at a page that was drawn anew under the look before: on a busy machine
# one may take most of the time there is.
_BEYOND: Final = 2
# What comes mostly comes soon; later looks are as far apart as the session says.
_FIRST_PAUSES_S: Final = (0.05, 0.1, 0.2)


@dataclass(slots=True)
class Patience:
    """The waiting of one action.

    Attributes:
        ends_at: when the waiting is over, by the session's clock.
        action: what is about to be done with it.
        seen: the state of the page, its frames too, when the check last failed.
        asked: the state of the page that was last asked about, and what was answered then.
        withheld: what is known of an element that may not be looked for again.
        unknown: the address at which nobody knows it, since when, and the answer: a frozen session
            asks once for each address.
        closer: the waiting for an element of the same name that takes the action.
        native: what is to be done with it, if that can be done with the first check; taken then.
        is_overtaken: the page was drawn anew between the last look and its check.
        is_patient: it was looked for at once, as it stood elsewhere, and not found so.
    """

    ends_at: float
    action: Action
    seen: bytes = b""
    asked: tuple[bytes, Miss] | None = None
    withheld: tuple[ElementQuery, Found] | None = None
    unknown: tuple[str, float, Miss] | None = None
    closer: Patience | None = None
    native: Callable[[Any], Any] | None = None
    is_overtaken: bool = False
    is_patient: bool = False
    _pauses: int = 0
    _resting: tuple[bytes, float] | None = None
    _failing_since: float | None = None
    _hidden_since: float | None = None
    _restarts: int = 0
    _beyond: int = 0

    def pause_s(self, step_s: float) -> float:
        """Return how many seconds to wait before the next look; ``step_s`` at most."""
        at, self._pauses = self._pauses, self._pauses + 1
        return min(step_s, _FIRST_PAUSES_S[at]) if at < len(_FIRST_PAUSES_S) else step_s

    def is_over(self, now: float) -> bool:
        return now >= self.ends_at

    def has_ended(self, now: float, miss: Miss, settings: Settings) -> bool:
        """Say whether another look at an element that was missed would not help, or is too late."""
        hidden_s = settings.hidden_s
        return (
            self._is_past(now)
            or (
                after_miss(miss) is Next.GIVE_UP
                and not self._may_be_told_apart(now, miss, settings)
            )
            or self.unknown_for(now) >= settings.settle_s
            or (hidden_s is not None and is_there(miss) and self.hidden_for(now) >= hidden_s)
        )

    def _may_be_told_apart(self, now: float, miss: Miss, settings: Settings) -> bool:
        """Say whether one of several may yet go: a view that fades into the next has each twice.

        What is read and not acted on is asked for again by whoever reads it.
        """
        if miss.reason is not MissReason.AMBIGUOUS or self.action is Action.READ:
            return False
        return (self.closer or self).same_for_s(now) < settings.settle_s

    def _is_past(self, now: float) -> bool:
        overtaken, self.is_overtaken = self.is_overtaken, False
        if not self.is_over(now) or not overtaken:
            return self.is_over(now)
        self._beyond += 1
        return self._beyond > _BEYOND

    def rested_s(self, now: float) -> float:
        """Return for how many seconds the check has failed; without end once time is over."""
        if self.is_over(now):
            return float("inf")
        if self._failing_since is None:
            self._failing_since = now
        return now - self._failing_since

    def hidden_for(self, now: float) -> float:
        """Return for how many seconds the element has been there and was not shown."""
        if self._hidden_since is None:
            self._hidden_since = now
        return now - self._hidden_since

    def unknown_for(self, now: float) -> float:
        """Return for how many seconds a frozen session has been where nobody knows it."""
        return 0.0 if self.unknown is None else now - self.unknown[1]

    def same_for_s(self, now: float) -> float:
        """Return for how many seconds the page that was asked about has been the same."""
        if self.asked is None:
            return 0.0
        if self._resting is None or self._resting[0] != self.asked[0]:
            self._resting = (self.asked[0], now)
        return float("inf") if self.is_over(now) else now - self._resting[1]

    def is_first(self) -> bool:
        """Say whether the check has not failed before."""
        return self._failing_since is None

    def restart(self, seen: bytes, now: float) -> bool:
        """Begin to wait anew when the page has changed since; False: it is at rest."""
        changed, self.seen = seen != self.seen, seen
        if not changed or self.is_over(now) or self._restarts >= _RESTARTS:
            return False
        self._restarts += 1
        self._failing_since = now
        return True
