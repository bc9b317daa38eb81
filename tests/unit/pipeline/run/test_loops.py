from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from pacts_daemon.pipeline.executor.ports import HealBudget
from pacts_daemon.pipeline.planner.plan import PlannedCase
from pacts_daemon.pipeline.run.loops import Loops
from pacts_daemon.pipeline.run.progress import Unheard
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    LoopCounts,
    StepStatus,
    Verdict,
)
from tests.support.pipeline.cases import a_case, a_case_result, a_lookup, a_plan, a_step

CASES = a_plan(*(a_case(name) for name in ("one", "two", "three", "four"))).cases


class Scripted:
    """An executor that notes what runs at a time, and does what it is told for each case."""

    def __init__(self, act: Callable[[str, int], Awaitable[Verdict]]) -> None:
        self._act = act
        self.running: set[str] = set()
        self.most = 0
        self.order: list[tuple[str, int]] = []

    async def run(self, case: PlannedCase, loop: int, budget: HealBudget) -> CaseResult:
        name = case.case.name
        self.order.append((name, loop))
        self.running.add(name)
        self.most = max(self.most, len(self.running))
        try:
            verdict = await self._act(name, loop)
        finally:
            self.running.discard(name)
        steps = (a_step(lookups=(a_lookup(is_hit=loop > 1),)),)
        return a_case_result(verdict, name=name, loop=loop, steps=steps)


class Heard(Unheard):
    def __init__(self) -> None:
        self.cases: list[CaseResult] = []
        self.loops: list[LoopCounts] = []

    def case_ended(self, result: CaseResult) -> None:
        self.cases.append(result)

    def loop_ended(self, counts: LoopCounts) -> None:
        self.loops.append(counts)


async def passes(name: str, loop: int) -> Verdict:
    await asyncio.sleep(0.01)
    return Verdict.PASS


async def nothing_missing() -> str:
    return ""


def loops_of(
    executor: Scripted,
    parallel: int = 1,
    stop: asyncio.Event | None = None,
    missing: Callable[[], Awaitable[str]] = nothing_missing,
    heard: Heard | None = None,
) -> Loops:
    events = stop or asyncio.Event()
    return Loops(executor, HealBudget(), parallel, heard or Heard(), events, missing)


async def test_loops_run_one_after_the_other_and_are_counted_each() -> None:
    executor, heard = Scripted(passes), Heard()

    results, counts = await loops_of(executor, parallel=4, heard=heard).run(CASES, 2)

    assert [loop for _, loop in executor.order] == [1] * 4 + [2] * 4
    assert [(one.name, one.loop) for one in results[:2]] == [("one", 1), ("two", 1)]
    assert [(c.loop, c.lookups, c.hits, c.misses) for c in counts] == [(1, 4, 0, 4), (2, 4, 4, 0)]
    assert tuple(heard.loops) == counts


async def test_parallel_bounds_how_many_run_at_a_time() -> None:
    for parallel in (1, 2, 4):
        executor = Scripted(passes)
        await loops_of(executor, parallel).run(CASES, 1)
        assert executor.most == parallel


async def test_stop_cancels_what_runs_and_names_what_did_not_begin() -> None:
    stop, heard = asyncio.Event(), Heard()

    async def hangs_at_two(name: str, loop: int) -> Verdict:
        if name == "two":
            stop.set()
            await asyncio.Event().wait()
        return Verdict.PASS

    executor = Scripted(hangs_at_two)
    results, counts = await loops_of(executor, stop=stop, heard=heard).run(CASES, 3)

    assert [(one.name, one.verdict, one.why) for one in results] == [
        ("one", Verdict.PASS, "as it is"),
        ("two", Verdict.BLOCKED, "stopped while it ran"),
        ("three", Verdict.BLOCKED, "stopped before it began"),
        ("four", Verdict.BLOCKED, "stopped before it began"),
    ]
    assert not executor.running
    assert [count.loop for count in counts] == [1]
    assert [one.name for one in heard.cases] == ["two", "three", "four"]
    assert [step.status for step in results[1].steps] == [StepStatus.BLOCKED, StepStatus.NOT_RUN]


async def test_lost_daemon_blocks_what_has_not_begun_with_its_reason() -> None:
    async def lost(name: str, loop: int) -> Verdict:
        return Verdict.BLOCKED if name == "two" else Verdict.PASS

    async def gone() -> str:
        return "the daemon does not answer any more"

    executor = Scripted(lost)
    results, _ = await loops_of(executor, missing=gone).run(CASES, 2)

    assert executor.order == [("one", 1), ("two", 1)]
    assert {one.why for one in results[2:]} == {"the daemon does not answer any more"}
    assert len(results) == 8


async def test_blocked_case_does_not_keep_others_from_running() -> None:
    async def blocked(name: str, loop: int) -> Verdict:
        return Verdict.BLOCKED if name == "one" else Verdict.PASS

    executor = Scripted(blocked)
    results, _ = await loops_of(executor).run(CASES, 1)

    assert [one.verdict for one in results] == [Verdict.BLOCKED] + [Verdict.PASS] * 3
