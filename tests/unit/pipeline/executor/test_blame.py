from __future__ import annotations

from pacts_daemon.pipeline.executor.blame import blamed_elements, unconfirmed_elements
from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import Failure, StepResult, StepStatus


def step(
    element: str, status: StepStatus = StepStatus.PASSED, failure: str = "", *, claim: bool = False
) -> StepResult:
    action = PlannedAction(
        action=PlanAction.ASSERT if claim else PlanAction.CLICK,
        element=element,
        assertion=Assertion.VISIBLE if claim else None,
    )
    failed = Failure(failure_class=failure, message="no") if failure else None
    sentence = Sentence(text=f"Click {element}")
    return StepResult(number=1, sentence=sentence, action=action, status=status, failure=failed)


def test_what_was_used_before_an_expectation_held_is_no_suspect() -> None:
    steps = [step("Edit"), step("Editor", claim=True), step("Save"), step("Cancel")]

    assert unconfirmed_elements(steps) == {"Save", "Cancel"}


def test_expectation_that_failed_confirms_nothing() -> None:
    steps = [step("Edit"), step("Editor", StepStatus.FAILED, "assertion", claim=True)]

    assert unconfirmed_elements(steps) == {"Edit", "Editor"}


def test_only_an_element_that_was_another_is_blamed_by_its_name() -> None:
    steps = [
        step("Save", StepStatus.FAILED, "text_changed"),
        step("Total", StepStatus.FAILED, "assertion"),
        step("Edit"),
    ]

    assert blamed_elements(steps) == {"Save"}
