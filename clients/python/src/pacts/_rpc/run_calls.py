"""The RPCs of runs as values, as in `calls`."""

from __future__ import annotations

from collections.abc import Sequence

from pacts import runs
from pacts._rpc import convert, read
from pacts._rpc.calls import Call
from pacts._rpc.watched import Watched
from pacts.errors import InternalError
from pacts.v1 import run_service_pb2 as pb


def plan(
    text: str, name: str, planner: runs.PlannerKind, tags: Sequence[str], case: str
) -> Call[pb.PlanRequirementRequest, pb.PlanRequirementResponse, runs.RunPlan]:
    request = convert.build(
        pb.PlanRequirementRequest,
        requirement=_requirement(text, name, tags, case),
        planner=_planner(planner),
    )
    return Call(lambda stubs: stubs.run.PlanRequirement, request, _plan)


def run(
    text: str,
    name: str,
    planner: runs.PlannerKind,
    tags: Sequence[str],
    case: str,
    options: runs.RunOptions,
) -> Watched[pb.RunRequirementRequest, pb.RunRequirementResponse, runs.RunEvent]:
    request = convert.build(
        pb.RunRequirementRequest,
        requirement=_requirement(text, name, tags, case),
        planner=_planner(planner),
        loops=options.loops,
        parallel=options.parallel,
        app=options.app,
        environment=options.environment,
        base_url=options.base_url,
        secrets=dict(options.secrets),
        files=dict(options.files),
        frozen=options.frozen,
        strict=options.strict,
        max_heals=options.max_heals,
        no_reveal=not options.reveal,
        html_report=options.html_report,
        browser=_browser(options.browser),
        storage_state=options.storage_state,
        save_storage_state=options.save_storage_state,
        trace_url=options.trace_url,
    )
    return Watched(lambda stubs: stubs.run.RunRequirement, request, _event)


def ended(event: runs.RunEvent | None) -> runs.RunEnded:
    """Return the last event of a run.

    Raises:
        InternalError: it is no result.
    """
    if isinstance(event, runs.RunEnded):
        return event
    raise InternalError("the daemon's run ended without a result", "INTERNAL")


def _requirement(text: str, name: str, tags: Sequence[str], case: str) -> pb.RequirementText:
    return convert.build(pb.RequirementText, name=name, text=text, tags=list(tags), case_name=case)


def _planner(planner: runs.PlannerKind) -> pb.PlannerKind.ValueType:
    return pb.PlannerKind.Value(f"PLANNER_KIND_{runs.PlannerKind(planner).name}")


def _browser(browser: runs.RunBrowser) -> pb.RunBrowser.ValueType:
    return pb.RunBrowser.Value(f"RUN_BROWSER_{runs.RunBrowser(browser).name}")


def _plan(response: pb.PlanRequirementResponse) -> runs.RunPlan:
    cases = (
        runs.PlannedCase(
            case.name,
            case.group,
            tuple(case.tags),
            tuple(
                runs.PlannedStep(step.sentence, step.line, tuple(map(_action, step.actions)))
                for step in case.steps
            ),
        )
        for case in response.cases
    )
    return runs.RunPlan(tuple(cases), response.planner, tuple(response.notes))


def _action(message: pb.PlannedAction) -> runs.PlannedAction:
    return runs.PlannedAction(
        message.action,
        message.element,
        message.scope,
        message.value if message.HasField("value") else None,
        message.assertion,
        message.exact,
    )


def _event(response: pb.RunRequirementResponse) -> runs.RunEvent:
    match response.WhichOneof("event"):
        case "started":
            said = response.started
            return runs.RunStarted(said.cases, said.loops, said.planner, tuple(said.notes))
        case "step_ended":
            return _step(response.step_ended)
        case "case_ended":
            return _case(response.case_ended)
        case "loop_ended":
            return _loop(response.loop_ended)
        case "result":
            return _result(response.result)
        case _:
            raise InternalError("the daemon told something that this client can't read", "INTERNAL")


def _step(said: pb.StepEnded) -> runs.StepEnded:
    status = read.enum_of(runs.StepStatus, pb.StepStatus, said.status, "STEP_STATUS")
    return runs.StepEnded(
        said.case_name,
        said.loop,
        said.number,
        said.sentence,
        _action(said.action),
        status,
        read.seconds_of(said.elapsed),
        _failure(said.failure) if said.HasField("failure") else None,
        said.heals,
    )


def _failure(said: pb.RunFailure) -> runs.RunFailure:
    return runs.RunFailure(said.failure_class, said.message, said.expected, said.seen, said.url)


def _case(said: pb.CaseEnded) -> runs.CaseEnded:
    elapsed_s = read.seconds_of(said.elapsed)
    return runs.CaseEnded(said.case_name, said.loop, _verdict(said.verdict), said.why, elapsed_s)


def _loop(said: pb.LoopEnded) -> runs.LoopEnded:
    return runs.LoopEnded(
        said.loop,
        said.lookups,
        said.hits,
        said.misses,
        said.rediscovered,
        said.heals,
        read.seconds_of(said.resolving),
        read.seconds_of(said.elapsed),
    )


def _result(said: pb.RunEnded) -> runs.RunEnded:
    return runs.RunEnded(
        _verdict(said.verdict), said.why, said.result_json, said.html_report, said.storage_state
    )


def _verdict(number: int) -> runs.RunVerdict:
    return read.enum_of(runs.RunVerdict, pb.RunVerdict, number, "RUN_VERDICT")
