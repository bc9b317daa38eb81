"""One look at the page, however many callers of this process ask for the same element."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from pacts_daemon.core.calls.time_left import limited_to
from pacts_daemon.core.errors import PactsError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import ElementQuery, Entry, MissReason, PageAccess
from pacts_daemon.core.page_ports import Finder, Located, NotDiscovered

# What a caller waits for a flight to another's page or browser, which may hang.
_PATIENCE_S = 2.0
_Name = tuple[Key, bool, bool, float | None, bytes, PageAccess | None]


@dataclass(slots=True)
class _Flight:
    access: PageAccess
    evidence: bytes | None
    task: asyncio.Task[Located | NotDiscovered]


class SingleFlightProxy:
    """Callers join the flight that is under way; it outlives those that give up.

    A fresh look does not join one that may trust an older "not found", a heal one that knows
    nothing of the element, nor any call one that waits another time for it to appear. Calls that
    bring their page join only those with the very same. To one with another access a caller leaves
    ``patience_s``, and begins one of its own.
    """

    def __init__(self, delegate: Finder, patience_s: float = _PATIENCE_S) -> None:
        self._delegate = delegate
        self._patience_s = patience_s
        self._flights: dict[_Name, _Flight] = {}

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
        evidence: bytes | None = None,
    ) -> Located | NotDiscovered:
        page = access.page.identity if access.page else b""
        name: _Name = (key_of(query), fresh, known is not None, access.appear_wait_s, page, None)
        give_up = asyncio.get_running_loop().time() + self._patience_s
        while (flight := self._flights.get(name)) is not None:
            is_own = flight.access == access
            try:
                found = await _landed(flight, None if is_own else give_up)
                if not _is_for_another(found, flight, evidence):
                    return found
            except TimeoutError:
                name = (*name[:-1], access)
            except PactsError:
                if is_own:
                    raise
            # what failed for another caller's page or browser says nothing of this one's
        started = self._start(name, query, access, known, evidence)
        return await asyncio.shield(started.task)

    async def close(self) -> None:
        """Cancel what is under way and wait until it has stopped."""
        tasks = [flight.task for flight in self._flights.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(
        self,
        name: _Name,
        query: ElementQuery,
        access: PageAccess,
        known: Entry | None,
        evidence: bytes | None,
    ) -> _Flight:
        fresh = name[1]
        finding = self._delegate.find(query, access, fresh=fresh, known=known, evidence=evidence)
        with limited_to(None):  # whoever joins may wait longer than the caller who began it
            task = asyncio.ensure_future(finding)
        flight = self._flights[name] = _Flight(access, evidence, task)

        def land(done: asyncio.Future[Located | NotDiscovered]) -> None:
            del self._flights[name]
            if not done.cancelled():
                done.exception()  # whoever still waits gets it; with nobody left it is no news

        task.add_done_callback(land)
        return flight


async def _landed(flight: _Flight, give_up: float | None) -> Located | NotDiscovered:
    """Return what a flight found; raises TimeoutError when it is not there at ``give_up``."""
    if give_up is not None:
        left_s = give_up - asyncio.get_running_loop().time()
        done, _ = await asyncio.wait({flight.task}, timeout=max(0.0, left_s))
        if not done:
            raise TimeoutError
    return await asyncio.shield(flight.task)


def _is_for_another(
    found: Located | NotDiscovered, flight: _Flight, evidence: bytes | None
) -> bool:
    """Whether it was refused because the page was not that of the caller who began the flight."""
    is_refused = isinstance(found, NotDiscovered) and found.reason is MissReason.PAGE_DIFFERS
    return is_refused and flight.evidence != evidence
