"""What is carried out of a case: logins with their steps, the opening of its base, dialogs."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.executor.items import (
    answer_after,
    is_last,
    items_of,
    uses_secrets,
)
from pacts_daemon.pipeline.executor.ports import ExecutorSettings, HealBudget
from pacts_daemon.pipeline.planner.plan import (
    Assertion,
    PlanAction,
    PlannedAction,
    PlannedCase,
    PlannedStep,
)
from pacts_daemon.pipeline.requirement.model import Case, Sentence

CLICK = PlannedAction(action=PlanAction.CLICK, element="Save")
GOTO = PlannedAction(action=PlanAction.GOTO, value="/")
LOGIN = PlannedAction(action=PlanAction.LOGIN, value="Customer")
ACCEPT = PlannedAction(action=PlanAction.DIALOG, value="accept")
CLAIM = PlannedAction(action=PlanAction.ASSERT, element="Saved", assertion=Assertion.VISIBLE)
TYPE = PlannedAction(action=PlanAction.FILL, element="Password", value="{{env.PASSWORD}}")


def case(*actions: PlannedAction) -> PlannedCase:
    return PlannedCase(case=Case(name="n", sentences=()), steps=tuple(map(step, actions)))


def step(*actions: PlannedAction) -> PlannedStep:
    return PlannedStep(sentence=Sentence(text="said"), actions=actions)


def settings(**given: object) -> ExecutorSettings:
    return ExecutorSettings(app="shop", environment="test", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["customer", "A Customer", "the  customer"])
def test_login_is_carried_out_by_its_steps_before_itself(name: str) -> None:
    known = settings(logins={name: (step(GOTO, TYPE), step(CLICK))})
    items = items_of(case(LOGIN, CLAIM), known)

    assert [item.action for item in items] == [GOTO, TYPE, CLICK, LOGIN, CLAIM]
    assert [item.is_added for item in items] == [True, True, True, False, False]
    assert uses_secrets(items)


def test_login_of_another_name_has_no_steps() -> None:
    known = settings(logins={"admin": (step(GOTO),)})

    assert [item.action for item in items_of(case(LOGIN), known)] == [LOGIN]


def test_login_that_logs_in_by_itself_ends() -> None:
    known = settings(logins={"customer": (step(LOGIN, CLICK),)})

    assert len(items_of(case(LOGIN), known)) < 20


@pytest.mark.parametrize(
    ("actions", "base", "is_opened"),
    [
        ([CLICK], "http://shop/", True),
        ([ACCEPT, CLICK], "http://shop/", True),
        ([CLICK], "", False),
        ([GOTO, CLICK], "http://shop/", False),
        ([], "http://shop/", False),
    ],
)
def test_base_is_opened_by_a_case_that_opens_nothing(
    actions: list[PlannedAction], base: str, *, is_opened: bool
) -> None:
    items = items_of(case(*actions), settings(base_url=base))

    assert [item.action.value for item in items if item.is_added] == [base] * is_opened


@pytest.mark.parametrize(
    ("actions", "answer"),
    [
        ([CLICK, ACCEPT], "accept"),
        ([CLICK, CLAIM, ACCEPT], "accept"),
        ([CLICK, CLICK, ACCEPT], None),
        ([CLICK, CLAIM], None),
    ],
)
def test_dialog_is_answered_by_the_next_action(
    actions: list[PlannedAction], answer: str | None
) -> None:
    assert answer_after(items_of(case(*actions), settings()), 0) == answer


def test_last_action_is_one_that_only_looks_come_after() -> None:
    items = items_of(case(CLICK, ACCEPT, CLAIM), settings())

    assert [is_last(items, index) for index in range(3)] == [False, True, True]


def test_budget_is_taken_and_given_back() -> None:
    budget = HealBudget(most=1)

    assert (budget.take(), budget.take()) == (True, False)
    budget.give_back()
    assert budget.take()
    assert all(HealBudget().take() for _ in range(100))
