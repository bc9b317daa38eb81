"""The tour from the first loop to the last: learning, drift, recovery."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from demo.journey import Traveller
from demo.loops import LoopRecord, run_loop
from demo.plan import ENVIRONMENT, Plan
from demo.promises import Promise, Start, of_loops, of_redesign, start_of
from demo.site.server import Encyclopedia, Structure
from demo.table import loops_table, promises_text, recovery_table
from pacts import AsyncClient

_REDESIGN_LOOPS = 3
_WELCOME = {
    Start.COLD: "Cold start: the store knows none of the elements.",
    Start.PARTLY: "Partly warm start: an earlier run stopped before it had learned everything.",
    Start.WARM: "Warm start: all {known} elements are known from an earlier run, in SQLite.",
}


class Tour:
    """Runs loops, shows how far it is, and judges what was seen."""

    def __init__(
        self, console: Console, client: AsyncClient, traveller: Traveller, lookups: int
    ) -> None:
        self._console = console
        self._client = client
        self._traveller = traveller
        self._lookups = lookups
        self._loops: list[LoopRecord] = []

    async def learn(self, app: str, count: int) -> list[Promise]:
        """The loops on the site as it is."""
        known = len([entry async for entry in self._client.list_selectors(app)])
        start = start_of(known, self._lookups)
        self._console.print(_WELCOME[start].format(known=known))
        with _Display(self._console, count * self._lookups) as show:
            for number in range(1, count + 1):
                await self._run(f"{number}", show)
        return of_loops(start, self._loops)

    async def redesign(self, site: Encyclopedia, plan: Plan) -> list[Promise]:
        """The site changes its structure, and back: two drifts, each healed by looking again."""
        before = self._loops[-1]
        async with self._forgetting_if_stopped(plan):
            with _Display(self._console, _REDESIGN_LOOPS * self._lookups) as show:
                site.structure = Structure.SECOND
                redesigned = await self._run("redesign", show)
                learned = await self._run("again", show)
                site.structure = Structure.FIRST
                restored = await self._run("put back", show)
        self._console.print(recovery_table(before, redesigned))
        return of_redesign(redesigned, learned, restored)

    def report(self, promises: list[Promise]) -> bool:
        self._console.print(loops_table(self._loops))
        self._console.print(promises_text(promises))
        return all(promise.kept for promise in promises)

    @asynccontextmanager
    async def _forgetting_if_stopped(self, plan: Plan) -> AsyncIterator[None]:
        """Forget the redesigned site: the next run is to start cold, not with drift."""
        try:
            yield
        except BaseException:
            await self._client.invalidate_selectors(plan.app, ENVIRONMENT)
            raise

    async def _run(self, name: str, show: _Display) -> LoopRecord:
        record = await run_loop(name, self._traveller, self._client, show.step(name))
        self._loops.append(record)
        return record


class _Display:
    """A bar that moves with each lookup and goes when the work is done."""

    def __init__(self, console: Console, steps: int) -> None:
        columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"))
        self._progress = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
        self._task = self._progress.add_task("opening the page", total=steps)

    def step(self, name: str) -> Callable[[str], None]:
        self._progress.update(self._task, description=f"loop {name}")

        def done(element: str) -> None:
            self._progress.update(self._task, advance=1, description=f"loop {name}: {element}")

        return done

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
