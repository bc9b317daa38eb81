"""What the daemon answers, as immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pacts.errors import PactsError
from pacts.model import Descriptor, Selector


class Tier(StrEnum):
    """The places of PACTS' own where an entry may be known; a daemon may have others."""

    MEMORY = "memory"
    REDIS = "redis"
    SQLITE = "sqlite"
    POSTGRES = "postgres"
    DISCOVERY = "discovery"


class Outcome(StrEnum):
    """What one tier answered."""

    UNRECOGNIZED = "unrecognized"
    HIT = "hit"
    MISS = "miss"
    STALE = "stale"
    DRIFTED = "drifted"
    ERROR = "error"
    SKIPPED = "skipped"


class MissReason(StrEnum):
    """Why a lookup found nothing.

    UNKNOWN: no tier knows the entry. QUARANTINED: found again, waits for a person. HEAL_REFUSED:
    not looked for again, or what was found has been rejected. PAGE_DIFFERS: the daemon saw another
    page than the one in evidence.
    """

    UNRECOGNIZED = "unrecognized"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    DRIFTED = "drifted"
    INCOMPARABLE = "incomparable"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    PAGE_UNAVAILABLE = "page_unavailable"
    QUARANTINED = "quarantined"
    HEAL_REFUSED = "heal_refused"
    PAGE_DIFFERS = "page_differs"


class DriftCheck(StrEnum):
    """Whether the page was compared with the one the entry was made on."""

    UNRECOGNIZED = "unrecognized"
    NO_EVIDENCE = "no_evidence"
    CHECKED = "checked"
    INSUFFICIENT = "insufficient"
    NO_BASELINE = "no_baseline"


class ElementVerdict(StrEnum):
    """What became of an element whose entry was dropped, once it was looked for again.

    KEPT: same target, same neighbourhood. MOVED: same target, another neighbourhood. CHANGED:
    another role, name or tag answers to the name. GONE: nothing does.
    """

    UNRECOGNIZED = "unrecognized"
    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


class ReportEffect(StrEnum):
    """What a report did to the entry."""

    UNRECOGNIZED = "unrecognized"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    EVICTED = "evicted"
    IGNORED = "ignored"


class Gate(StrEnum):
    """What must be true of an element before it is acted on, in the order it is checked."""

    UNRECOGNIZED = "unrecognized"
    UNIQUE = "unique"
    VISIBLE = "visible"
    ENABLED = "enabled"
    STABLE = "stable"
    RECEIVES_EVENTS = "receives_events"


class PageChangeKind(StrEnum):
    """What happened to a subtree."""

    UNRECOGNIZED = "unrecognized"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class HealthStatus(StrEnum):
    """What the daemon says of itself; UNRECOGNIZED covers the protocol's UNKNOWN."""

    UNRECOGNIZED = "unrecognized"
    SERVING = "serving"
    NOT_SERVING = "not_serving"
    SERVICE_UNKNOWN = "service_unknown"


@dataclass(frozen=True, slots=True)
class TierVisit:
    """One step of the walk. ``reason`` is empty for a plain hit or miss."""

    tier: str
    outcome: Outcome
    elapsed_ms: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The element is known.

    Attributes:
        selectors: ranked, best first; at least one.
        source: the name of the tier that knew it, one of `Tier` or another.
        age_s: seconds since the entry was last verified.
        version: to be given back to ``report_outcome``.
        drift_check: whether drift was checked, and if not, why.
        drift_ratio: 0..1, how much of the page's structure differs; None when not measured.
        descriptor: what identifies the element.
        trail: every tier in the order it was asked.
        verdict: what became of the element since the entry that was dropped; None: not judged.
        neighbourhood_drift: 0..1, how much the element's surroundings differ; None: not compared.
        heal_id: the heal that the selectors come from while it is on probation; empty otherwise.
    """

    selectors: tuple[Selector, ...]
    source: str
    age_s: float
    version: int
    drift_check: DriftCheck
    drift_ratio: float | None
    descriptor: Descriptor
    trail: tuple[TierVisit, ...]
    verdict: ElementVerdict | None = None
    neighbourhood_drift: float | None = None
    heal_id: str = ""


@dataclass(frozen=True, slots=True)
class Miss:
    """The element is not known: a normal answer, never an exception.

    Attributes:
        reason: why.
        detail: the same in a sentence.
        drift_ratio: 0..1, the drift that was measured if the entry was dropped for it.
        trail: every tier in the order it was asked.
        verdict: GONE when an entry was dropped and the element is not on the page any more.
        heal_id: the heal that waits for a person or was rejected; empty when there is none.
    """

    reason: MissReason
    detail: str
    drift_ratio: float | None
    trail: tuple[TierVisit, ...]
    verdict: ElementVerdict | None = None
    heal_id: str = ""


Answer = Found | Miss
BatchAnswer = Found | Miss | PactsError
"""The answer to one request of a batch, or the error which that request alone failed with."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a stored selector does on the live page.

    Attributes:
        selector: the best one that is right; when none is, the first.
        matches: how many elements it finds.
        is_same: whether the one it finds is the entry's element; None when there is not just one.
        failed: the first point of the gate that does not hold; None: all that were checked do.
        detail: the same in a sentence.
        version: the entry's version.
        trail: every tier in the order it was asked.
    """

    selector: Selector
    matches: int
    is_same: bool | None
    failed: Gate | None
    detail: str
    version: int
    trail: tuple[TierVisit, ...]

    @property
    def is_right(self) -> bool:
        """Whether the selector finds just the entry's element, and it can be acted on."""
        return self.is_same is True and self.failed is None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the entry; ``version`` is 0 when it is gone."""

    effect: ReportEffect
    version: int


@dataclass(frozen=True, slots=True)
class PageChange:
    """One changed subtree: its readable path, its size in elements, and what to know it by."""

    kind: PageChangeKind
    path: str
    nodes: int
    context: str


@dataclass(frozen=True, slots=True)
class Drift:
    """How two pages differ; every ratio is 0..1.

    Attributes:
        drift_ratio: how much of the structure differs; above ``threshold`` is drift.
        loss: the share of the old page's features that are gone.
        gain: the share of the new page's features that are new.
        skeleton: the drift of bare tags.
        naming: the drift of classes, ids, roles and test ids.
        insufficient: one page has too little structure to judge by.
        unsettled: the new page looks like the old one half loaded.
        threshold: the one in force in the daemon.
        changes: the changed subtrees that were asked for, largest first.
    """

    drift_ratio: float
    loss: float
    gain: float
    skeleton: float
    naming: float
    insufficient: bool
    unsettled: bool
    threshold: float
    changes: tuple[PageChange, ...] = ()


@dataclass(frozen=True, slots=True)
class CacheStats:
    """The counters since the daemon started; ``lookups`` = all hits + ``cache_miss``, always.

    ``hits`` are by the name of the tier, ``hit_rate`` is 0..1, ``since`` is UTC, ``uptime_s``
    seconds.
    """

    lookups: int
    cache_hit_redis: int
    cache_hit_postgres: int
    cache_hit_memory: int
    cache_hit_sqlite: int
    cache_miss: int
    cache_invalidated: int
    drift_detected: int
    hit_rate: float
    since: datetime
    uptime_s: float
    daemon_version: str
    fast_tier: str
    durable_tier: str
    hits: Mapping[str, int] = field(default_factory=dict)
