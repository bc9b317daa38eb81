"""A result in the order and the grouping in which people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlsplit

from pacts_daemon.pipeline.report.grouping import (
    CaseLoops,
    Problem,
    cases_of,
    found_of,
    problems_of,
)
from pacts_daemon.pipeline.report.html.bars import (
    Bar,
    step_bars,
    trail_bars,
    whole_s,
)
from pacts_daemon.pipeline.report.html.diff import Difference, difference
from pacts_daemon.pipeline.report.html.images import Picture, Pictures
from pacts_daemon.pipeline.report.words import (
    case_name,
    drift_words,
    has_loops,
    lookup_drift,
    lookups_of,
    place_of,
    trace_link,
)
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Failure,
    Heal,
    Lookup,
    RunResult,
    StepResult,
    StepStatus,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class LookupView:
    """An answer with its trail as bars."""

    lookup: Lookup
    bars: tuple[Bar, ...]
    drift: str


@dataclass(frozen=True, slots=True)
class HealView:
    """A heal with its picture and its drift in words."""

    heal: Heal
    picture: Picture | None
    drift: str


@dataclass(frozen=True, slots=True)
class StepView:
    """An action with everything that is told of it."""

    result: StepResult
    bars: tuple[Bar, ...]
    lookups: tuple[LookupView, ...]
    heals: tuple[HealView, ...]
    pictures: tuple[Picture, ...]
    difference: Difference | None

    @property
    def is_open(self) -> bool:
        """Whether a reader came for it."""
        return self.result.status in {StepStatus.FAILED, StepStatus.BLOCKED, StepStatus.HEALED}

    @property
    def has_details(self) -> bool:
        told = self.result
        return bool(told.lookups or told.heals or told.attempts or told.failure or told.screenshots)


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with what was done for it."""

    sentence: Sentence
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case in one loop."""

    id: str
    result: CaseResult
    sentences: tuple[SentenceView, ...]
    lookups: tuple[Lookup, ...]
    trace: str

    @property
    def hits(self) -> int:
        return sum(lookup.is_hit for lookup in self.lookups)

    @property
    def whole_s(self) -> float:
        """The time that its bars are parts of."""
        return whole_s(self.result)


@dataclass(frozen=True, slots=True)
class CaseGroup:
    """A case in all of its loops."""

    id: str
    case: CaseLoops
    loops: tuple[CaseView, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return tuple(dict.fromkeys(view.result.verdict for view in self.loops))

    @property
    def is_open(self) -> bool:
        return self.case.verdict is not Verdict.PASS

    @property
    def told_first(self) -> CaseView | None:
        """The first loop that a reader came for."""
        worth = (view for view in self.loops if view.result.verdict is self.case.verdict)
        return next(worth, None) if self.is_open else None


@dataclass(frozen=True, slots=True)
class ProblemView:
    """Why cases did not pass, and where that is told in full: anchors and names.

    ``place`` is where the sentence stands that did not; empty: nowhere, or none did not.
    """

    problem: Problem
    place: str
    links: tuple[tuple[str, str], ...]
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class FoundView:
    """What was found again, and for which cases: their anchors and names."""

    heal: Heal
    name: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """All of a run."""

    groups: tuple[CaseGroup, ...]
    problems: tuple[ProblemView, ...]
    found: tuple[FoundView, ...]


def page_of(result: RunResult, pictures: Pictures) -> PageView:
    """Return a run as it is shown."""
    ids = {id(case): f"result-{number}" for number, case in enumerate(result.cases, 1)}
    groups = tuple(
        CaseGroup(
            f"case-{number}",
            together,
            tuple(_case(result, case, ids[id(case)], pictures) for case in together.results),
        )
        for number, together in enumerate(cases_of(result), 1)
    )
    problems = (
        ProblemView(
            problem,
            "" if problem.step is None else place_of(result, problem.step),
            _links(problem.cases, ids),
            _difference(problem.failure),
        )
        for problem in problems_of(result)
    )
    is_looped = has_loops(result)
    found = (
        FoundView(
            one.heal,
            one.name,
            tuple((ids[id(case)], case_name(case, has_loops=is_looped)) for case in one.cases),
        )
        for one in found_of(result)
    )
    return PageView(groups, tuple(problems), tuple(found))


def _links(cases: Sequence[CaseResult], ids: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """Return the first result of each case."""
    first: dict[str, str] = {}
    for case in cases:
        first.setdefault(case.name, ids[id(case)])
    return tuple((anchor, name) for name, anchor in first.items())


def _case(result: RunResult, case: CaseResult, case_id: str, pictures: Pictures) -> CaseView:
    lookups = tuple(lookups_of(case))
    longest = max((lookup.elapsed_ms for lookup in lookups), default=0.0)
    steps = [_step(case, step, longest, pictures) for step in case.steps]
    return CaseView(
        case_id,
        case,
        tuple(
            SentenceView(sentence, tuple(together))
            for sentence, together in groupby(steps, key=lambda step: step.result.sentence)
        ),
        lookups,
        web_link(trace_link(result, case)),
    )


def _step(case: CaseResult, step: StepResult, longest_ms: float, pictures: Pictures) -> StepView:
    shown_with_heal = {heal.screenshot for heal in step.heals}
    return StepView(
        step,
        step_bars(case, step),
        tuple(_lookup(lookup, longest_ms) for lookup in step.lookups),
        tuple(_heal(heal, pictures) for heal in step.heals),
        tuple(pictures.show(path) for path in step.screenshots if path not in shown_with_heal),
        _difference(step.failure),
    )


def _difference(failure: Failure | None) -> Difference | None:
    if failure is None or not (failure.expected or failure.seen):
        return None
    return difference(failure.expected, failure.seen)


def _lookup(lookup: Lookup, longest_ms: float) -> LookupView:
    return LookupView(lookup, trail_bars(lookup, longest_ms), lookup_drift(lookup))


def _heal(heal: Heal, pictures: Pictures) -> HealView:
    picture = pictures.show(heal.screenshot) if heal.screenshot else None
    return HealView(heal, picture, drift_words(heal.drift_ratio))


def web_link(url: str) -> str:
    """Return a URL that may be clicked; empty for any that is not plain http."""
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return ""
    return url if scheme in {"http", "https"} else ""


def link_beside(path: str) -> str:
    """Return the link to a file beside the report: never to another scheme or host."""
    return "./" + quote(path)
