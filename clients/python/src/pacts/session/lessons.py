"""What a session saves in the background, beside the test."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Self

from pacts._rpc.calls import Call
from pacts.client import Client
from pacts.errors import PactsError

_LOG = logging.getLogger("pacts")


class Lessons:
    """Makes calls one after the other in a thread of its own; what fails is told, and forgotten."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._thread = ThreadPoolExecutor(1, "pacts-lessons")
        self._pending: set[Future[None]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def submit(self, call: Call[Any, Any, Any], element: str) -> None:
        """Make a call soon."""
        future = self._thread.submit(self._save, call, element)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)

    def wait(self) -> None:
        """Wait until all is saved that was to be."""
        wait(tuple(self._pending))

    def _save(self, call: Call[Any, Any, Any], element: str) -> None:
        try:
            self._client.run(call)
        except PactsError as error:
            _LOG.warning("%s is not remembered: %s", element, error)
