from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import RunResult, Verdict
from pacts_daemon.rpc.runs.run_events import result_event
from tests.support.pipeline.runs import a_run


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.BLOCKED, Verdict.UNVERIFIED])
def test_end_of_a_run_that_did_not_pass_says_why_its_first_case_did_not(verdict: Verdict) -> None:
    run = a_run().model_copy(update={"verdict": verdict})
    first = next(case for case in run.cases if case.verdict is verdict)

    assert said_of(run) == f"{run.why}; {first.name}: {first.why}"


def test_end_of_a_run_says_no_more_than_the_run_where_no_case_tells() -> None:
    run = a_run()
    passed = tuple(case for case in run.cases if case.verdict.is_pass)
    strict = run.model_copy(update={"cases": passed})

    assert said_of(strict) == run.why
    assert said_of(run.model_copy(update={"verdict": Verdict.PASS_HEALED})) == run.why


def said_of(run: RunResult) -> str:
    return result_event(run, b"", b"").result.why
