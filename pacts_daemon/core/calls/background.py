"""Work behind an answer: its caller does not wait for it, and the deadline does not end it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from pacts_daemon.core.calls.time_left import limited_to

_T = TypeVar("_T")


class BackgroundTasks:
    """Keeps what is under way, which the event loop alone would let be collected."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        """How many are under way."""
        return len(self._tasks)

    def begin(self, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        """Start ``work`` without a deadline. It answers for its own errors."""
        with limited_to(None):
            task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def settled(self) -> None:
        """Return when everything has ended that was begun."""
        while self._tasks:
            await asyncio.wait(self._tasks)
