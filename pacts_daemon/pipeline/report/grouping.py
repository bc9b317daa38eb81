"""A run as people ask about it: a case in all its loops, what went wrong, what was found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pacts_daemon.pipeline.report.words import worst
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    Heal,
    RunResult,
    StepResult,
    Verdict,
)

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class CaseLoops:
    """A case in all of its loops; its verdict is the worst of them."""

    name: str
    group: str
    tags: tuple[str, ...]
    results: tuple[CaseResult, ...]

    @property
    def verdict(self) -> Verdict:
        return worst(case.verdict for case in self.results)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a case did not pass, in every loop where it was the same.

    What blocks several cases alike is one problem: it says nothing about any of them.

    Attributes:
        cases: the results, at least one; of one case, unless it is BLOCKED.
        step: the one that went wrong first; None when no step tells.
    """

    cases: tuple[CaseResult, ...]
    step: StepResult | None

    @property
    def failure(self) -> Failure | None:
        """What the step says; None when no step tells."""
        return None if self.step is None else self.step.failure


@dataclass(frozen=True, slots=True)
class Found:
    """An element that was found again, and for whom.

    Attributes:
        heal: the first of several alike.
        step: its step.
        cases: the results it was found for, at least one.
    """

    heal: Heal
    step: StepResult
    cases: tuple[CaseResult, ...]

    @property
    def name(self) -> str:
        """The element's, with the part of the page that tells it from others called the same."""
        scope = self.step.action.scope
        return f"{self.heal.element} in {scope}" if scope else self.heal.element


def cases_of(result: RunResult) -> list[CaseLoops]:
    """Return the cases in their order, each with its loops together."""
    together: dict[tuple[str, str], list[CaseResult]] = {}
    for case in result.cases:
        together.setdefault((case.group, case.name), []).append(case)
    return [
        CaseLoops(name, group, cases[0].tags, tuple(cases))
        for (group, name), cases in together.items()
    ]


def problems_of(result: RunResult) -> list[Problem]:
    """Return why cases did not pass, the worst verdict first."""
    order = list(Verdict)
    bad = [case for case in result.cases if not case.verdict.is_pass]
    together: dict[tuple[str, ...], list[CaseResult]] = {}
    for case in sorted(bad, key=lambda case: -order.index(case.verdict)):
        whose = () if case.verdict is Verdict.BLOCKED else (case.group, case.name)
        together.setdefault((case.verdict, _said(case), *whose), []).append(case)
    return [Problem(tuple(cases), failed_step(cases[0])) for cases in together.values()]


def found_of(result: RunResult) -> list[Found]:
    """Return what was found again, the same element once however often it was."""
    together: dict[tuple[str, ...], Found] = {}
    for case in result.cases:
        for step in case.steps:
            for heal in step.heals:
                key = (heal.page, heal.element, heal.old, heal.new)
                known = together.get(key, Found(heal, step, ()))
                is_new = all(other is not case for other in known.cases)
                cases = (*known.cases, case) if is_new else known.cases
                together[key] = Found(known.heal, known.step, cases)
    return list(together.values())


def loops_said(cases: Sequence[CaseResult]) -> str:
    """Return in which loops something was: ``loop 2``, ``loops 1, 3, 5``."""
    loops = sorted({case.loop for case in cases})
    return f"loop{'' if len(loops) == 1 else 's'} {', '.join(map(str, loops))}"


def names_said(cases: Sequence[CaseResult]) -> str:
    """Return whose results they are: a few names, and how many more there are."""
    names = list(dict.fromkeys(case.name for case in cases))
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def failed_step(case: CaseResult) -> StepResult | None:
    """Return the step of a case that went wrong first; None when none tells of a failure."""
    return next((step for step in case.steps if step.failure is not None), None)


def _said(case: CaseResult) -> str:
    step = failed_step(case)
    return case.why if step is None or step.failure is None else step.failure.model_dump_json()
