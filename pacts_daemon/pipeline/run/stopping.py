"""Ctrl-C and SIGTERM, as the wish that a run ends."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Have the first SIGINT or SIGTERM end the run in order, and the next one end it at once.

    A terminal's Ctrl-C reaches Playwright's driver too, which ends by it: what nobody awaits any
    more and breaks on the way down is not told once ``stop`` is set, up to the end of the process.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    before = loop.get_exception_handler()

    def asked() -> None:
        if stop.is_set() and task is not None:
            task.cancel()
        stop.set()

    def told(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if not stop.is_set():
            loop.default_exception_handler(context)

    loop.set_exception_handler(told)
    for number in _SIGNALS:
        loop.add_signal_handler(number, asked)
    try:
        yield
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
        if not stop.is_set():
            loop.set_exception_handler(before)
