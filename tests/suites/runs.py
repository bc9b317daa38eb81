"""Runs of requirements by the command line, as people start them, and what they came to."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    LoopCounts,
    RunResult,
    StepResult,
    StepStatus,
    Verdict,
)

SUITES = Path(__file__).parents[2] / "suites"
FINE = {Verdict.PASS, Verdict.PASS_HEALED}
_COMMAND = (sys.executable, "-c", "from pacts_daemon.cli.main import run; run()", "run")
_RUN_S = 540
_ABSENT = {Assertion.GONE, Assertion.NOT_VISIBLE}


@dataclass(frozen=True, slots=True)
class Ran:
    """One run that has ended."""

    code: int
    result: RunResult

    @property
    def verdicts(self) -> dict[str, list[Verdict]]:
        """What each case came to, loop by loop."""
        told: dict[str, list[Verdict]] = {}
        for case in self.result.cases:
            told.setdefault(case.name, []).append(case.verdict)
        return told

    @property
    def not_fine(self) -> list[str]:
        """What a reader must know of the cases that did not pass."""
        return [_said(case) for case in self.result.cases if case.verdict not in FINE]

    @property
    def heals(self) -> list[str]:
        """The elements that were found again."""
        return [heal.element for step in self.steps for heal in step.heals]

    @property
    def steps(self) -> Iterator[StepResult]:
        return (step for case in self.result.cases for step in case.steps)

    def misses(self, loop: int) -> list[str]:
        """The elements that nobody knew in a loop, but for those that are said to be gone."""
        return [
            lookup.element
            for case in self.result.cases
            if case.loop == loop
            for step in case.steps
            if step.action.assertion not in _ABSENT
            for lookup in step.lookups
            if not lookup.is_hit
        ]

    def unknown(self, loop: int) -> list[str]:
        """The misses of a loop, but for elements that were known at the address after.

        Who asks while the application is on its way asks at the address before.
        """
        steps = [step for case in self.result.cases if case.loop == loop for step in case.steps]
        arrived = {
            (look.element, before.page)
            for step in steps
            for look in step.lookups
            for before in step.lookups
            if look.is_hit and look.element == before.element and look.page != before.page
        }
        return [
            look.element
            for step in steps
            if step.action.assertion not in _ABSENT
            for look in step.lookups
            if not look.is_hit and (look.element, look.page) not in arrived
        ]

    def loop(self, number: int) -> LoopCounts:
        return next(counts for counts in self.result.loops if counts.loop == number)


def failed_sentence(case: CaseResult) -> str:
    """Return what the first step says that did not pass; empty when all did."""
    bad = {StepStatus.FAILED, StepStatus.BLOCKED}
    return next((step.sentence.text for step in case.steps if step.status in bad), "")


async def run(file: Path, url: str, *flags: str, **variables: str) -> Ran:
    """Run the requirement in a file against an application, with the planner of rules.

    Args:
        file: the requirement.
        url: of the application.
        flags: more of the command line.
        variables: of the environment, for secrets.
    """
    command = (*_COMMAND, str(file), "--base-url", url, "--planner", "rules", "--json", *flags)
    process = await asyncio.create_subprocess_exec(
        *command,
        env=_without_pacts() | variables,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, said = await asyncio.wait_for(process.communicate(), _RUN_S)
    assert out, f"exit code {process.returncode}: {said.decode()}"
    assert process.returncode is not None
    return Ran(process.returncode, RunResult.model_validate_json(out))


def _without_pacts() -> dict[str, str]:
    """Return the environment without what a person has set for a daemon of theirs."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PACTS_")}


def _said(case: CaseResult) -> str:
    failure = next((step.failure for step in case.steps if step.failure), None)
    why = f"{failure.failure_class}: {failure.message}" if failure else case.why
    return f"{case.name} (loop {case.loop}): {case.verdict} at {failed_sentence(case)!r}: {why}"
