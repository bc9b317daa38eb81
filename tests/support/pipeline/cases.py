"""Results of runs with one thing changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pacts_daemon.pipeline.planner.plan import (
    Assertion,
    Plan,
    PlanAction,
    PlannedAction,
    PlannedCase,
    PlannedStep,
)
from pacts_daemon.pipeline.requirement.model import Case, Requirement, Sentence
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Heal,
    Lookup,
    StepResult,
    StepStatus,
    Verdict,
)

CLICK = PlannedAction(action=PlanAction.CLICK, element="Save")
SHOWN = PlannedAction(action=PlanAction.ASSERT, element="Saved", assertion=Assertion.VISIBLE)


def a_case(name: str = "saves", *sentences: str, **changes: Any) -> Case:
    said = sentences or ("Click Save", "Verify Saved is visible")
    return Case(name=name, sentences=tuple(Sentence(text=one) for one in said), **changes)


def a_requirement(*cases: Case, **changes: Any) -> Requirement:
    known = {"title": "Saving", "app": "shop", "environment": "test"}
    return Requirement(cases=cases or (a_case(),), **(known | changes))


def a_plan(*cases: Case, **changes: Any) -> Plan:
    requirement = a_requirement(*cases, **changes)
    return Plan(
        requirement=requirement,
        cases=tuple(planned(case) for case in requirement.cases),
        planner="rules",
    )


def planned(case: Case, *actions: PlannedAction) -> PlannedCase:
    chosen = actions or (CLICK, SHOWN)
    steps = zip(case.sentences, chosen, strict=True)
    return PlannedCase(
        case=case, steps=tuple(PlannedStep(sentence=said, actions=(one,)) for said, one in steps)
    )


def a_lookup(**changes: Any) -> Lookup:
    known = {"element": "Save", "page": "http://127.0.0.1/", "source": "memory", "is_hit": True}
    return Lookup(**(known | changes))


def a_heal(element: str = "Save") -> Heal:
    return Heal(element=element, page="http://127.0.0.1/", old="css=#a", new="css=#b")


def a_step(**changes: Any) -> StepResult:
    known = {
        "number": 1,
        "sentence": Sentence(text="Click Save"),
        "action": CLICK,
        "status": StepStatus.PASSED,
    }
    return StepResult(**(known | changes))


def a_case_result(verdict: Verdict = Verdict.PASS, **changes: Any) -> CaseResult:
    known = {
        "name": "saves",
        "verdict": verdict,
        "why": "as it is",
        "started_at": datetime.now(UTC),
        "elapsed_s": 0.5,
    }
    return CaseResult(**(known | changes))
