"""What was changed, and by whom, as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditAction(StrEnum):
    """What was done.

    Of entries: SAVED by a caller, DISCOVERED on their page, HEALED: found again under other
    selectors, RESTORED as they were before, DEMOTED: the best selector failed and was put last,
    TRUSTED: on probation no more, EVICTED since they failed, INVALIDATED by a caller, IMPORTED,
    PURGED: past their time. Of heals: HEAL_MADE, HEAL_PROMOTED since it worked, HEAL_APPROVED,
    HEAL_REJECTED, HEAL_ROLLED_BACK, HEAL_REFUSED: none was made. POLICY_CHANGED: the daemon read
    its settings again.
    """

    UNRECOGNIZED = "unrecognized"
    SAVED = "saved"
    DISCOVERED = "discovered"
    HEALED = "healed"
    RESTORED = "restored"
    DEMOTED = "demoted"
    TRUSTED = "trusted"
    EVICTED = "evicted"
    INVALIDATED = "invalidated"
    IMPORTED = "imported"
    PURGED = "purged"
    HEAL_MADE = "heal_made"
    HEAL_PROMOTED = "heal_promoted"
    HEAL_APPROVED = "heal_approved"
    HEAL_REJECTED = "heal_rejected"
    HEAL_ROLLED_BACK = "heal_rolled_back"
    HEAL_REFUSED = "heal_refused"
    POLICY_CHANGED = "policy_changed"


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What was done once.

    Attributes:
        id: its number; those of one entry rise with its versions.
        recorded_at: when, UTC, by the database's clock.
        who: the name the caller was let in by; "anonymous" where nobody has to give one, "daemon"
            for what the daemon does by itself, "user:" and a name for a command on the store.
        peer: how the caller was connected: "unix", "loopback" or "network"; empty: nobody called.
        action: what was done.
        app: of which application; here and below, empty: of none, or of several.
        environment: of which environment.
        page: of which page, as entries name it.
        element: of which element.
        key: the entry's key, which tells elements of one name apart.
        version_before: the entry's version before; 0: there was none.
        version_after: the entry's version after, a removal's too; 0: no entry was changed.
        count: how many were changed at once.
        heal_id: of which heal, 32 hexadecimal digits; empty: of none.
        trace_id: in which trace, 32 hexadecimal digits; empty: it was not traced.
        selector: the best selector after it, cut to 256 bytes; empty: there is none.
        reason: why, in a few words.
    """

    id: int
    recorded_at: datetime
    who: str
    peer: str
    action: AuditAction
    app: str
    environment: str
    page: str
    element: str
    key: str
    version_before: int
    version_after: int
    count: int
    heal_id: str
    trace_id: str
    selector: str
    reason: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which records to list; an empty field matches all.

    Of what was changed with many others there is one record, and one of each entry besides: these
    are listed where ``element`` or ``key`` is given.

    Attributes:
        app: only of this application.
        environment: only of this environment.
        page: only of this page, a URL or a page name.
        element: only of elements of this name.
        key: only of the entry with this key.
        action: only what was done so.
        who: only by this one.
        since: only from then on; timezone-aware.
        until: only before then; timezone-aware.
    """

    app: str = ""
    environment: str = ""
    page: str = ""
    element: str = ""
    key: str = ""
    action: AuditAction | None = None
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None
