"""What the fast tier could not be told, kept for a while so that it is told again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import Key
from pacts_daemon.core.ports import Change, Clock, FastTier, KeyVersion

# After that the outbox alone has to do: whoever replays it has got its lease by then.
KEPT_S = 10.0
# All are told again each second in one call: two batches of a removal get through within a sweep's
# deadline. What is more is left to the outbox.
MAX_KEPT = 2000


@dataclass(frozen=True, slots=True)
class _Untold:
    change: Change
    epoch: int
    until_s: float


class Retelling:
    """Tells the fast tier again what this daemon itself could not tell it.

    The outbox has it, too, but who replays that needs the durable tier: one that is away or slow
    when the fast one is back would leave others with what the change replaced. Only what belongs to
    the present epoch is told, since what was committed in another may not be true any more. The
    newest changes are kept, `MAX_KEPT` of them for `KEPT_S`.
    """

    def __init__(self, fast: FastTier, clock: Clock) -> None:
        self._fast = fast
        self._clock = clock
        self._untold: dict[Key, _Untold] = {}

    def keep(self, changes: Iterable[Change], epoch: int) -> None:
        """Have changes told again that were to be told under an epoch."""
        until_s = self._clock.monotonic() + KEPT_S
        for key, change in changes:
            untold = _Untold((key, change), epoch, until_s)
            known = self._untold.pop(key, untold)
            is_newer = known.change[1].version > change.version
            self._untold[key] = replace(known, until_s=until_s) if is_newer else untold
        while len(self._untold) > MAX_KEPT:
            del self._untold[next(iter(self._untold))]

    def told(self, known: Iterable[KeyVersion]) -> list[Key]:
        """Forget what the fast tier has learnt; return those keys of which it has learnt all."""
        whole = list[Key]()
        for one in known:
            untold = self._untold.get(one.key)
            if untold is not None and untold.change[1].version > one.version:
                continue
            self._untold.pop(one.key, None)
            whole.append(one.key)
        return whole

    async def tell(self, epoch: int) -> Sequence[KeyVersion]:
        """Tell it all once, under the present epoch, and return what was told.

        What it does not take now is told the next time. A fast tier that does not answer is none of
        the caller's business: the proxy around it has recorded that.
        """
        now = self._clock.monotonic()
        self._untold = {
            key: one
            for key, one in self._untold.items()
            if one.epoch == epoch and one.until_s > now
        }
        changes = [one.change for one in self._untold.values()]
        if not changes:
            return []
        try:
            failed = await self._fast.tell(changes)
        except TierUnavailableError:
            return []
        return [KeyVersion(key, one.version) for key, one in changes if key not in failed]
