"""What a cache must answer, kept beside it: the reference that the model test compares with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class _Known:
    """What one key may be: more than one thing after a change that failed. None: nothing."""

    possible: set[str | None] = field(default_factory=lambda: {None})
    replaced_s: dict[str | None, float] = field(default_factory=dict)


class Reference:
    """A cache in one place that never fails.

    Args:
        bound_s: how long after a change an older answer may still be given.
        clock: tells seconds.
    """

    def __init__(self, bound_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._bound_s = bound_s
        self._clock = clock
        self._known: dict[int, _Known] = {}
        self._disturbed_s = -bound_s

    def changed(self, number: int, value: str | None) -> None:
        """Note an acknowledged change; ``None`` for an invalidation."""
        known = self._of(number)
        known.replaced_s |= dict.fromkeys(known.possible - {value}, self._clock())
        known.replaced_s.pop(value, None)
        known.possible = {value}

    def perhaps_changed(self, number: int, value: str | None) -> None:
        """Note a change that failed: it was made, or will be, or not."""
        self._of(number).possible.add(value)

    def disturbed(self) -> None:
        """Note that the fast tier was put back to what it once was."""
        self._disturbed_s = self._clock()

    def allows(self, number: int, value: str | None) -> bool:
        """Say whether this may be answered now."""
        known = self._of(number)
        since_s = self._clock() - self._bound_s
        if value in known.possible:
            return True
        if value is None:  # a miss is no old answer: what is there must be found
            return known.replaced_s.get(None, -1.0) >= since_s
        was_known = value in known.replaced_s
        return was_known and max(known.replaced_s[value], self._disturbed_s) >= since_s

    def expected(self, number: int) -> str:
        """Describe what may be answered."""
        return " or ".join(sorted(str(one) for one in self._of(number).possible))

    def _of(self, number: int) -> _Known:
        return self._known.setdefault(number, _Known())
