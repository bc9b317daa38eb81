"""What a lookup is answered with: the element, or why there is none and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pacts_daemon.core.model import (
    DriftCheck,
    Entry,
    MissReason,
    Selector,
    Strategy,
    TierName,
    TierVisit,
    Verdict,
)


class FailureClass(StrEnum):
    """Why there is nothing to act on, in the one word that says what to do about it.

    DRIFT: the page or the selector changed. REMOVED: the element is not on the page. HIDDEN: it is
    there and not shown. ANOTHER_RECORD: what is there belongs to another record. OVERLAY: something
    lies above it. TIMING: the page was not ready. STATE: it, or the page, is in another state.
    AMBIGUOUS: several are equally good. PAGE_UNREACHABLE: nobody could look. UNKNOWN: nobody
    looked, or nothing tells.
    """

    DRIFT = "drift"
    REMOVED = "removed"
    HIDDEN = "hidden"
    ANOTHER_RECORD = "another_record"
    OVERLAY = "overlay"
    TIMING = "timing"
    STATE = "state"
    AMBIGUOUS = "ambiguous"
    PAGE_UNREACHABLE = "page_unreachable"
    UNKNOWN = "unknown"


CLASS_OF_REASON: Final = {
    MissReason.UNKNOWN: FailureClass.UNKNOWN,
    MissReason.EXPIRED: FailureClass.UNKNOWN,
    MissReason.INCOMPARABLE: FailureClass.UNKNOWN,
    MissReason.DRIFTED: FailureClass.DRIFT,
    MissReason.PAGE_DIFFERS: FailureClass.STATE,
    MissReason.NOT_FOUND: FailureClass.REMOVED,
    MissReason.HIDDEN: FailureClass.HIDDEN,
    MissReason.AMBIGUOUS: FailureClass.AMBIGUOUS,
    MissReason.PAGE_UNAVAILABLE: FailureClass.PAGE_UNREACHABLE,
    MissReason.QUARANTINED: FailureClass.DRIFT,
    MissReason.HEAL_REFUSED: FailureClass.DRIFT,
    MissReason.NEVER_HEALED: FailureClass.DRIFT,
    MissReason.NO_STRATEGY: FailureClass.UNKNOWN,
}
"""What a reason alone says; who knows more says it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A successful answer. ``drift_ratio`` is set when ``drift_check`` is CHECKED.

    ``entry`` is whole; ``selectors`` are those of it that the caller's runner understands.
    """

    entry: Entry
    source: TierName
    age_s: float
    drift_check: DriftCheck
    drift_ratio: float | None
    trail: tuple[TierVisit, ...]
    verdict: Verdict | None = None
    neighbourhood_drift: float | None = None
    strategies: frozenset[Strategy] = frozenset()

    @property
    def selectors(self) -> tuple[Selector, ...]:
        return suiting(self.entry.selectors, self.strategies)


def suiting(
    selectors: tuple[Selector, ...], strategies: frozenset[Strategy]
) -> tuple[Selector, ...]:
    """Return the selectors of these strategies, in their order; all of them when none is named."""
    if not strategies:
        return selectors
    return tuple(one for one in selectors if one.strategy in strategies)


@dataclass(frozen=True, slots=True)
class Revealer:
    """A control that shows what is hidden; nothing acts on it unasked.

    ``brief`` is how it is called in a sentence, ``via`` how the page ties it to what it shows, such
    as ``aria-controls``, and ``confidence``, 0..1, how sure it is that it does.
    """

    selectors: tuple[Selector, ...]
    brief: str
    via: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Hidden:
    """An element that is on the page and not shown.

    ``selectors`` find it as it is, best first. ``confidence``, 0..1, is how sure it is that it is
    the one that was meant. ``revealed_by`` are the controls that show it, in the order to act on
    them; empty when the page does not tell.
    """

    selectors: tuple[Selector, ...]
    confidence: float
    revealed_by: tuple[Revealer, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """An answer without a selector: normal, and never used for a failure.

    ``hidden`` is set when the reason is HIDDEN. ``said`` is the failure class where more is known
    than the reason alone says. ``nearest`` are the names of the page that come nearest to the one
    asked for, best first and at most 5.
    """

    reason: MissReason
    detail: str
    drift_ratio: float | None
    trail: tuple[TierVisit, ...]
    verdict: Verdict | None = None
    heal_id: str = ""
    hidden: Hidden | None = None
    said: FailureClass | None = None
    nearest: tuple[str, ...] = ()

    @property
    def failure_class(self) -> FailureClass:
        return self.said or CLASS_OF_REASON[self.reason]


Answer = Found | Missed
