"""Keeps what is served from the fast tier right: epochs, suspects, and values that are read often.

One `turn` a second bounds how long anything older than the durable tier may be served.
"""

from __future__ import annotations

from pacts_daemon.core.consistency.standing import FastMark, StoreState
from pacts_daemon.core.consistency.trust import MAX_SUSPECTS, FastTrust
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import Change, Clock, DurableTier, FastTier

# Notes that are younger belong to a change that is on its way to the fast tier at this moment.
SUSPECT_AGE_S = 0.25


class TrustKeeper:
    """Asks both tiers what they are, and says what of the fast one may be served."""

    def __init__(
        self,
        fast: FastTier,
        durable: DurableTier,
        trust: FastTrust,
        clock: Clock,
        *,
        is_frozen: bool = False,
    ) -> None:
        self._fast = fast
        self._durable = durable
        self._trust = trust
        self._clock = clock
        self._is_frozen = is_frozen
        self._seen: StoreState | None = None
        self._marked = 0

    async def turn(self) -> None:
        """Learn the epoch and the suspects; a frozen daemon changes nothing for that.

        Raises:
            TierUnavailableError: a tier did not answer. Without the durable one the fast tier is
                served as long as it is the incarnation that it was marked under.
        """
        try:
            standing = await self._fast.standing()
        except TierUnavailableError:
            await self._learn()  # it may answer a caller at any moment
            raise
        try:
            state = await self._state(standing)
            await self._learn()
        except TierUnavailableError:
            self._trust_the_mark(standing)
            raise
        self._seen = state
        self._trust.incarnation, self._trust.epoch = standing.incarnation, state.epoch
        if not self._is_frozen and standing.incarnation:
            await self._fast.mark(FastMark(standing.incarnation, state.epoch, state.beat))
            self._marked = max(self._marked, state.beat)

    async def refresh(self) -> int:
        """Confirm what is read often before a caller must wait for that; return how many.

        Raises:
            TierUnavailableError: a tier did not answer; each is confirmed when it is read.
        """
        keys = self._trust.take_ripe()
        if not keys or self._is_frozen:
            return 0
        epoch = self._trust.epoch
        known = await self._durable.lookup_all(keys)
        if self._trust.epoch != epoch:  # what was read may be older than a removal since
            return 0
        found: list[Change] = [
            (key, one) for key, one in zip(keys, known, strict=True) if isinstance(one, Entry)
        ]
        await self._fast.tell(found)
        return len(found)

    async def _learn(self) -> None:
        asked_at_s = self._clock.monotonic()
        suspects = await self._durable.suspects(SUSPECT_AGE_S, MAX_SUSPECTS)
        self._trust.learn(suspects, asked_at_s - SUSPECT_AGE_S)

    async def _state(self, standing: FastMark) -> StoreState:
        if self._is_frozen:
            return await self._durable.state(standing.incarnation)
        marked = StoreState(standing.epoch, standing.beat)
        seen = marked if self._seen is None else _newest(self._seen, marked)
        # The highest mark stays, so a lower one than ours says that the tier went back meanwhile;
        # none at all says that everything was deleted, and there is nothing to be served.
        is_set_back = bool(standing.marked_under) and standing.beat < self._marked
        return await self._durable.beat(standing.incarnation, seen, is_set_back=is_set_back)

    def _trust_the_mark(self, standing: FastMark) -> None:
        if not self._trust.epoch and standing.marked_under == standing.incarnation != "":
            self._trust.epoch = standing.epoch


def _newest(one: StoreState, other: StoreState) -> StoreState:
    return StoreState(max(one.epoch, other.epoch), max(one.beat, other.beat))
