"""One bounded wait for each call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import FastTier
from pacts_daemon.tiers.proxies.base import D, DurableProxy, FastProxy, TierProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier

T = TypeVar("T")


class _Deadline(TierProxy[D]):
    def __init__(self, delegate: D, *, timeout_ms: int) -> None:
        super().__init__(delegate)
        self._timeout_ms = timeout_ms

    async def _call(self, _: str, call: Callable[[], Awaitable[T]], /) -> T:
        wait = asyncio.timeout(self._timeout_ms / 1000)
        try:
            async with wait:
                return await call()
        except TimeoutError:
            problem = f"no answer within {self._timeout_ms} ms"
            raise TierUnavailableError(self.name, problem) from None

    async def close(self) -> None:
        try:
            await self._call("close", self._delegate.close)
        except TierUnavailableError:
            return  # a tier that is cancelled while it closes lets go of everything at once


class FastDeadlineProxy(_Deadline[FastTier], FastProxy):
    """Gives up on a fast tier's call after a time."""


class DurableDeadlineProxy(_Deadline[HealingTier], DurableProxy):
    """Gives up on a durable tier's call after a time."""
