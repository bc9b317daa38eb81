"""Requirements to be planned, and what becomes of them by the rules."""

from __future__ import annotations

from pacts_daemon.pipeline.planner.plan import Plan, PlanAction, PlannedAction
from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner
from pacts_daemon.pipeline.requirement.model import (
    Case,
    Place,
    Requirement,
    Sentence,
    SentenceKind,
)

KEY = "sk-of-the-tests"


def step(text: str, line: int = 1) -> Sentence:
    return Sentence(text=text, place=Place(line=line, column=4))


def expect(text: str, line: int = 1) -> Sentence:
    return Sentence(text=text, kind=SentenceKind.EXPECT, place=Place(line=line, column=4))


def requirement(
    *sentences: Sentence, logins: dict[str, tuple[Sentence, ...]] | None = None
) -> Requirement:
    return Requirement(
        title="A secret title",
        source="shop.md",
        app="shop",
        base_url="https://user:hunter2@shop.test/",
        pages={"start page": "https://admin:hunter3@shop.test/start"},
        cases=(Case(name="The case's own name", sentences=sentences, values={"row": "hunter4"}),),
        logins=logins or {},
    )


def actions_of(plan: Plan) -> list[tuple[PlannedAction, ...]]:
    return [one.actions for case in plan.cases for one in case.steps]


SAVE = requirement(step("Click Save"))


def note_of(plan: Plan) -> str:
    """Return the note of a plan that was made by the rules."""
    assert plan.planner == RulesPlanner.name
    assert actions_of(plan) == [(PlannedAction(action=PlanAction.CLICK, element="Save"),)]
    (note,) = plan.notes
    assert KEY not in note
    return note
