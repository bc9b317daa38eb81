"""Elements that were found again, as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pacts.model import Draft, Entry
from pacts.outcomes import ElementVerdict


class HealState(StrEnum):
    """Where a heal stands.

    QUARANTINED: waits for a person. PROBATION: served, waits for passes. PROMOTED: trusted.
    REJECTED: wrong, and not made again. ROLLED_BACK: the selectors before it are served again.
    """

    UNRECOGNIZED = "unrecognized"
    QUARANTINED = "quarantined"
    PROBATION = "probation"
    PROMOTED = "promoted"
    REJECTED = "rejected"
    ROLLED_BACK = "rolled_back"


class HealWay(StrEnum):
    """What led back to an element: all that identifies it, or only what it is called."""

    UNRECOGNIZED = "unrecognized"
    DESCRIPTOR = "descriptor"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class HealReason:
    """One piece of evidence; its weight, in nats, speaks for the element above 0, else against."""

    evidence: str
    weight: float


@dataclass(frozen=True, slots=True)
class Heal:
    """One heal.

    Attributes:
        id: its name, 32 hexadecimal digits.
        state: where it stands.
        old: the entry whose selector stopped being right.
        new: what was found.
        way: what led to it; None when that is not known.
        verdict: what became of the element; None when that is not known.
        score: 0..1, how sure.
        margin: 0..1, how much surer than of the runner-up.
        reasons: what spoke for it and against it.
        runner_up: the element that came next, in words; empty when there was none.
        passes: successes reported since.
        trace_id: the trace in which it was made, 32 hexadecimal digits; empty: it was not traced.
        created_at: when it was made, UTC.
        decided_at: when it was decided on, UTC; None while it waits.
        note: who or what decided, in their own words.
    """

    id: str
    state: HealState
    old: Entry
    new: Draft
    way: HealWay | None
    verdict: ElementVerdict | None
    score: float
    margin: float
    reasons: tuple[HealReason, ...]
    runner_up: str
    passes: int
    trace_id: str
    created_at: datetime
    decided_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class HealPage:
    """A page as it was captured, and where the element of a heal stood on it.

    Attributes:
        capture: what the capture script gave of the element's own document, JSON of format 1.
        place: the element's path there; empty when it is not known.
    """

    capture: bytes
    place: str


@dataclass(frozen=True, slots=True)
class HealPages:
    """The pages that a heal was made between; None for one that is not kept.

    Attributes:
        old: the one that the element was known of.
        new: the one that it was found again on.
    """

    old: HealPage | None
    new: HealPage | None
