"""Remembers how the last change that a caller made of a durable tier went."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from pacts_daemon.core.errors import PactsError, TierBusyError, TierUnavailableError
from pacts_daemon.core.ports import Clock
from pacts_daemon.tiers.proxies.base import DurableProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from pacts_daemon.tiers.proxies.health import TierHealth

T = TypeVar("T")
# Those of the daemon itself are small: they may still succeed where nothing else has room.
_CHANGES = frozenset({"save", "update", "remove", "remove_all", "record_heal", "change_heal"})
# One that nobody repeats says little of the tier after a while.
_REMEMBERED_S = 300.0


class DurableChangesProxy(DurableProxy):
    """Notes failures of changes; a tier that refuses one, such as a wrong version, has answered."""

    def __init__(self, delegate: HealingTier, clock: Clock) -> None:
        super().__init__(delegate)
        self._clock = clock
        self._problem = ""
        self._failed_at = 0.0

    def health(self) -> TierHealth:
        is_recent = self._clock.monotonic() - self._failed_at < _REMEMBERED_S
        return replace(super().health(), failing_change=self._problem if is_recent else "")

    async def _call(self, operation: str, call: Callable[[], Awaitable[T]], /) -> T:
        if operation not in _CHANGES:
            return await call()
        try:
            result = await call()
        except TierBusyError:
            raise
        except TierUnavailableError as error:
            self._problem, self._failed_at = error.problem, self._clock.monotonic()
            raise
        except PactsError:
            self._problem = ""
            raise
        self._problem = ""
        return result
