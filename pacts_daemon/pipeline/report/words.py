"""Actions, drift and times in words, the same in every report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    Heal,
    Lookup,
    LoopCounts,
    RunResult,
    StepResult,
    Verdict,
)

_VERBS: Final = {
    PlanAction.GOTO: "go to",
    PlanAction.DOUBLE_CLICK: "double-click",
    PlanAction.RIGHT_CLICK: "right-click",
    PlanAction.SWITCH_TAB: "switch to the tab",
    PlanAction.LOGIN: "log in as",
    PlanAction.DIALOG: "answer the dialog:",
    PlanAction.BACK: "go back",
}
_CLAIMS: Final = {
    Assertion.TEXT: "has the text",
    Assertion.CONTAINS: "contains",
    Assertion.NOT_CONTAINS: "does not contain",
    Assertion.VALUE: "has the value",
    Assertion.URL: "has the URL",
    Assertion.TITLE: "has the title",
    Assertion.COUNT: "is there this many times:",
}
_BEFORE_VALUE: Final = {
    PlanAction.FILL: "with",
    PlanAction.DRAG: "to",
    PlanAction.UPLOAD: "with",
}
_VERDICTS: Final = {
    "moved": "stands in another place",
    "changed": "has changed",
    "same": "is as it was",
}
_MINUTE_S: Final = 60.0


def said(action: PlannedAction) -> str:
    """Return an action as a line: ``fill "Name" in row of Bob with "Ann"``."""
    target = _target(action)
    if action.assertion is None:
        verb = _VERBS.get(action.action, action.action.value.replace("_", " "))
        if action.action is PlanAction.SELECT:
            return _joined(verb, _value(action), "in" if target else "", target)
        return _joined(verb, target, _BEFORE_VALUE.get(action.action, ""), _value(action))
    start = "wait until" if action.action is PlanAction.WAIT else "assert that"
    return _joined(start, target or "the page", _claim(action.assertion), _value(action))


def _target(action: PlannedAction) -> str:
    scope = f"in {action.scope}" if action.scope else ""
    return _joined(f'"{action.element}"' if action.element else "", scope)


def _claim(assertion: Assertion) -> str:
    return _CLAIMS.get(assertion, "is " + assertion.value.replace("_", " "))


def _value(action: PlannedAction) -> str:
    return "" if action.value is None else f'"{action.value}"'


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def ms_words(ms: float) -> str:
    """Return a short time in as many digits as it is worth: ``0.42 ms``, ``317 ms``, ``2.1 s``."""
    if ms >= 1000:  # noqa: PLR2004 - from here on seconds are read more easily
        return s_words(ms / 1000)
    digits = 0 if ms == 0 else 2 if ms < 1 else 1 if ms < 10 else 0  # noqa: PLR2004
    return f"{ms:.{digits}f} ms"


def s_words(seconds: float) -> str:
    """Return a time as people say it: ``0.3 s``, ``42 s``, ``3 min 05 s``."""
    if seconds >= _MINUTE_S:
        whole = round(seconds)
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"  # noqa: PLR2004


def percent(ratio: float) -> str:
    """Return a share of 0..1, never rounded to all or nothing."""
    if 0 < ratio < 0.01:  # noqa: PLR2004
        return "under 1 %"
    return "over 99 %" if 0.99 < ratio < 1 else f"{ratio * 100:.0f} %"  # noqa: PLR2004


def drift_words(ratio: float | None, *, is_drift: bool = False) -> str:
    """Return in a sentence how far a page is from the one that an element was learned on."""
    if ratio is None:
        return "Whether the page had drifted was not measured."
    if ratio == 0:
        return "The page has the structure that the element was learned on."
    told = f"{percent(ratio)} of the page's structure differs from when the element was learned"
    if is_drift:
        return f"{told}: that is drift, so what was kept was dropped and the element looked for."
    return f"{told}."


def lookup_drift(lookup: Lookup) -> str:
    """Return the same of an answer: what was learned only now has nothing to differ from."""
    if lookup.source == "discovery" and not is_drifted(lookup):
        return "Learned from the page as it is now."
    return drift_words(lookup.drift_ratio, is_drift=is_drifted(lookup))


def is_drifted(lookup: Lookup) -> bool:
    """Whether a tier refused what it knew because of the page."""
    words = {visit.outcome for visit in lookup.trail} | {lookup.reason}
    return "drifted" in words


def healed_words(heal: Heal) -> str:
    """Return what became of an element."""
    return f"{heal.element} {_VERDICTS.get(heal.verdict, 'was found again')}"


def heals_of(case: CaseResult) -> list[Heal]:
    """Return what was found again for a case."""
    return [heal for step in case.steps for heal in step.heals]


def lookups_of(case: CaseResult) -> list[Lookup]:
    """Return what was asked for a case."""
    return [lookup for step in case.steps for lookup in step.lookups]


def cost_words(loops: Iterable[LoopCounts]) -> dict[str, str]:
    """Return what loops have cost, by name; nothing of those that looked nothing up."""
    counted = list(loops)
    lookups, heals = sum(one.lookups for one in counted), sum(one.heals for one in counted)
    if not lookups:
        return {}
    hits = sum(one.hits for one in counted)
    took = ms_words(sum(one.resolving_ms for one in counted))
    facts = {"Lookups": f"{hits} of {lookups} known, {took} in all"}
    return facts | ({"Healed": f"{heals} time{'s' if heals > 1 else ''}"} if heals else {})


def failure_facts(failure: Failure) -> dict[str, str]:
    """Return what a failure says beside its message, by name, without what it says nothing of."""
    facts = {"expected": failure.expected, "seen": failure.seen, "url": failure.url}
    return {name: value for name, value in facts.items() if value}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the last in the order of the verdicts; PASS of none."""
    order = list(Verdict)
    return max(verdicts, key=order.index, default=Verdict.PASS)


def is_worse_than_cases(result: RunResult) -> bool:
    """Whether the run came to less than its cases: too many heals, or no case at all."""
    cases = worst(case.verdict for case in result.cases)
    return worst((result.verdict, cases)) is not cases


def source_of(result: RunResult, step: StepResult | None) -> str:
    """Return the file that a step's sentence stands in; empty: in none."""
    return result.source if step is None else step.sentence.place.source or result.source


def place_of(result: RunResult, step: StepResult) -> str:
    """Return where a step's sentence stands: ``cart.md:12``; empty when it stands nowhere."""
    line = step.sentence.place.line
    return f"{source_of(result, step)}:{line}".removeprefix(":") if line else ""


def trace_link(result: RunResult, case: CaseResult) -> str:
    """Return where the trace of a case is opened; empty when there is none."""
    if not case.trace_id:
        return ""
    return result.trace_url.replace("{trace_id}", case.trace_id)


def has_loops(result: RunResult) -> bool:
    """Whether its cases ran more than once."""
    return any(case.loop > 1 for case in result.cases)


def case_name(case: CaseResult, *, has_loops: bool) -> str:
    """Return a name that no other case of the run has.

    Args:
        case: of the run.
        has_loops: whether the cases of the run ran more than once.
    """
    return f"{case.name} (loop {case.loop})" if has_loops else case.name
