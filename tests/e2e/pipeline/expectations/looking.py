"""A look at expectations on a page, as long as a busy machine takes for it."""

from __future__ import annotations

from pacts_daemon.pipeline.planner.plan import PlannedAction, PlannedCase
from pacts_daemon.pipeline.verdict.results import CaseResult
from tests.e2e.pipeline.conftest import Bench, do, executor_of, failure_class, planned

# What does not hold costs a whole wait: so it is short, and long only where a busy machine took
# longer for a look than the short one.
WAITS_S = (0.6, 15.0)


async def looked(bench: Bench, page: str, *expected: PlannedAction, kind: str = "") -> CaseResult:
    """Look for what fails so, or holds; the result may be another one all the same."""
    case = planned(do("goto", value=bench.site.page(page)), *expected)
    return await carried_out(bench, case, kind)


async def carried_out(bench: Bench, case: PlannedCase, kind: str) -> CaseResult:
    for wait_s in WAITS_S:
        result = await executor_of(bench, wait_s=wait_s).run(case, 1, bench.budget)
        if failure_class(result) == kind:
            break
    return result
