from datetime import UTC, datetime
from typing import Any

import pytest

from pacts_daemon.pipeline.run.judgement import RunExit, exit_of
from pacts_daemon.pipeline.verdict.judge import judge_run
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    RunResult,
    StepStatus,
    Verdict,
)
from tests.support.pipeline.cases import a_case_result, a_heal, a_step

HEALED = a_case_result(
    Verdict.PASS_HEALED, steps=(a_step(heals=(a_heal(),), status=StepStatus.HEALED),)
)


def exit_code(*cases: CaseResult, **allowed: Any) -> tuple[Verdict, RunExit]:
    verdict, why = judge_run(cases, **allowed)
    result = RunResult(
        title="t",
        app="shop",
        environment="test",
        verdict=verdict,
        why=why,
        planner="rules",
        cases=cases,
        started_at=datetime.now(UTC),
        elapsed_s=1,
    )
    return verdict, exit_of(result)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([Verdict.PASS], (Verdict.PASS, RunExit.PASSED)),
        ([Verdict.PASS, Verdict.UNVERIFIED], (Verdict.UNVERIFIED, RunExit.UNVERIFIED)),
        ([Verdict.UNVERIFIED, Verdict.BLOCKED], (Verdict.BLOCKED, RunExit.BLOCKED)),
        ([Verdict.BLOCKED, Verdict.FAIL, Verdict.PASS], (Verdict.FAIL, RunExit.FAILED)),
        ([], (Verdict.UNVERIFIED, RunExit.UNVERIFIED)),
    ],
)
def test_run_ends_with_the_code_of_its_worst_case(
    verdicts: list[Verdict], expected: tuple[Verdict, RunExit]
) -> None:
    assert exit_code(*(a_case_result(verdict) for verdict in verdicts)) == expected


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ({}, (Verdict.PASS_HEALED, RunExit.PASSED)),
        ({"max_heals": 1}, (Verdict.PASS_HEALED, RunExit.PASSED)),
        ({"max_heals": 0}, (Verdict.FAIL, RunExit.HEALED)),
        ({"strict": True}, (Verdict.FAIL, RunExit.HEALED)),
        ({"strict": True, "max_heals": 5}, (Verdict.FAIL, RunExit.HEALED)),
    ],
)
def test_more_heals_than_allowed_have_a_code_of_their_own(
    allowed: dict[str, Any], expected: tuple[Verdict, RunExit]
) -> None:
    assert exit_code(a_case_result(), HEALED, **allowed) == expected


def test_case_that_failed_of_the_budget_alone_ends_as_healed_too_much() -> None:
    spent = Failure(failure_class="budget", message="2 heals are all that is allowed")
    step = a_step(status=StepStatus.FAILED, failure=spent)

    assert exit_code(HEALED, a_case_result(Verdict.FAIL, steps=(step,)), max_heals=1) == (
        Verdict.FAIL,
        RunExit.HEALED,
    )


def test_case_that_failed_otherwise_is_told_before_the_heals_of_others() -> None:
    assert exit_code(HEALED, a_case_result(Verdict.FAIL), strict=True)[1] is RunExit.FAILED
