"""Pages shared out among callers, so that hanging ones of one do not shut out the others."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """An app with its environment, the connection it calls over, and the page it asks for."""

    app: str
    environment: str
    peer: str = ""
    page: str = ""


@dataclass(slots=True, eq=False)
class _Turn:
    caller: Caller
    granted: asyncio.Future[None]


class PageShares:
    """Gives out so many pages: all but one to an app, all but two of these over one connection.

    Half of them at most are the same page over one connection. Who waits is served in order, as far
    as its share goes.
    """

    def __init__(self, pages: int) -> None:
        self._pages = self._free = pages
        self._most = (max(1, pages - 1), max(1, pages - 2), max(1, pages // 2))
        self._held: Counter[Hashable] = Counter()
        self._waiting: list[_Turn] = []

    @property
    def given(self) -> int:
        """How many pages are held now."""
        return self._pages - self._free

    @asynccontextmanager
    async def page(self, caller: Caller, wait_s: float) -> AsyncIterator[None]:
        """Hold a page for the block.

        Raises:
            TimeoutError: there was none within ``wait_s`` seconds.
        """
        turn = _Turn(caller, asyncio.get_running_loop().create_future())
        self._waiting.append(turn)
        self._grant()
        try:
            async with asyncio.timeout(wait_s):
                await turn.granted
        except BaseException:
            self._give_up(turn)
            raise
        try:
            yield
        finally:
            self._release(caller)

    def _grant(self) -> None:
        for turn in list(self._waiting):
            if self._free and self._has_share(turn.caller):
                self._waiting.remove(turn)
                self._free -= 1
                self._held.update(_names(turn.caller))
                turn.granted.set_result(None)

    def _has_share(self, caller: Caller) -> bool:
        shares = zip(_names(caller), self._most, strict=True)
        return all(self._held[name] < most for name, most in shares)

    def _give_up(self, turn: _Turn) -> None:
        if turn in self._waiting:
            self._waiting.remove(turn)
        else:
            self._release(turn.caller)

    def _release(self, caller: Caller) -> None:
        self._free += 1
        self._held.subtract(_names(caller))
        for name in _names(caller):
            if not self._held[name]:
                del self._held[name]
        self._grant()


def _names(caller: Caller) -> tuple[Hashable, Hashable, Hashable]:
    app = (caller.app, caller.environment)
    return app, (*app, caller.peer), caller
