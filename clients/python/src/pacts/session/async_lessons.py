"""As `lessons`, in tasks of the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from pacts.errors import PactsError

_LOG = logging.getLogger("pacts")


class AsyncLessons:
    """Makes calls beside the test; what fails is told, and forgotten."""

    def __init__(self) -> None:
        self._pending: set[asyncio.Task[None]] = set()

    def submit(self, saving: Coroutine[Any, Any, Any], element: str) -> None:
        """Let a call be made soon."""
        task = asyncio.create_task(self._save(saving, element))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    async def wait(self) -> None:
        """Wait until all is saved that was to be."""
        await asyncio.gather(*self._pending)

    async def _save(self, saving: Coroutine[Any, Any, Any], element: str) -> None:
        try:
            await saving
        except PactsError as error:
            _LOG.warning("%s is not remembered: %s", element, error)
