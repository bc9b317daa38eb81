"""Stops asking a tier that is silent, and asks again after a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from pacts_daemon.core.calls.caller import peer
from pacts_daemon.core.errors import (
    PactsError,
    TierBusyError,
    TierRefusedError,
    TierUnavailableError,
)
from pacts_daemon.core.model import TierName
from pacts_daemon.core.ports import Clock, FastTier
from pacts_daemon.tiers.proxies.base import D, DurableProxy, FastProxy, TierProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from pacts_daemon.tiers.proxies.health import BreakerPosition, BreakerState, TierHealth
from pacts_daemon.tiers.proxies.operations import OperationKind, kind_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BreakerRules:
    """When a breaker opens, and for how long.

    ``max_failures`` silences in a row open it, and ``cool_down_s`` later one call tries. A call
    that was cancelled after ``patience_s`` was silent, and so was a read that took longer where
    ``is_slow_silent``: callers of a fast tier are served sooner without it. A call of somebody who
    waits for an answer tries ``callers_later_s`` after one of the daemon's own might have.
    """

    max_failures: int
    cool_down_s: float
    patience_s: float
    is_slow_silent: bool = False
    callers_later_s: float = 0


class Breaker:
    """Judges one tier by one kind of operation."""

    def __init__(
        self, tier: TierName, kind: OperationKind, clock: Clock, rules: BreakerRules
    ) -> None:
        self._tier = tier
        self._kind = kind
        self._clock = clock
        self._rules = rules
        self._counts_slow = rules.is_slow_silent and kind is OperationKind.READ
        self._failures = 0
        self._position = BreakerPosition.CLOSED
        self._since = clock.now()
        self._tries_at = 0.0
        self._problem = ""
        self._refusal = ""

    @property
    def state(self) -> BreakerState:
        return BreakerState(self._kind, self._position, self._since, self._problem, self._refusal)

    async def run(self, call: Callable[[], Awaitable[T]], *, is_own: bool = False) -> T:
        """Make a call, the daemon's own or a caller's, and judge the tier by how it ends.

        Raises:
            TierUnavailableError: the tier has been silent, and it is not time to try it again.
        """
        is_probe = self._admit(is_own=is_own)
        started = self._clock.monotonic()
        try:
            result = await call()
        except TierRefusedError as error:
            self._answered(is_probe=is_probe, refusal=error.problem)
            raise
        except TierBusyError:
            self._undecided(is_probe=is_probe)
            raise
        except TierUnavailableError as error:
            self._silent(error.problem, is_probe=is_probe)
            raise
        except PactsError:
            self._answered(is_probe=is_probe)
            raise
        except BaseException:
            self._ended_early(started, is_probe=is_probe)
            raise
        if self._counts_slow and self._is_long_since(started):
            self._silent(self._too_slow(started), is_probe=is_probe)
        else:
            self._answered(is_probe=is_probe)
        return result

    def _admit(self, *, is_own: bool) -> bool:
        """Return whether the call is the one that tries; refuse it while none may."""
        if self._position is BreakerPosition.CLOSED:
            return False
        later_s = 0 if is_own else self._rules.callers_later_s
        is_due = self._clock.monotonic() >= self._tries_at + later_s
        if self._position is BreakerPosition.HALF_OPEN or not is_due:
            problem = f"not asked after {self._failures} failures in a row ({self._problem})"
            raise TierUnavailableError(self._tier, problem)
        self._move(BreakerPosition.HALF_OPEN)
        return True

    def _answered(self, *, is_probe: bool, refusal: str = "") -> None:
        self._refusal = refusal
        # What was asked before the breaker opened says nothing of how the tier is now.
        if is_probe or self._position is BreakerPosition.CLOSED:
            self._failures, self._problem = 0, ""
            self._move(BreakerPosition.CLOSED)

    def _silent(self, problem: str, *, is_probe: bool) -> None:
        if not is_probe and self._position is not BreakerPosition.CLOSED:
            return
        self._failures += 1
        self._problem = problem
        if is_probe or self._failures >= self._rules.max_failures:
            self._tries_at = self._clock.monotonic() + self._rules.cool_down_s
            self._move(BreakerPosition.OPEN)

    def _ended_early(self, started: float, *, is_probe: bool) -> None:
        if self._is_long_since(started):
            self._silent(self._too_slow(started), is_probe=is_probe)
        else:
            self._undecided(is_probe=is_probe)

    def _undecided(self, *, is_probe: bool) -> None:
        """Let the next call try, since this one has shown nothing."""
        if is_probe:
            self._move(BreakerPosition.OPEN)

    def _move(self, position: BreakerPosition) -> None:
        if position is not self._position:
            self._position = position
            self._since = self._clock.now()

    def _is_long_since(self, started: float) -> bool:
        return self._clock.monotonic() - started >= self._rules.patience_s

    def _too_slow(self, started: float) -> str:
        return f"no answer within {(self._clock.monotonic() - started) * 1000:.0f} ms"


class _BreakerProxy(TierProxy[D]):
    """One breaker for each kind of operation: what fails writes does not keep from reading."""

    def __init__(self, delegate: D, clock: Clock, rules: BreakerRules) -> None:
        super().__init__(delegate)
        self._breakers = {
            kind: Breaker(delegate.name, kind, clock, rules) for kind in OperationKind
        }

    def health(self) -> TierHealth:
        states = tuple(breaker.state for breaker in self._breakers.values())
        return replace(super().health(), breakers=states)

    async def _call(self, operation: str, call: Callable[[], Awaitable[T]], /) -> T:
        return await self._breakers[kind_of(operation)].run(call, is_own=not peer())


class FastBreakerProxy(_BreakerProxy[FastTier], FastProxy):
    """Spares callers the wait for a fast tier that is silent."""


class DurableBreakerProxy(_BreakerProxy[HealingTier], DurableProxy):
    """Spares callers the wait for a durable tier that is silent."""
