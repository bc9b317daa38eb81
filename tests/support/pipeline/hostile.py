"""A run whose every text is out to break what shows it."""

from __future__ import annotations

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.verdict.results import (
    Attempt,
    Failure,
    RunResult,
    StepStatus,
    Verdict,
    Visit,
)
from tests.support.pipeline.results import act, case, lookup, step
from tests.support.pipeline.runs import HEALED, a_run

HOSTILE = {
    "tag": "<script>alert(1)</script>",
    "quotes": "\"><img src=x onerror='alert(1)'>",
    "endings": "'; --></style></details></title></svg><!--",
    "rtl": "\u202egnol\u202c \u05e9\u05dc\u05d5\u05dd {{ 7 * 7 }} {% raw %}",
    "long": "x" * 10_000,
}


def a_hostile_run(text: str) -> RunResult:
    """A run of one case that failed and was healed, with a text in every place that has one."""
    name = text[:200]
    healed = {"element": text, "old": text, "new": text, "page": text, "evidence": (text,)}
    failed = step(
        1,
        text[:2000],
        act(PlanAction.FILL, text, value=text, scope=text),
        status=StepStatus.FAILED,
        lookups=(
            lookup(
                text,
                page=text,
                source=text,
                selector=text,
                reason=text,
                trail=(Visit(tier=text, outcome=text, ms=1.0, reason=text),),
            ),
        ),
        heals=(HEALED.model_copy(update=healed),),
        attempts=(Attempt(what=text, outcome=text, evidence=text),),
        failure=Failure(failure_class=text, message=text, expected=text, seen=text, url=text),
        screenshots=(text,),
        notes=(text,),
    )
    one = case(
        name,
        Verdict.FAIL,
        text,
        failed,
        group=text,
        tags=(text,),
        trace_id=text,
        artifacts=(text,),
    )
    told = dict.fromkeys(
        ("app", "environment", "why", "planner", "browser", "daemon", "commit", "source"), text
    )
    return a_run(title=name, cases=(one,), trace_url=text, notes=(text,), **told)
