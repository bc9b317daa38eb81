"""What a run tells, as messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from google.protobuf.duration_pb2 import Duration

from pacts.v1 import run_service_pb2 as pb
from pacts_daemon.pipeline.executor.ports import Quiet
from pacts_daemon.pipeline.planner.plan import Plan, PlannedAction
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    LoopCounts,
    RunResult,
    StepResult,
    StepStatus,
    Verdict,
)

_NANOS = 1_000_000_000
_VERDICTS = {
    Verdict.PASS: pb.RUN_VERDICT_PASS,
    Verdict.PASS_HEALED: pb.RUN_VERDICT_PASS_HEALED,
    Verdict.UNVERIFIED: pb.RUN_VERDICT_UNVERIFIED,
    Verdict.BLOCKED: pb.RUN_VERDICT_BLOCKED,
    Verdict.FAIL: pb.RUN_VERDICT_FAIL,
}
_STATUSES = {
    StepStatus.PASSED: pb.STEP_STATUS_PASSED,
    StepStatus.HEALED: pb.STEP_STATUS_HEALED,
    StepStatus.FAILED: pb.STEP_STATUS_FAILED,
    StepStatus.BLOCKED: pb.STEP_STATUS_BLOCKED,
    StepStatus.NOT_RUN: pb.STEP_STATUS_NOT_RUN,
}


def plan_message(plan: Plan) -> pb.PlanRequirementResponse:
    """Return a plan, sentence by sentence."""
    cases = [
        pb.PlannedCase(
            name=planned.case.name,
            group=planned.case.group,
            tags=sorted(planned.case.tags),
            steps=[
                pb.PlannedStep(
                    sentence=step.sentence.text,
                    line=step.sentence.place.line,
                    actions=[action_message(action) for action in step.actions],
                )
                for step in planned.steps
            ],
        )
        for planned in plan.cases
    ]
    return pb.PlanRequirementResponse(cases=cases, planner=plan.planner, notes=plan.all_notes)


def action_message(action: PlannedAction) -> pb.PlannedAction:
    return pb.PlannedAction(
        action=action.action.value,
        element=action.element,
        scope=action.scope,
        value=action.value,
        assertion=action.assertion.value if action.assertion else "",
        exact=action.is_exact,
    )


def started_event(plan: Plan, loops: int) -> pb.RunRequirementResponse:
    started = pb.RunStarted(
        cases=len(plan.cases), loops=loops, planner=plan.planner, notes=plan.all_notes
    )
    return pb.RunRequirementResponse(started=started)


def step_event(case: str, loop: int, step: StepResult) -> pb.RunRequirementResponse:
    ended = pb.StepEnded(
        case_name=case,
        loop=loop,
        number=step.number,
        sentence=step.sentence.text,
        action=action_message(step.action),
        status=_STATUSES[step.status],
        elapsed=_duration(step.elapsed_s),
        failure=_failure(step.failure) if step.failure else None,
        heals=len(step.heals),
    )
    return pb.RunRequirementResponse(step_ended=ended)


def case_event(case: CaseResult) -> pb.RunRequirementResponse:
    ended = pb.CaseEnded(
        case_name=case.name,
        loop=case.loop,
        verdict=_VERDICTS[case.verdict],
        why=case.why,
        elapsed=_duration(case.elapsed_s),
    )
    return pb.RunRequirementResponse(case_ended=ended)


def loop_event(counts: LoopCounts) -> pb.RunRequirementResponse:
    ended = pb.LoopEnded(
        loop=counts.loop,
        lookups=counts.lookups,
        hits=counts.hits,
        misses=counts.misses,
        rediscovered=counts.rediscovered,
        heals=counts.heals,
        resolving=_duration(counts.resolving_ms / 1000),
        elapsed=_duration(counts.elapsed_s),
    )
    return pb.RunRequirementResponse(loop_ended=ended)


def result_event(
    result: RunResult, html_report: bytes, storage_state: bytes
) -> pb.RunRequirementResponse:
    ended = pb.RunEnded(
        verdict=_VERDICTS[result.verdict],
        why=_why(result),
        result_json=result.model_dump_json(),
        html_report=html_report,
        storage_state=storage_state,
    )
    return pb.RunRequirementResponse(result=ended)


def _why(result: RunResult) -> str:
    """Return why a run has come to what it has, for a caller who shows nothing else of it."""
    if result.verdict.is_pass:
        return result.why
    first = next((case for case in result.cases if case.verdict is result.verdict), None)
    return result.why if first is None else f"{result.why}; {first.name}: {first.why}"


def _failure(failure: Failure) -> pb.RunFailure:
    return pb.RunFailure(**failure.model_dump())


def _duration(seconds: float) -> Duration:
    whole, rest = divmod(round(seconds * _NANOS), _NANOS)
    return Duration(seconds=whole, nanos=rest)


class Told(Quiet):
    """Events in the order in which things happen, for one who takes them as fast as it can."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[pb.RunRequirementResponse | None] = asyncio.Queue()

    async def events(self) -> AsyncIterator[pb.RunRequirementResponse]:
        """Yield what happens until the end."""
        while (event := await self._queue.get()) is not None:
            yield event

    def end(self, _: object) -> None:
        self._queue.put_nowait(None)

    def run_started(self, plan: Plan, loops: int, parallel: int) -> None:  # noqa: ARG002
        self._queue.put_nowait(started_event(plan, loops))

    def step_ended(self, name: str, loop: int, result: StepResult) -> None:
        self._queue.put_nowait(step_event(name, loop, result))

    def case_ended(self, result: CaseResult) -> None:
        self._queue.put_nowait(case_event(result))

    def loop_ended(self, counts: LoopCounts) -> None:
        self._queue.put_nowait(loop_event(counts))

    def run_ended(self, result: RunResult) -> None:
        """The result is told with its report, by who writes that."""
