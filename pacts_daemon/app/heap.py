"""Memory that is free goes back to the system, where the C library would keep it."""

from __future__ import annotations

import ctypes
import sys
from typing import Protocol

from pacts_daemon.core.content.threads import in_page_thread

# It goes through the whole heap: once for all messages of a while, and still before they add up.
TRIM_S = 2.0


class Messages(Protocol):
    """What the heap must know of the messages under way."""

    def had_large(self) -> bool:
        """Whether large ones came since it was last asked, and none is under way now."""


class Heap:
    """The heap of glibc; anything else is left alone."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._libc = _glibc()

    async def turn(self) -> None:
        """Give back what large messages have left."""
        if self._libc is not None and self._messages.had_large():
            await in_page_thread(self._libc.malloc_trim, 0)


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
