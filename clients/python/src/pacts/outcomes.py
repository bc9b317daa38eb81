"""The kinds of answers the daemon gives."""

from __future__ import annotations

from enum import StrEnum


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
    page than the one in evidence. HIDDEN: the element is on the page and not shown.
    NEVER_HEALED: it is not right any more, and marked never to be looked for again. NO_STRATEGY:
    it is known by no selector of the strategies that were asked for.
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
    NEVER_HEALED = "never_healed"
    PAGE_DIFFERS = "page_differs"
    HIDDEN = "hidden"
    NO_STRATEGY = "no_strategy"


class FailureClass(StrEnum):
    """Why there is nothing to act on, in the one word that says what to do about it.

    DRIFT: the page or the selector changed. REMOVED: the element is not on the page. HIDDEN: it is
    there and not shown. ANOTHER_RECORD: what is there belongs to another record. OVERLAY: something
    lies above it. TIMING: the page was not ready. STATE: it, or the page, is in another state.
    AMBIGUOUS: several are equally good. PAGE_UNREACHABLE: nobody could look. UNKNOWN: nobody
    looked, or nothing tells.
    """

    UNRECOGNIZED = "unrecognized"
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
