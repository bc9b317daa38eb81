"""Stops asking a tier that does not answer, and asks again after a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pacts_daemon.core.errors import PactsError, TierUnavailableError
from pacts_daemon.core.ports import Clock, FastTier
from pacts_daemon.tiers.proxies.base import D, DurableProxy, FastProxy, TierProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier

T = TypeVar("T")


class _Breaker(TierProxy[D]):
    def __init__(self, delegate: D, clock: Clock, *, max_failures: int, cool_down_s: float) -> None:
        super().__init__(delegate)
        self._clock = clock
        self._max_failures = max_failures
        self._cool_down_s = cool_down_s
        self._failures = 0
        self._closed_again_at = 0.0
        self._is_probing = False
        self._problem = ""

    async def _call(self, _: str, call: Callable[[], Awaitable[T]], /) -> T:
        if self._failures < self._max_failures:
            return await self._counted(call)
        wait_s = self._closed_again_at - self._clock.monotonic()
        if wait_s > 0 or self._is_probing:
            problem = f"not asked after {self._failures} failures in a row ({self._problem})"
            raise TierUnavailableError(self.name, problem)
        self._is_probing = True
        try:
            return await self._counted(call)
        finally:
            self._is_probing = False

    async def _counted(self, call: Callable[[], Awaitable[T]]) -> T:
        try:
            result = await call()
        except TierUnavailableError as error:
            self._failures += 1
            self._problem = error.problem
            self._closed_again_at = self._clock.monotonic() + self._cool_down_s
            raise
        except PactsError:
            self._failures = 0  # a refusal is an answer too
            raise
        self._failures = 0
        return result


class FastBreakerProxy(_Breaker[FastTier], FastProxy):
    """Spares callers the wait for a fast tier that is down."""


class DurableBreakerProxy(_Breaker[HealingTier], DurableProxy):
    """Spares callers the wait for a durable tier that is down."""
