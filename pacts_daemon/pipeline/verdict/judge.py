"""What a case and a run come to, by what became of their steps: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    StepResult,
    StepStatus,
    Verdict,
)

# Best first, as `Verdict` has it.
_ORDER: Final = tuple(Verdict)
Judged = tuple[Verdict, str]


def judge_case(steps: Sequence[StepResult], stopped: Failure | None = None) -> Judged:
    """Return the verdict of a case and why.

    The first step that did not pass decides. One that nothing was asserted in is UNVERIFIED, and
    so is one whose only assertions were added to it. ``stopped`` is what kept it from going on
    outside of any step.
    """
    if (ended := _ended(steps, stopped)) is not None:
        return ended
    asserted = sum(_is_assertion(step) for step in steps)
    if not asserted:
        return Verdict.UNVERIFIED, "nothing was asserted"
    heals = heals_of(steps)
    held = f"{asserted} {'expectation' if asserted == 1 else 'expectations'} held"
    if heals or any(step.status is StepStatus.HEALED for step in steps):
        return Verdict.PASS_HEALED, f"{held}; {_heals(heals)}"
    return Verdict.PASS, held


def judge_run(
    cases: Sequence[CaseResult], *, strict: bool = False, max_heals: int | None = None
) -> Judged:
    """Return the verdict of a run and why: that of its worst case.

    Args:
        cases: of all loops.
        strict: a heal is a failure.
        max_heals: more heals than this in the whole run are a failure; None: any number is fine.
    """
    if not cases:
        return Verdict.UNVERIFIED, "no case was run"
    worst = max((case.verdict for case in cases), key=_ORDER.index)
    heals = sum(heals_of(case.steps) for case in cases)
    if worst is not Verdict.FAIL:
        if strict and (heals or _any_healed(cases)):
            return Verdict.FAIL, f"{_heals(heals)}, and none is allowed"
        if max_heals is not None and heals > max_heals:
            return Verdict.FAIL, f"{_heals(heals)}, and a run may have {max_heals}"
    return worst, _counted(cases)


def heals_of(steps: Sequence[StepResult]) -> int:
    """Return how many elements were found again."""
    return sum(len(step.heals) for step in steps)


def _ended(steps: Sequence[StepResult], stopped: Failure | None) -> Judged | None:
    """Return what kept a case from being carried out to its end; None: nothing did."""
    first = next((step for step in steps if not step.status.has_passed), None)
    if first is not None and first.status is not StepStatus.NOT_RUN:
        failed = first.status is StepStatus.FAILED
        return (Verdict.FAIL if failed else Verdict.BLOCKED), _why(first)
    if stopped is not None:
        return Verdict.BLOCKED, stopped.message
    if first is not None:
        left = sum(not step.status.has_passed for step in steps)
        return Verdict.BLOCKED, f"{_steps(left)} not carried out"
    return None


def _is_assertion(step: StepResult) -> bool:
    return step.action.action is PlanAction.ASSERT and not step.is_added and step.status.has_passed


def _any_healed(cases: Sequence[CaseResult]) -> bool:
    return any(case.verdict is Verdict.PASS_HEALED for case in cases)


def _why(step: StepResult) -> str:
    why = "no reason was given" if step.failure is None else step.failure.message
    return f"step {step.number}: {why}"


def _steps(count: int) -> str:
    return "1 step was" if count == 1 else f"{count} steps were"


def _heals(count: int) -> str:
    return "1 element was found again" if count == 1 else f"{count} elements were found again"


def _counted(cases: Sequence[CaseResult]) -> str:
    counts = {one: sum(case.verdict is one for case in cases) for one in reversed(_ORDER)}
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    return f"{len(cases)} {'case' if len(cases) == 1 else 'cases'}: {said}"
