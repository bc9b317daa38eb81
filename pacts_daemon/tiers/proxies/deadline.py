"""One bounded wait for each call, and an orderly end for the calls that nobody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pacts_daemon.core.calls.time_left import time_left_s
from pacts_daemon.core.errors import PactsError, TierBusyError, TierUnavailableError
from pacts_daemon.core.ports import FastTier
from pacts_daemon.tiers.proxies.base import D, DurableProxy, FastProxy, TierProxy
from pacts_daemon.tiers.proxies.bulkhead import Bulkhead
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from pacts_daemon.tiers.proxies.health import TierHealth
from pacts_daemon.tiers.proxies.operations import OperationKind, kind_of

T = TypeVar("T")
# What a caller has left may be nothing: the call is made all the same, and goes on without it.
_LEAST_S = 0.001
# A loop that comes this much too late has answers lying ready that it has not read yet.
_LATE_S = 0.01
# In which the loop reads what lies ready, or what was cut off ends: a caller waits at most so much
# longer than it was promised.
_SETTLING_S = 0.02
# A call that was cut off may be undoing something, such as a statement under way; cut off once
# more, it lets go.
_AGAIN_S = 0.1


@dataclass(frozen=True, slots=True)
class WaitLimits:
    """How long a tier may take: ``timeout_s``, but no more than its ``share`` of the time left.

    Sweeps may take ``sweep_factor`` times as long. ``max_calls`` are under way at once, and others
    wait for ``queue_s`` at most.
    """

    timeout_s: float
    share: float = 1.0
    max_calls: int = 64
    queue_s: float = 5.0
    sweep_factor: int = 1


class _Deadline(TierProxy[D]):
    """Asks in a task of its own, which ends in its own time when its caller has left.

    So a caller that is cancelled or out of time costs the tier no connection: the answer comes and
    is let go, or it does not come within the timeout, and only then is the call cut off. A breaker
    inside judges the tier by how each call ends, and not by how long its caller stayed.
    """

    def __init__(self, delegate: D, limits: WaitLimits) -> None:
        super().__init__(delegate)
        self._limits = limits
        self._bulkhead = Bulkhead(delegate.name, limits.max_calls, max_wait_s=limits.queue_s)
        self._running: set[asyncio.Future[Any]] = set()
        self._left: set[asyncio.Future[Any]] = set()

    def health(self) -> TierHealth:
        return replace(super().health(), bulkhead=self._bulkhead.state)

    async def _call(self, operation: str, call: Callable[[], Awaitable[T]], /) -> T:
        kind = kind_of(operation)
        await self._enter(kind)
        ended = asyncio.get_running_loop().create_future()
        task = self._start(kind, call, ended)
        factor = self._limits.sweep_factor if kind is OperationKind.SWEEP else 1
        timeout_s = self._limits.timeout_s * factor
        share_s = self._share_s()
        started, wait_s = _now(), timeout_s if share_s is None else min(share_s, timeout_s)
        try:
            await _wait(ended, wait_s)
            if not task.done() and _now() - started > wait_s + _LATE_S:
                await asyncio.wait((task,), timeout=_SETTLING_S)
            if not task.done() and _now() - started >= timeout_s:
                task.cancel()
                await asyncio.wait((task,), timeout=_SETTLING_S)
        finally:
            if not task.done():
                self._leave(task, started + timeout_s)
        if task.done() and not task.cancelled():
            return task.result()
        raise TierUnavailableError(self.name, f"no answer within {wait_s * 1000:.0f} ms")

    async def close(self) -> None:
        for _ in range(2):  # the first may have begun to undo something
            for task in self._running:
                task.cancel()
            if self._running:
                await asyncio.wait(self._running, timeout=_AGAIN_S)
        try:
            async with asyncio.timeout(self._limits.timeout_s):
                await self._delegate.close()
        except TimeoutError:
            return  # a tier that is cancelled while it closes lets go of everything at once

    async def _enter(self, kind: OperationKind) -> None:
        try:
            await self._bulkhead.enter(kind, self._share_s())
        except TierBusyError as error:
            if 2 * len(self._left) < self._limits.max_calls:
                raise
            problem = f"no answer to {len(self._left)} calls before, on as many connections"
            raise TierUnavailableError(self.name, problem) from error

    def _share_s(self) -> float | None:
        left_s = time_left_s()
        return None if left_s is None else max(_LEAST_S, left_s * self._limits.share)

    def _start(
        self, kind: OperationKind, call: Callable[[], Awaitable[T]], ended: asyncio.Future[None]
    ) -> asyncio.Future[T]:
        task = ended.get_loop().create_task(_telling(call, ended))
        self._running.add(task)

        def end(done: asyncio.Future[T]) -> None:
            _tell(ended)  # one that was cancelled before it began has not
            self._running.discard(done)
            self._bulkhead.leave(kind)
            if not done.cancelled():
                done.exception()  # read here, for its caller may have left a moment ago

        task.add_done_callback(end)
        return task

    def _leave(self, task: asyncio.Future[Any], ends: float) -> None:
        """Let a call end without its caller; what it then raises is news only as a defect."""
        loop = asyncio.get_running_loop()

        def cut() -> None:
            if task.done():
                return
            task.cancel()
            loop.call_later(_AGAIN_S, cut)  # it may be waiting for the tier to undo something

        self._left.add(task)
        cutting = loop.call_at(max(ends, loop.time() + _SETTLING_S), cut)

        def end(done: asyncio.Future[Any]) -> None:
            self._left.discard(done)
            cutting.cancel()
            error = None if done.cancelled() else done.exception()
            if error is not None and not isinstance(error, PactsError):
                message = f"defect in a call to {self.name} that its caller had left"
                loop.call_exception_handler({"message": message, "exception": error})

        task.add_done_callback(end)


async def _telling(call: Callable[[], Awaitable[T]], ended: asyncio.Future[None]) -> T:
    """Make a call, and wake who waits a turn of the loop before a callback of the task could."""
    try:
        return await call()
    finally:
        _tell(ended)


def _tell(ended: asyncio.Future[None]) -> None:
    if not ended.done():
        ended.set_result(None)


async def _wait(ended: asyncio.Future[None], timeout_s: float) -> None:
    """Return when a call has ended or the time is up; `asyncio.wait` takes thrice as long."""
    timer = asyncio.get_running_loop().call_later(timeout_s, _tell, ended)
    try:
        await ended
    finally:
        timer.cancel()


def _now() -> float:
    return asyncio.get_running_loop().time()


class FastDeadlineProxy(_Deadline[FastTier], FastProxy):
    """Gives up on a fast tier's call after a time."""


class DurableDeadlineProxy(_Deadline[HealingTier], DurableProxy):
    """Gives up on a durable tier's call after a time."""
