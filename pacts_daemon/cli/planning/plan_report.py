"""A plan, for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pacts_daemon.cli.console.display import show, table
from pacts_daemon.cli.console.output import print_json
from pacts_daemon.pipeline.planner.plan import Plan, PlannedCase, PlannedStep
from pacts_daemon.pipeline.report.words import said
from pacts_daemon.pipeline.requirement.model import SentenceKind
from pacts_daemon.pipeline.requirement.secrets import secret_names


def give(plan: Plan, *, as_json: bool) -> None:
    """Print a plan."""
    if as_json:
        print_json(plan_json(plan))
    else:
        show(*_shown(plan))


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON has it: cases with their sentences, and the actions of each."""
    requirement = plan.requirement
    return {
        "title": requirement.title,
        "source": requirement.source,
        "app": requirement.app,
        "environment": requirement.environment,
        "planner": plan.planner,
        "notes": [*requirement.notes, *plan.notes],
        "secrets": [*secret_names(requirement)],
        "logins": {name: _steps_json(steps) for name, steps in plan.logins.items()},
        "cases": [
            {
                "name": planned.case.name,
                "group": planned.case.group,
                "tags": sorted(planned.case.tags),
                "line": planned.case.place.line,
                "asserts": planned.has_assertions,
                "steps": _steps_json(planned.steps),
            }
            for planned in plan.cases
        ],
    }


def _steps_json(steps: Iterable[PlannedStep]) -> list[dict[str, Any]]:
    return [
        {
            "text": step.sentence.text,
            "kind": step.sentence.kind.value,
            **step.sentence.place.model_dump(exclude_defaults=True),
            "plan": [action.as_json() for action in step.actions],
        }
        for step in steps
    ]


def _shown(plan: Plan) -> Iterator[RenderableType]:
    requirement = plan.requirement
    said_of = [requirement.app, requirement.environment, f"planned by {plan.planner}"]
    title = Text(requirement.title, "bold")
    yield title.append("".join(f"  {one}" for one in said_of if one), "dim")
    if names := secret_names(requirement):
        yield Text(f"secrets: {', '.join(names)}", "dim")
    for note in (*requirement.notes, *plan.notes):
        yield Text(f"note: {note}", "yellow")
    for name, steps in plan.logins.items():
        yield Text()
        yield Text(f"log in as {name}" if name else "log in", "bold cyan")
        yield _table(steps)
    for planned in plan.cases:
        yield Text()
        yield _heading(planned)
        yield _table(planned.steps)


def _heading(planned: PlannedCase) -> Text:
    case = planned.case
    heading = Text(case.name, "bold cyan")
    if case.group:
        heading.append(f"  {case.group}", "dim")
    for tag in sorted(case.tags):
        heading.append(f"  @{tag}", "dim")
    if not planned.has_assertions:
        heading.append("  nothing is asserted: it can't pass", "yellow")
    return heading


def _table(steps: Iterable[PlannedStep]) -> Table:
    rows = table("line", "sentence", "plan")
    rows.columns[0].justify = "right"
    for step in steps:
        place = step.sentence.place
        line = f"{Path(place.source).name}:{place.line}" if place.source else str(place.line)
        is_claim = step.sentence.kind is SentenceKind.EXPECT
        sentence = Text("expect: ", "dim") if is_claim else Text()
        actions = Text("\n".join(said(action) for action in step.actions))
        rows.add_row(Text(line, "dim"), sentence.append(step.sentence.text), actions)
    return rows
