"""How long the caller of the running call still waits, for whoever has to share that time out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ends: ContextVar[float | None] = ContextVar("ends", default=None)


def time_left_s() -> float | None:
    """Return how many seconds the caller still waits, at least 0; None for as long as it takes."""
    ends = _ends.get()
    return None if ends is None else max(0.0, ends - time.monotonic())


@contextmanager
def limited_to(seconds: float | None) -> Iterator[None]:
    """Say how long the caller waits for what the block does; None is for as long as it takes.

    Work that others share, or that outlives the call, is begun under ``limited_to(None)``: tasks
    take the limit over from where they are made.
    """
    token = _ends.set(None if seconds is None else time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)
