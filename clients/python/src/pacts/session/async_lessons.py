"""As `lessons`, in tasks of the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from pacts.errors import PactsError, VersionError

_LOG = logging.getLogger("pacts")


class AsyncLessons:
    """Makes calls beside the test; what fails is told, and forgotten."""

    def __init__(self) -> None:
        self._pending: set[asyncio.Task[None]] = set()

    def submit(
        self, telling: Coroutine[Any, Any, Any], otherwise: str, *, is_new: bool = False
    ) -> None:
        """Tell something soon; the rest as `pacts.flow.steps.Later` has it."""
        task = asyncio.create_task(_told(telling, otherwise, is_new))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    async def wait(self) -> None:
        """Wait until all is told that was to be."""
        await asyncio.gather(*self._pending)


async def _told(telling: Coroutine[Any, Any, Any], otherwise: str, is_new: bool) -> None:
    try:
        await telling
    except PactsError as error:
        if not (is_new and isinstance(error, VersionError)):
            _LOG.warning("%s: %s", otherwise, error)
