"""What a session tells the daemon in the background, beside the test."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any, Self

from pacts.errors import PactsError, VersionError

_LOG = logging.getLogger("pacts")


class Lessons:
    """Makes calls one after the other in a thread of its own; what fails is told, and forgotten."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "pacts-lessons")
        self._pending: set[Future[None]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def submit(self, telling: Callable[[], Any], otherwise: str, *, is_new: bool = False) -> None:
        """Tell something soon; the rest as `pacts.flow.steps.Later` has it."""
        future = self._thread.submit(copy_context().run, _told, telling, otherwise, is_new)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)

    def wait(self) -> None:
        """Wait until all is told that was to be."""
        wait(tuple(self._pending))


def _told(telling: Callable[[], Any], otherwise: str, is_new: bool) -> None:
    try:
        telling()
    except PactsError as error:
        if not (is_new and isinstance(error, VersionError)):
            _LOG.warning("%s: %s", otherwise, error)
