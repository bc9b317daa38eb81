"""The words of the product as immutable values: queries, entries, evidence, answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NewType

from pacts_daemon.core.content.page import SentPage


class Action(StrEnum):
    """What is about to be done with the element."""

    ANY = ""
    CLICK = "click"
    FILL = "fill"
    SELECT = "select"
    CHECK = "check"
    HOVER = "hover"
    READ = "read"


class Strategy(StrEnum):
    """How a selector finds its element."""

    CSS = "css"
    XPATH = "xpath"
    ROLE = "role"
    LABEL = "label"
    PLACEHOLDER = "placeholder"
    TEXT = "text"
    ALT_TEXT = "alt_text"
    TITLE = "title"
    TEST_ID = "test_id"


TierName = NewType("TierName", str)
"""One place an entry may be known; each tier says its own, in lower case."""

DISCOVERY = TierName("discovery")
"""The last one: the live page."""


class Outcome(StrEnum):
    """What a tier answered."""

    HIT = "hit"
    MISS = "miss"
    STALE = "stale"
    DRIFTED = "drifted"
    ERROR = "error"
    SKIPPED = "skipped"


class MissReason(StrEnum):
    """Why a lookup found nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    DRIFTED = "drifted"
    INCOMPARABLE = "incomparable"
    PAGE_DIFFERS = "page_differs"
    NOT_FOUND = "not_found"
    HIDDEN = "hidden"
    AMBIGUOUS = "ambiguous"
    PAGE_UNAVAILABLE = "page_unavailable"
    QUARANTINED = "quarantined"
    HEAL_REFUSED = "heal_refused"
    NEVER_HEALED = "never_healed"
    NO_STRATEGY = "no_strategy"


class DriftCheck(StrEnum):
    """Whether the page was compared with the one the entry was made on."""

    NO_EVIDENCE = "no_evidence"
    CHECKED = "checked"
    INSUFFICIENT = "insufficient"
    NO_BASELINE = "no_baseline"


class Verdict(StrEnum):
    """What became of an element whose entry was dropped, once it was looked for again.

    KEPT: the same target in the same neighbourhood. MOVED: the same target in another one.
    CHANGED: what answers to the name now has another role, name or tag. GONE: nothing does.
    """

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ElementQuery:
    """Names one element of one page; every field is part of the entry's identity.

    ``page`` is a route template or a page name: `core.pages.page_of` makes it from a URL.
    """

    app: str
    environment: str
    page: str
    element: str
    action: Action = Action.ANY
    scope: str = ""
    ordinal: int = 0
    frame: str = ""
    variant: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Selector:
    """One way to find an element."""

    strategy: Strategy
    value: str
    role: str = ""
    attribute: str = ""
    positional: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in CSS pixels, relative to the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class RecordKeys:
    """What a record is called; ``named_text`` is no key of it, but what the query named it by."""

    keys: tuple[str, ...]
    named_text: bool = False


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What identifies the element itself; ``records``, innermost first, tell whose it is."""

    tag: str = ""
    role: str = ""
    name: str = ""
    label: str = ""
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    neighbourhood: tuple[str, ...] = ()
    rect: Rect | None = None
    records: tuple[RecordKeys, ...] = ()


class Way(StrEnum):
    """What led back to an element: all that identifies it, or only what it is called."""

    DESCRIPTOR = "descriptor"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Relocation:
    """Why an element of a changed page is taken for the one that was known.

    ``score`` and ``margin`` are 0..1: how sure, and how much surer than of the runner-up.
    ``neighbourhood_drift``, 0..1, is how far what surrounds it has drifted, when that is known.
    ``reasons`` are the evidence by name, in nats: above 0 speaks for it, below 0 against.
    """

    way: Way
    verdict: Verdict
    score: float
    margin: float
    reasons: tuple[tuple[str, float], ...] = ()
    runner_up: str = ""
    neighbourhood_drift: float | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that no tier has committed yet: what a caller or discovery found.

    ``neighbourhood`` is the fingerprint of what surrounds the element, empty when unknown.
    ``snapshot`` is the page it was found on, compressed, and ``place`` its path there; both empty
    when unknown. ``relocation`` is set when the element had been known before. ``heal_id`` names
    the heal that it serves on probation.
    """

    query: ElementQuery
    selectors: tuple[Selector, ...]
    descriptor: Descriptor = field(default_factory=Descriptor)
    fingerprints: tuple[bytes, ...] = ()
    neighbourhood: bytes = b""
    snapshot: bytes = b""
    place: str = ""
    relocation: Relocation | None = None
    heal_id: str = ""
    never_heal: bool = False


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Entry:
    """What is stored for a query. Times are timezone-aware UTC.

    ``revision`` is the version at which the selectors last changed: a report on any version since
    then speaks of the same selectors. ``snapshot_id`` names the stored page it was found on, empty
    when there is none, and ``place`` is the element's path there. ``heal_id`` is set while the
    entry serves a heal on probation. ``never_heal``: its element is not looked for again, and the
    entry stays as it is until somebody saves or invalidates it.
    """

    query: ElementQuery
    selectors: tuple[Selector, ...]
    descriptor: Descriptor
    fingerprints: tuple[bytes, ...]
    version: int
    revision: int
    created_at: datetime
    verified_at: datetime
    expires_at: datetime
    successes: int = 0
    failures: int = 0
    neighbourhood: bytes = b""
    snapshot_id: bytes = b""
    place: str = ""
    heal_id: str = ""
    never_heal: bool = False

    def age_s(self, now: datetime) -> float:
        """Return the seconds since it was last verified, 0 where clocks disagree."""
        return max(0.0, (now - self.verified_at).total_seconds())

    @property
    def page_generation(self) -> str:
        """Names the state of the page it was found on, 16 hexadecimal digits; empty if unknown."""
        if not self.fingerprints:
            return ""
        return blake2b(self.fingerprints[0], digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Before:
    """An element that is looked for again: its entry, and the page it was found on if kept."""

    entry: Entry
    snapshot: bytes = b""


@dataclass(frozen=True, slots=True)
class PageAccess:
    """How the daemon may look at the page: the page itself in ``page``, or else where it is.

    ``target_id`` names the tab at ``cdp_endpoint``, by its CDP target. ``evidence`` is the
    fingerprint of the caller's page, which tells its tab from others at the same URL.
    ``appear_wait_s`` is how long to wait for an element that is not there; None: as it is set.
    ``app`` and ``environment`` are whose access it is; they make no other page of it.
    """

    url: str = ""
    cdp_endpoint: str = ""
    target_id: str = ""
    evidence: bytes = b""
    appear_wait_s: float | None = None
    page: SentPage | None = None
    app: str = field(default="", compare=False)
    environment: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TierVisit:
    """One step of the walk."""

    tier: TierName
    outcome: Outcome
    elapsed_ms: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """How two pages differ; all ratios 0..1."""

    drift_ratio: float
    loss: float
    gain: float
    skeleton: float
    naming: float
    insufficient: bool
    unsettled: bool
