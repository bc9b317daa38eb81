"""What a case and a run come to: the whole table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.judge import judge_case, judge_run
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    Heal,
    StepResult,
    StepStatus,
    Verdict,
)

P, H, F, B, N = (
    StepStatus.PASSED,
    StepStatus.HEALED,
    StepStatus.FAILED,
    StepStatus.BLOCKED,
    StepStatus.NOT_RUN,
)
CLICK = PlannedAction(action=PlanAction.CLICK, element="Save")
CLAIM = PlannedAction(action=PlanAction.ASSERT, element="Saved", assertion=Assertion.VISIBLE)
WAIT = PlannedAction(action=PlanAction.WAIT, element="Saved", assertion=Assertion.VISIBLE)


def step(
    action: PlannedAction, status: StepStatus, *, is_added: bool = False, why: str = "it broke"
) -> StepResult:
    failure = Failure(failure_class="assertion", message=why) if status in {F, B} else None
    heals = (Heal(element=action.element, page="http://shop/"),) if status is H else ()
    return StepResult(
        number=1,
        sentence=Sentence(text="said"),
        action=action,
        status=status,
        is_added=is_added,
        heals=heals,
        failure=failure,
    )


def case(verdict: Verdict, heals: int = 0) -> CaseResult:
    steps = tuple(step(CLICK, H) for _ in range(heals))
    now = datetime.now(UTC)
    return CaseResult(name="n", verdict=verdict, why="", steps=steps, started_at=now, elapsed_s=0.0)


@pytest.mark.parametrize(
    ("actions", "verdict"),
    [
        ([], Verdict.UNVERIFIED),
        ([(CLICK, P)], Verdict.UNVERIFIED),
        ([(CLICK, H)], Verdict.UNVERIFIED),
        ([(WAIT, P)], Verdict.UNVERIFIED),
        ([(CLICK, P), (CLAIM, P)], Verdict.PASS),
        ([(CLAIM, P), (CLICK, P)], Verdict.PASS),
        ([(CLICK, H), (CLAIM, P)], Verdict.PASS_HEALED),
        ([(CLICK, P), (CLAIM, H)], Verdict.PASS_HEALED),
        ([(CLICK, P), (CLAIM, F)], Verdict.FAIL),
        ([(CLICK, H), (CLAIM, F)], Verdict.FAIL),
        ([(CLAIM, P), (CLICK, F), (CLAIM, N)], Verdict.FAIL),
        ([(CLAIM, P), (CLICK, B), (CLAIM, N)], Verdict.BLOCKED),
        ([(CLAIM, F), (CLICK, B)], Verdict.FAIL),
        ([(CLICK, B), (CLAIM, F)], Verdict.BLOCKED),
        ([(CLAIM, P), (CLAIM, N)], Verdict.BLOCKED),
        ([(CLICK, N), (CLAIM, N)], Verdict.BLOCKED),
    ],
)
def test_case_comes_to_what_its_steps_say(
    actions: list[tuple[PlannedAction, StepStatus]], verdict: Verdict
) -> None:
    assert judge_case([step(action, status) for action, status in actions])[0] is verdict


def test_case_whose_only_assertion_was_added_is_unverified() -> None:
    assert judge_case([step(CLAIM, P, is_added=True)])[0] is Verdict.UNVERIFIED
    assert judge_case([step(CLAIM, P, is_added=True), step(CLAIM, P)])[0] is Verdict.PASS


def test_case_says_which_step_failed_and_why() -> None:
    assert judge_case([step(CLICK, F, why="no Save")]) == (Verdict.FAIL, "step 1: no Save")


def test_case_that_was_stopped_is_blocked_unless_it_had_failed() -> None:
    stopped = Failure(failure_class="environment", message="the browser is gone")

    assert judge_case([], stopped) == (Verdict.BLOCKED, "the browser is gone")
    assert judge_case([step(CLAIM, P)], stopped)[0] is Verdict.BLOCKED
    assert judge_case([step(CLAIM, F)], stopped)[0] is Verdict.FAIL


@pytest.mark.parametrize("first", Verdict)
@pytest.mark.parametrize("second", Verdict)
def test_run_comes_to_its_worst_case(first: Verdict, second: Verdict) -> None:
    order = ["PASS", "PASS_HEALED", "UNVERIFIED", "BLOCKED", "FAIL"]
    worst = max(first.value, second.value, key=order.index)

    assert judge_run([case(first), case(second)])[0].value == worst


def test_run_without_cases_is_no_pass() -> None:
    assert judge_run([])[0] is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("verdict", "heals", "strict", "most", "comes_to"),
    [
        (Verdict.PASS, 0, True, 0, Verdict.PASS),
        (Verdict.PASS_HEALED, 1, False, None, Verdict.PASS_HEALED),
        (Verdict.PASS_HEALED, 1, True, None, Verdict.FAIL),
        (Verdict.PASS_HEALED, 0, True, None, Verdict.FAIL),
        (Verdict.PASS_HEALED, 2, False, 2, Verdict.PASS_HEALED),
        (Verdict.PASS_HEALED, 3, False, 2, Verdict.FAIL),
        (Verdict.UNVERIFIED, 1, False, None, Verdict.UNVERIFIED),
        (Verdict.UNVERIFIED, 1, True, None, Verdict.FAIL),
        (Verdict.BLOCKED, 0, True, 0, Verdict.BLOCKED),
        (Verdict.FAIL, 5, False, 0, Verdict.FAIL),
    ],
)
def test_run_counts_its_heals(
    verdict: Verdict, heals: int, *, strict: bool, most: int | None, comes_to: Verdict
) -> None:
    assert judge_run([case(verdict, heals)], strict=strict, max_heals=most)[0] is comes_to


def test_heals_of_all_cases_count_together() -> None:
    cases = [case(Verdict.PASS_HEALED, 2), case(Verdict.PASS_HEALED, 2)]

    assert judge_run(cases, max_heals=4)[0] is Verdict.PASS_HEALED
    assert judge_run(cases, max_heals=3) == (
        Verdict.FAIL,
        "4 elements were found again, and a run may have 3",
    )


def test_run_says_how_many_cases_came_to_what() -> None:
    assert judge_run([case(Verdict.PASS), case(Verdict.FAIL), case(Verdict.PASS)])[1] == (
        "3 cases: 1 FAIL, 2 PASS"
    )
