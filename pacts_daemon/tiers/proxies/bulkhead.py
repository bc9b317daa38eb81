"""How many calls a tier is asked at once: as many as it has connections, and a short queue."""

from __future__ import annotations

import asyncio

from pacts_daemon.core.errors import TierBusyError
from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.proxies.health import BulkheadState
from pacts_daemon.tiers.proxies.operations import OperationKind

# A burst of callers is let in by and by; more than these would not be reached within their wait.
_WAITING_FOR_EACH = 64
# Writes that hang, on a lock or a full disk, must leave connections for reads.
_READS_ONLY = 4


class Bulkhead:
    """Lets calls through in the order that they came, and keeps every fourth place for reads."""

    def __init__(self, tier: TierName, limit: int, *, max_wait_s: float) -> None:
        self._tier = tier
        self._limit = limit
        self._max_wait_s = max_wait_s
        self._all = asyncio.Semaphore(limit)
        self._changing = asyncio.Semaphore(max(1, limit - limit // _READS_ONLY))
        self._in_use = 0
        self._waiting = 0

    @property
    def state(self) -> BulkheadState:
        return BulkheadState(self._in_use, self._waiting, self._limit)

    async def enter(self, kind: OperationKind, wait_s: float | None) -> None:
        """Wait to be let in, in the caller's time ``wait_s`` if that is shorter than the own bound.

        Raises:
            TierBusyError: too many wait already, or nobody left in time.
        """
        gates = [self._all] if kind is OperationKind.READ else [self._changing, self._all]
        if any(gate.locked() for gate in gates):
            await self._queue(gates, wait_s)
        else:
            for gate in gates:
                await gate.acquire()
        self._in_use += 1

    def leave(self, kind: OperationKind) -> None:
        """Let the next one in."""
        self._in_use -= 1
        self._all.release()
        if kind is not OperationKind.READ:
            self._changing.release()

    async def _queue(self, gates: list[asyncio.Semaphore], wait_s: float | None) -> None:
        if self._waiting >= self._limit * _WAITING_FOR_EACH:
            raise TierBusyError(self._tier, f"{self._waiting} calls wait for it already")
        bound_s = self._max_wait_s if wait_s is None else min(wait_s, self._max_wait_s)
        taken: list[asyncio.Semaphore] = []
        self._waiting += 1
        try:
            async with asyncio.timeout(bound_s):
                for gate in gates:
                    await gate.acquire()
                    taken.append(gate)
        except BaseException as error:
            for gate in taken:
                gate.release()
            if isinstance(error, TimeoutError):
                problem = (
                    f"all its {self._limit} connections were in use for {bound_s * 1000:.0f} ms"
                )
                raise TierBusyError(self._tier, problem) from None
            raise
        finally:
            self._waiting -= 1
