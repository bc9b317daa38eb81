"""How long one element has been looked for, and what has been seen meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pacts.answers import Miss
from pacts.model import Action

_RESTARTS = 2  # a page with a clock on it is never at rest
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
        closer: the waiting for an element of the same name that takes the action.
        native: what is to be done with it, if that can be done with the first check; taken then.
        is_patient: it was looked for at once, as it stood elsewhere, and not found so.
    """

    ends_at: float
    action: Action
    seen: bytes = b""
    asked: tuple[bytes, Miss] | None = None
    closer: Patience | None = None
    native: Callable[[Any], Any] | None = None
    is_patient: bool = False
    _pauses: int = 0
    _resting: tuple[bytes, float] | None = None
    _failing_since: float | None = None
    _hidden_since: float | None = None
    _restarts: int = 0

    def pause_s(self, step_s: float) -> float:
        """Return how many seconds to wait before the next look; ``step_s`` at most."""
        at, self._pauses = self._pauses, self._pauses + 1
        return min(step_s, _FIRST_PAUSES_S[at]) if at < len(_FIRST_PAUSES_S) else step_s

    def is_over(self, now: float) -> bool:
        return now >= self.ends_at

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
