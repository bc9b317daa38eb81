"""All cases of a plan, so many times, so many at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from time import monotonic

from pacts_daemon.pipeline.executor.ports import CaseExecutor, HealBudget
from pacts_daemon.pipeline.planner.plan import PlannedCase
from pacts_daemon.pipeline.run.counts import count_loop
from pacts_daemon.pipeline.run.progress import RunProgress
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    LoopCounts,
    StepResult,
    StepStatus,
    Verdict,
)

STOPPED = "stopped"
ENVIRONMENT = "environment"


class Loops:
    """Runs cases; one that can't be run is BLOCKED, and says why.

    Args:
        executor: carries out one case.
        budget: of heals, one for the run.
        parallel: how many cases run at a time.
        progress: is told.
        stop: once it is set, cases that run are cancelled and no other begins.
        missing: says what the run has lost on the way (its daemon, its browser); empty: nothing.
    """

    def __init__(
        self,
        executor: CaseExecutor,
        budget: HealBudget,
        parallel: int,
        progress: RunProgress,
        stop: asyncio.Event,
        missing: Callable[[], Awaitable[str]],
    ) -> None:
        self._executor = executor
        self._budget = budget
        self._places = asyncio.Semaphore(parallel)
        self._progress = progress
        self._stop = stop
        self._missing = missing
        self._lost = ""

    async def run(
        self, cases: Sequence[PlannedCase], loops: int
    ) -> tuple[tuple[CaseResult, ...], tuple[LoopCounts, ...]]:
        """Return the results of all loops, and what each loop has cost."""
        results: list[CaseResult] = []
        counts: list[LoopCounts] = []
        for loop in range(1, loops + 1):
            began = monotonic()
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._one(case, loop)) for case in cases]
            done = [task.result() for task in tasks]
            counts.append(count_loop(loop, done, monotonic() - began))
            self._progress.loop_ended(counts[-1])
            results += done
            if self._stop.is_set():
                break
        return tuple(results), tuple(counts)

    async def _one(self, case: PlannedCase, loop: int) -> CaseResult:
        async with self._places:
            if self._stop.is_set():
                return self._not_run(case, loop, STOPPED, "stopped before it began")
            if self._lost:
                return self._not_run(case, loop, ENVIRONMENT, self._lost)
            result = await self._unless_stopped(case, loop)
            if result.verdict is Verdict.BLOCKED and not self._stop.is_set():
                lost = await self._missing()
                if lost:
                    self._lost = lost
            return result

    async def _unless_stopped(self, case: PlannedCase, loop: int) -> CaseResult:
        started_at, began = datetime.now(UTC), monotonic()
        running = asyncio.create_task(self._executor.run(case, loop, self._budget))
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            if not running.done():
                running.cancel()
                await asyncio.wait((running,))
        if not running.cancelled():
            return running.result()
        result = blocked(case, loop, STOPPED, "stopped while it ran", started_at)
        result = result.model_copy(update={"elapsed_s": monotonic() - began})
        self._progress.case_ended(result)
        return result

    def _not_run(self, case: PlannedCase, loop: int, failure_class: str, why: str) -> CaseResult:
        result = blocked(case, loop, failure_class, why)
        self._progress.case_ended(result)
        return result


def blocked(
    case: PlannedCase,
    loop: int,
    failure_class: str,
    why: str,
    started_at: datetime | None = None,
) -> CaseResult:
    """Return the result of a case of which nothing can be said; its first step says why."""
    failure = Failure(failure_class=failure_class, message=why)
    actions = [(step.sentence, action) for step in case.steps for action in step.actions]
    steps = tuple(
        StepResult(
            number=number,
            sentence=sentence,
            action=action,
            status=StepStatus.BLOCKED if number == 1 else StepStatus.NOT_RUN,
            failure=failure if number == 1 else None,
        )
        for number, (sentence, action) in enumerate(actions, 1)
    )
    return CaseResult(
        name=case.case.name,
        group=case.case.group,
        tags=tuple(sorted(case.case.tags)),
        loop=loop,
        verdict=Verdict.BLOCKED,
        why=why,
        steps=steps,
        started_at=started_at or datetime.now(UTC),
        elapsed_s=0.0,
    )
