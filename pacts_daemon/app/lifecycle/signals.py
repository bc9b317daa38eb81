"""What signals ask of the daemon, from its first moment to its last.

Imports nothing but the standard library: it is loaded before everything that takes long to load.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGINT)


class Asked:
    """What was asked for so far: the first signal ends, each later one hurries.

    ``reload`` is cleared by whoever has done it.
    """

    def __init__(self) -> None:
        self.end = asyncio.Event()
        self.hurry = asyncio.Event()
        self.reload = asyncio.Event()

    def ended(self) -> None:
        """Note that the end was asked for, once more perhaps."""
        (self.hurry if self.end.is_set() else self.end).set()


class _Heeding:
    """Hands signals to the event loop; they are the process's own, so there is one."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: Callable[[], object] | None = None
        self._reload: Callable[[], object] | None = None

    def start(self) -> None:
        for number in _ENDING:
            signal.signal(number, self._on_end)
        signal.signal(signal.SIGHUP, self._on_reload)

    def hand_to(self, end: Callable[[], object], reload: Callable[[], object]) -> None:
        self._loop = asyncio.get_running_loop()
        self._end, self._reload = end, reload
        self.start()

    def _on_end(self, _number: int, _frame: FrameType | None) -> None:
        if self._end is None:
            raise SystemExit(0)
        self._call(self._end)

    def _on_reload(self, _number: int, _frame: FrameType | None) -> None:
        if self._reload is not None:
            self._call(self._reload)

    def _call(self, what: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop is closed: the process is about to end
            if self._loop is not None:
                self._loop.call_soon_threadsafe(what)


_heeding = _Heeding()


def heed_while_loading() -> None:
    """End at once on SIGTERM and SIGINT, and ignore SIGHUP, until `heed` takes over.

    A process that is the first of its container has no default for SIGTERM: unheeded it is lost.
    """
    _heeding.start()


def heed_no_more() -> None:
    """Ignore what asks for the end of a process that is ending.

    The interpreter gives signals their defaults back before it is gone, unless they are ignored.
    """
    for number in (*_ENDING, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def heed() -> Asked:
    """Take SIGTERM and SIGINT as the wish to end and SIGHUP as the wish to reload.

    They are noted in the running event loop. The handlers stay until the process has ended: a
    signal that comes while it is closing must not kill it.
    """
    asked = Asked()
    _heeding.hand_to(asked.ended, asked.reload.set)
    return asked
