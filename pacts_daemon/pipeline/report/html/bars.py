"""Times as bars: where in its case a step stands, and which tiers a lookup went through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pacts_daemon.pipeline.report.words import ms_words
from pacts_daemon.pipeline.verdict.results import CaseResult, Lookup, StepResult

# Thinner ones can't be seen, and half a millisecond of Redis should be.
_THINNEST: Final = 0.6
_KNOWN: Final = ("client", "memory", "redis", "sqlite", "postgres", "discovery")


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in percent of the width, of a kind that has its colour."""

    kind: str
    x: float
    width: float
    title: str


def tier_kind(tier: str) -> str:
    """Return the name of a tier's colour; of one nobody thought of, ``other``."""
    return tier if tier in _KNOWN else "other"


def whole_s(case: CaseResult) -> float:
    """Return the time that the bars of a case's steps are parts of; never zero."""
    return max(case.elapsed_s, *(step.offset_s + step.elapsed_s for step in case.steps), 1e-6)


def step_bars(case: CaseResult, step: StepResult) -> tuple[Bar, ...]:
    """Return a step in the time of its case, its lookups upon it."""
    whole = whole_s(case)
    acting = _bar("act", step.offset_s, step.elapsed_s, whole, f"{step.elapsed_s:.2f} s")
    asked = (
        _bar(
            tier_kind(lookup.source) if lookup.source else "miss",
            step.offset_s + lookup.offset_s,
            lookup.elapsed_ms / 1000,
            whole,
            f"{lookup.element}: {lookup.source or 'miss'}, {ms_words(lookup.elapsed_ms)}",
        )
        for lookup in step.lookups
    )
    return (acting, *asked)


def trail_bars(lookup: Lookup, longest_ms: float) -> tuple[Bar, ...]:
    """Return the tiers a lookup asked, one after the other, then the rest of its time."""
    whole = max(longest_ms, lookup.elapsed_ms, 1e-6)
    return tuple(_row(_spans(lookup), whole))


def _spans(lookup: Lookup) -> list[tuple[str, str, float]]:
    if not lookup.trail:
        kind = tier_kind(lookup.source) if lookup.source else "miss"
        return [(kind, lookup.source or "a miss", lookup.elapsed_ms)]
    spans = [
        (tier_kind(visit.tier), f"{visit.tier}: {visit.outcome}", visit.ms)
        for visit in lookup.trail
    ]
    rest = lookup.elapsed_ms - sum(visit.ms for visit in lookup.trail)
    return [*spans, ("rest", "way there and back, and checks", rest)] if rest > 0 else spans


def _row(spans: Iterable[tuple[str, str, float]], whole: float) -> Iterable[Bar]:
    x = 0.0
    for kind, title, ms in spans:
        bar = _bar(kind, x, ms, whole, f"{title}, {ms_words(ms)}")
        yield bar
        x += bar.width / 100 * whole


def _bar(kind: str, start: float, length: float, whole: float, title: str) -> Bar:
    width = min(100.0, max(_THINNEST, 100 * max(length, 0) / whole))
    x = min(max(0.0, 100 * start / whole), 100 - width)
    return Bar(kind, round(x, 2), round(width, 2), title)
