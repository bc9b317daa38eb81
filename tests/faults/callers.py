"""Callers that save, look up, invalidate and report all the time, many at once."""

from __future__ import annotations

import asyncio

from tests.faults.calls import Calls

_WHOLE_PAGES = 0.05


class Callers:
    """Runs the load until it is stopped; may be held in between."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._goes_on = asyncio.Event()
        self._goes_on.set()
        self._calling = 0

    async def run(self, until: asyncio.Event) -> None:
        """Call until the event is set, then let running calls end."""
        async with asyncio.TaskGroup() as group:
            for caller in range(self._calls.load.callers):
                group.create_task(self._call(caller, until))

    async def hold(self) -> None:
        """Begin no more calls, and return when no call is under way."""
        self._goes_on.clear()
        while self._calling:
            await asyncio.sleep(0.01)

    def go_on(self) -> None:
        self._goes_on.set()

    async def save_all(self) -> None:
        """Save every element once, so that there is something to be lost."""
        numbers = iter(range(self._calls.load.elements))

        async def work(caller: int) -> None:
            for number in numbers:
                await self._calls.save(number, caller)

        callers = range(self._calls.load.callers)
        await asyncio.gather(*(work(caller) for caller in callers))

    async def _call(self, caller: int, until: asyncio.Event) -> None:
        load, random = self._calls.load, self._calls.random
        while not until.is_set():
            await self._goes_on.wait()
            self._calling += 1
            try:
                await self._call_once(caller, random.randrange(load.elements))
            finally:
                self._calling -= 1
            await asyncio.sleep(random.uniform(0, 2 * load.pause_s))

    async def _call_once(self, caller: int, number: int) -> None:
        calls, load = self._calls, self._calls.load
        drawn = calls.random.random()
        if drawn < load.saves:
            await calls.save(number, caller)
        elif (drawn := drawn - load.saves) < load.invalidations:
            whole_page = calls.random.random() < _WHOLE_PAGES
            await calls.invalidate(calls.page_of(number) if whole_page else [number], caller)
        else:
            found = await calls.get(number, caller)
            if found.is_done and drawn - load.invalidations < load.reports:
                await calls.report(found, number, caller)
