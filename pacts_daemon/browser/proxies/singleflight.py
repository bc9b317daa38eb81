"""One look at the page, however many callers of this process ask for the same element."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from pacts_daemon.core.errors import PactsError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import ElementQuery, Entry, PageAccess
from pacts_daemon.core.page_ports import Finder, NotDiscovered


@dataclass(slots=True)
class _Flight:
    access: PageAccess
    task: asyncio.Task[Entry | NotDiscovered]


class SingleFlightProxy:
    """Callers join the flight that is under way; it outlives those that give up.

    A fresh look does not join one that may trust an older "not found", nor a heal one that knows
    nothing of the element.
    """

    def __init__(self, delegate: Finder) -> None:
        self._delegate = delegate
        self._flights: dict[tuple[Key, bool, bool], _Flight] = {}

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
    ) -> Entry | NotDiscovered:
        flight = self._flights.get((key_of(query), fresh, known is not None))
        if flight is None:
            return await asyncio.shield(self._start(query, access, fresh, known).task)
        try:
            return await asyncio.shield(flight.task)
        except PactsError:
            if flight.access == access:
                raise
        # what failed for another caller's page or browser says nothing of this one's
        return await self.find(query, access, fresh=fresh, known=known)

    async def close(self) -> None:
        """Cancel what is under way and wait until it has stopped."""
        tasks = [flight.task for flight in self._flights.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(
        self, query: ElementQuery, access: PageAccess, fresh: bool, known: Entry | None
    ) -> _Flight:
        name = (key_of(query), fresh, known is not None)
        finding = self._delegate.find(query, access, fresh=fresh, known=known)
        task = asyncio.ensure_future(finding)
        flight = self._flights[name] = _Flight(access, task)

        def land(done: asyncio.Future[Entry | NotDiscovered]) -> None:
            del self._flights[name]
            if not done.cancelled():
                done.exception()  # whoever still waits gets it; with nobody left it is no news

        task.add_done_callback(land)
        return flight
