"""What of the fast tier may be served at this moment."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pacts_daemon.core.keys import Key

# Each daemon reads them all once a second, keys of some 100 bytes: ten MB. Beyond it all of the
# fast tier is doubted instead.
MAX_SUSPECTS = 100_000
# One statement and one call a second. What finds no room is asked for again by its next reader, or
# confirmed on the way of a lookup once `confirm_s` is over.
_MAX_RIPE = 500
_NO_EPOCH = "it is not known yet whether it went back to older data"
_MANY = f"more than {MAX_SUSPECTS} changes have not reached it"
_SUSPECT = "a change of it has not reached this tier"


@dataclass(slots=True)
class FastTrust:
    """What of the fast tier may be served; one for a daemon.

    ``epoch`` is 0 while none is known. ``confirm_s`` is how long a value is served before the
    durable tier is asked again.
    """

    epoch: int = 0
    incarnation: str = ""
    confirm_s: float = math.inf
    is_overwhelmed: bool = False
    _suspects: dict[Key, float] = field(default_factory=dict)
    _ripe: dict[Key, None] = field(default_factory=dict)

    def doubt(self, key: Key) -> str:
        """Return why a value under this key must not be served, empty when it may."""
        return self.doubt_of_all or (_SUSPECT if key in self._suspects else "")

    @property
    def doubt_of_all(self) -> str:
        """Return why nothing of the tier may be served, empty when it may."""
        if not self.epoch:
            return _NO_EPOCH
        return _MANY if self.is_overwhelmed else ""

    @property
    def suspects(self) -> Iterable[Key]:
        return self._suspects

    @property
    def doubted(self) -> int:
        """How many keys have a change that may not have reached the tier."""
        return len(self._suspects)

    def met(self, incarnation: str) -> None:
        """Take note of who answers; another incarnation is not trusted until an epoch is."""
        if incarnation != self.incarnation:
            self.incarnation, self.epoch = incarnation, 0

    def suspect(self, keys: Iterable[Key], at_s: float) -> None:
        """Doubt keys whose change could not be told, at a moment by the monotonic clock."""
        self._suspects.update(dict.fromkeys(keys, at_s))

    def told(self, keys: Iterable[Key]) -> None:
        """Trust keys again whose change has reached the tier."""
        for key in keys:
            self._suspects.pop(key, None)

    def learn(self, suspects: Sequence[Key], asked_at_s: float) -> None:
        """Take over what the outbox held at a moment; what was found out since then stays."""
        later = {key: at_s for key, at_s in self._suspects.items() if at_s >= asked_at_s}
        self._suspects = {**dict.fromkeys(suspects, asked_at_s), **later}
        self.is_overwhelmed = len(suspects) >= MAX_SUSPECTS

    def ripen(self, key: Key) -> None:
        """Have a value that is read often confirmed before it must be."""
        if len(self._ripe) < _MAX_RIPE:
            self._ripe[key] = None

    def take_ripe(self) -> list[Key]:
        """Return what is to be confirmed, once."""
        ripe, self._ripe = list(self._ripe), {}
        return ripe


def certain() -> FastTrust:
    """Return the trust in a tier that cannot go back to older data."""
    return FastTrust(epoch=1)
