"""Memory that work on pages may take together, given out in the order it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Reservations:
    """Bounds what is held at a time; who asks for more than all of it gets all of it, alone.

    A block must not ask for more within: it could wait for itself.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._free = max_bytes
        self._line = asyncio.Lock()
        self._given_back = asyncio.Event()

    @asynccontextmanager
    async def held(self, size_of: Callable[[], int]) -> AsyncIterator[None]:
        """Wait for as many bytes as ``size_of`` says when it is this block's turn; hold them."""
        async with self._line:
            while (size := min(size_of(), self._max_bytes)) > self._free:
                self._given_back.clear()
                await self._given_back.wait()
            self._free -= size
        try:
            yield
        finally:
            self._free += size
            self._given_back.set()
