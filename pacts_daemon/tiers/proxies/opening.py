"""Keeps callers from a tier that is not open yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.tiers.proxies.base import DurableProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier

T = TypeVar("T")


@dataclass(slots=True)
class OpeningState:
    """``pending`` is why the tier is not open yet, empty once it is."""

    pending: str = ""


class DurableOpeningProxy(DurableProxy):
    """Refuses every call of a durable tier that is not open yet.

    Outside of the breaker: that the tier is not open yet says nothing of how it answers.
    """

    def __init__(self, delegate: HealingTier, state: OpeningState) -> None:
        super().__init__(delegate)
        self._state = state

    async def _call(self, _: str, call: Callable[[], Awaitable[T]], /) -> T:
        if self._state.pending:
            raise TierUnavailableError(self.name, self._state.pending)
        return await call()
