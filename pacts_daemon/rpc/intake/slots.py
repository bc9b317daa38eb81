"""Whose message is read next: those that are likely to be small never wait for the others."""

from __future__ import annotations

import asyncio
from collections import deque
from enum import IntEnum
from typing import Final

from cachetools import LRUCache

from pacts_daemon.rpc.intake.budget import SMALL_BYTES

# Two methods of each of the 4,096 calls that may be under way; one that is forgotten is read as one
# that nobody knows yet.
_REMEMBERED: Final = 8192


class Likely(IntEnum):
    """How large a message probably is: as the last one of its caller and method was."""

    SMALL = 0
    UNKNOWN = 1
    LARGE = 2


# How many messages may be read at once when one of a kind is begun: each kind leaves some to those
# that are likely to be smaller.
_LIMITS: Final = {Likely.SMALL: 32, Likely.UNKNOWN: 8, Likely.LARGE: 4}


class Sizes:
    """Remembers of the last callers how large their messages were, by method."""

    def __init__(self) -> None:
        self._last: LRUCache[tuple[str, str], Likely] = LRUCache(_REMEMBERED)

    def likely(self, peer: str, method: str) -> Likely:
        return self._last.get((peer, method), Likely.UNKNOWN)

    def learn(self, peer: str, method: str, size: int) -> None:
        self._last[peer, method] = Likely.SMALL if size <= SMALL_BYTES else Likely.LARGE


class ReadSlots:
    """Bounds how many messages are read at once; smaller kinds first, then in order."""

    def __init__(self) -> None:
        self._used = 0
        self._waiting: dict[Likely, deque[asyncio.Future[None]]] = {one: deque() for one in Likely}

    async def acquire(self, likely: Likely) -> None:
        """Wait for a slot, which `release` gives back."""
        if self._used < _LIMITS[likely] and not self._waiting[likely]:
            self._used += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting[likely].append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()  # it was given the slot as it gave up
            raise

    def release(self) -> None:
        self._used -= 1
        for likely, waiting in self._waiting.items():
            while waiting and self._used < _LIMITS[likely]:
                turn = waiting.popleft()
                if not turn.done():
                    self._used += 1
                    turn.set_result(None)
