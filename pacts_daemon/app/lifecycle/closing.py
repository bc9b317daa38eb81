"""Closing everything that was opened, however long or badly some of it closes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import ParamSpec, TypeVar

from pacts_daemon.telemetry.setup import Logger

P = ParamSpec("P")
T = TypeVar("T")
# A pool or a browser that is well closes within a second; one that hangs leaves the others theirs
# of the ten seconds that closing takes in all (`process.py`).
CLOSE_S = 3.0
# For what has been told to close to let go of what it holds, eight parts within four seconds.
HURRIED_S = 0.5


class ClosingStack(AsyncExitStack):
    """Gives each callback a bounded time; one that fails or hangs is logged, and the next runs."""

    def __init__(self, logger: Logger, hurry: asyncio.Event) -> None:
        super().__init__()
        self._logger = logger
        self.hurry = hurry

    def push_async_callback(
        self, callback: Callable[P, Awaitable[T]], /, *args: P.args, **kwds: P.kwargs
    ) -> Callable[P, Awaitable[T]]:
        self.push_bounded(CLOSE_S, partial(callback, *args, **kwds))
        return callback

    def push_bounded(self, limit_s: float, close: Callable[[], Awaitable[object]]) -> None:
        """Call ``close`` when leaving, for at most ``limit_s`` seconds, less when it is hurried."""
        super().push_async_callback(self._close, limit_s, close)

    async def _close(self, limit_s: float, close: Callable[[], Awaitable[object]]) -> None:
        closing = asyncio.ensure_future(close())
        hurried = asyncio.create_task(self.hurry.wait())
        await asyncio.wait((closing, hurried), timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
        hurried.cancel()
        await asyncio.wait((hurried,))
        if not closing.done():
            await asyncio.wait((closing,), timeout=HURRIED_S)
        what = getattr(getattr(close, "func", close), "__qualname__", repr(close))
        if not closing.done():
            closing.cancel()
            self._logger.warning("closing_given_up", what=what, after_s=limit_s)
        elif not closing.cancelled() and closing.exception() is not None:
            self._logger.error("closing_failed", what=what, exc_info=closing.exception())
