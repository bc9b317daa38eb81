"""Requirements that a daemon plans and runs: ``client.runs`` of both clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence

from pacts import runs
from pacts._rpc import run_calls as calls
from pacts._rpc.connection import AsyncConnection, Connection

# Above what a daemon gives the planner, a minute, so that it is the one who says what happened.
_PLANNING_S = 90
# A daemon ends a run after as long by default (`run.timeout_s`).
_RUNNING_S = 1800
_OPTIONS = runs.RunOptions()


class Runs:
    """Plans and runs requirements, where the daemon's settings let callers do that.

    Each method takes a requirement as its ``text``, and a ``name`` whose ending says its form:
    ``.md`` or ``.txt`` numbered steps, ``.feature`` Gherkin, ``.yaml`` or ``.json`` a suite.
    ``tags`` and ``case`` choose cases. A requirement that can't be read raises InvalidFieldError
    with line and column, a daemon that runs none RunDisabledError.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(
        self,
        text: str,
        name: str = "requirement.md",
        *,
        planner: runs.PlannerKind = runs.PlannerKind.UNSPECIFIED,
        tags: Sequence[str] = (),
        case: str = "",
        timeout_s: float = _PLANNING_S,
    ) -> runs.RunPlan:
        """Return what a requirement asks for, sentence by sentence; nothing is run."""
        return self._connection.run(calls.plan(text, name, planner, tags, case), timeout_s)

    def watch(
        self,
        text: str,
        name: str = "requirement.md",
        options: runs.RunOptions = _OPTIONS,
        *,
        planner: runs.PlannerKind = runs.PlannerKind.UNSPECIFIED,
        tags: Sequence[str] = (),
        case: str = "",
        timeout_s: float = _RUNNING_S,
    ) -> Iterator[runs.RunEvent]:
        """Run a requirement, and yield what happens, `RunEnded` last.

        Closing the iterator, or its timeout, has the daemon close the browser and act no more.
        """
        call = calls.run(text, name, planner, tags, case, options)
        return self._connection.watch(call, timeout_s)

    def run(
        self,
        text: str,
        name: str = "requirement.md",
        options: runs.RunOptions = _OPTIONS,
        *,
        planner: runs.PlannerKind = runs.PlannerKind.UNSPECIFIED,
        tags: Sequence[str] = (),
        case: str = "",
        on_event: Callable[[runs.RunEvent], object] | None = None,
        timeout_s: float = _RUNNING_S,
    ) -> runs.RunEnded:
        """Run a requirement, and return what it comes to; ``on_event`` is told what happens."""
        last = None
        call = calls.run(text, name, planner, tags, case, options)
        for last in self._connection.watch(call, timeout_s):
            if on_event is not None:
                on_event(last)
        return calls.ended(last)


class AsyncRuns:
    """As `Runs`, awaited."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def plan(
        self,
        text: str,
        name: str = "requirement.md",
        *,
        planner: runs.PlannerKind = runs.PlannerKind.UNSPECIFIED,
        tags: Sequence[str] = (),
        case: str = "",
        timeout_s: float = _PLANNING_S,
    ) -> runs.RunPlan:
        """Return what a requirement asks for, sentence by sentence; nothing is run."""
        return await self._connection.run(calls.plan(text, name, planner, tags, case), timeout_s)

    def watch(
        self,
        text: str,
        name: str = "requirement.md",
        options: runs.RunOptions = _OPTIONS,
        *,
        planner: runs.PlannerKind = runs.PlannerKind.UNSPECIFIED,
        tags: Sequence[str] = (),
        case: str = "",
        timeout_s: float = _RUNNING_S,
    ) -> AsyncIterator[runs.RunEvent]:
        """Run a requirement, and yield what happens, `RunEnded` last.

        Closing the iterator, or its timeout, has the daemon close the browser and act no more.
        """
        call = calls.run(text, name, planner, tags, case, options)
        return self._connection.watch(call, timeout_s)

    async def run(
        self,
        text: str,
        name: str = "requirement.md",
        options: runs.RunOptions = _OPTIONS,
        *,
        planner: runs.PlannerKind = runs.PlannerKind.UNSPECIFIED,
        tags: Sequence[str] = (),
        case: str = "",
        on_event: Callable[[runs.RunEvent], object] | None = None,
        timeout_s: float = _RUNNING_S,
    ) -> runs.RunEnded:
        """Run a requirement, and return what it comes to; ``on_event`` is told what happens."""
        last = None
        call = calls.run(text, name, planner, tags, case, options)
        async for last in self._connection.watch(call, timeout_s):
            if on_event is not None:
                on_event(last)
        return calls.ended(last)
