"""What GitHub shows beside a change, in its workflow commands."""

from __future__ import annotations

from collections.abc import Iterator

from pacts.pytest_plugin.commands import escaped, escaped_place
from pacts_daemon.pipeline.report.grouping import (
    Found,
    Problem,
    found_of,
    names_said,
    problems_of,
)
from pacts_daemon.pipeline.report.words import failure_facts, is_worse_than_cases, source_of
from pacts_daemon.pipeline.verdict.results import RunResult, StepResult


def annotation_lines(result: RunResult) -> Iterator[str]:
    """Yield a line for each problem and each element that was found again.

    The names are those of the pytest plugin: ``healed by PACTS`` is a warning, ``PACTS`` an error.
    """
    for problem in problems_of(result):
        place = _place(result, problem.step)
        yield f"::error {place}title={escaped_place(_title(problem))}::{escaped(_told(problem))}"
    for found in found_of(result):
        place = _place(result, found.step)
        yield f"::warning {place}title=healed by PACTS::{escaped(_line(found))}"
    if is_worse_than_cases(result):
        yield f"::error title=PACTS::{escaped(result.why)}"


def _title(problem: Problem) -> str:
    return f"{problem.cases[0].verdict} by PACTS: {names_said(problem.cases)}"


def _told(problem: Problem) -> str:
    failure = problem.failure
    if failure is None:
        return problem.cases[0].why
    said = (f"{name}: {value}" for name, value in failure_facts(failure).items())
    return "\n".join([failure.message, *said])


def _line(found: Found) -> str:
    return f"{found.name}: {found.heal.old} -> {found.heal.new}"


def _place(result: RunResult, step: StepResult | None) -> str:
    source = source_of(result, step)
    if not source:
        return ""
    told = {"file": escaped_place(source)}
    if step is not None and step.sentence.place.line:
        told["line"] = str(step.sentence.place.line)
        told["col"] = str(step.sentence.place.column or 1)
    return "".join(f"{name}={value}," for name, value in told.items())
