"""What the daemon answers, as immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pacts.errors import PactsError
from pacts.model import Descriptor, ElementQuery, Selector
from pacts.outcomes import (
    DriftCheck,
    ElementVerdict,
    FailureClass,
    Gate,
    MissReason,
    Outcome,
    PageChangeKind,
    ReportEffect,
)


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
        page_generation: the state of the page that the selectors were proven on; empty: unknown.
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
    page_generation: str = ""


@dataclass(frozen=True, slots=True)
class Revealer:
    """A control that shows what is hidden; nothing has acted on it.

    Attributes:
        selectors: ways to find it, best first.
        brief: what it is called in a sentence.
        via: how the page ties it to what it shows: "aria-controls", "summary", "tab", "beside"…
        confidence: 0..1, how sure it is that acting on it shows that.
    """

    selectors: tuple[Selector, ...]
    brief: str
    via: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Hidden:
    """An element that is on the page and not shown.

    Attributes:
        selectors: ways to find it as it is, best first.
        confidence: 0..1, how sure it is that this is the element that was meant.
        revealed_by: the controls that show it, in the order to act on them; empty when the page
            does not tell.
    """

    selectors: tuple[Selector, ...]
    confidence: float
    revealed_by: tuple[Revealer, ...]


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
        hidden: the element when the reason is HIDDEN; else None.
        failure_class: why, in one word; None from a daemon that does not say.
        nearest: the names nearest to the one asked for that the page has, best first.
    """

    reason: MissReason
    detail: str
    drift_ratio: float | None
    trail: tuple[TierVisit, ...]
    verdict: ElementVerdict | None = None
    heal_id: str = ""
    hidden: Hidden | None = None
    failure_class: FailureClass | None = None
    nearest: tuple[str, ...] = ()


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
        failure_class: why it is not right, in one word; None when it is.
        document: the document that was looked at; empty unless the check script looked.
        is_elsewhere: none of the selectors is right, and just one element that the page shows is of
            the same role, name and record; False unless the check script looked.
    """

    selector: Selector
    matches: int
    is_same: bool | None
    failed: Gate | None
    detail: str
    version: int
    trail: tuple[TierVisit, ...]
    failure_class: FailureClass | None = None
    document: str = ""
    is_elsewhere: bool = False

    @property
    def is_right(self) -> bool:
        """Whether the selector finds just the entry's element, and it can be acted on."""
        return self.is_same is True and self.failed is None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the entry; ``version`` is 0 when it is gone.

    ``failure_class`` is what the reported failure tells, in one word; None after a success.
    ``candidates`` are stored instead, best first, when the report was ignored.
    """

    effect: ReportEffect
    version: int
    failure_class: FailureClass | None = None
    candidates: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSelectors:
    """All that is known of a page, at most 1000 elements; ``truncated`` when there are more."""

    selectors: tuple[tuple[ElementQuery, Found], ...]
    truncated: bool
    trail: tuple[TierVisit, ...]


@dataclass(frozen=True, slots=True)
class Scripts:
    """The daemon's scripts for a page, each one JavaScript expression.

    Attributes:
        capture: its value is the page as JSON text, for ``Page(capture=…)``.
        check: its value is a function that looks at a page once: it takes a ``PageCheck`` and
            returns a ``Verification``, in proto3's JSON form. Empty from an older daemon.
        format: the number that captures carry.
    """

    capture: str
    check: str
    format: int


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
