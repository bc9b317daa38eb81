"""The audit's records, and what is said of a change so that it can be recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from pacts_daemon.core.model import ElementQuery, Selector, Strategy

# For a reader to know them by, not to be used: each change has a record that is kept for a year,
# and of what callers may send (8 KiB of a selector) it would take many times its 450 bytes.
MAX_SELECTOR_BYTES: Final = 256
MAX_REASON_BYTES: Final = 512
MAX_WHO_BYTES: Final = 256
_STRANGE = "\ufffd"
_WITH_ROLE = {Strategy.ROLE: "role", Strategy.TEST_ID: "attribute"}


class AuditAction(StrEnum):
    """What was done; the first ten change entries, which the others never do."""

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
class Cause:
    """Why something is done: what its record says beside what has changed by it."""

    action: AuditAction
    reason: str = ""
    heal_id: str = ""


SAVED: Final = Cause(AuditAction.SAVED)
INVALIDATED: Final = Cause(AuditAction.INVALIDATED)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What was done once. Times are timezone-aware UTC, by the clock of the durable tier.

    ``who`` and ``peer`` are as `Origin` says, and what belongs to no single entry is empty.
    Versions are 0 where an entry was not there, or none was changed. ``count`` entries were changed
    at once.
    """

    id: int
    recorded_at: datetime
    who: str
    peer: str
    action: AuditAction
    app: str = ""
    environment: str = ""
    page: str = ""
    element: str = ""
    key: str = ""
    version_before: int = 0
    version_after: int = 0
    count: int = 0
    heal_id: str = ""
    trace_id: str = ""
    selector: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which records to list; an empty field matches all.

    Of what was changed with many others there is one record, and one of each entry besides: these
    are listed where ``element`` or ``key`` is given.
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

    @property
    def is_of_entries(self) -> bool:
        return bool(self.element or self.key)


@dataclass(frozen=True, slots=True)
class AuditNote:
    """Something to be recorded that changes no entry; ``query`` is whose it is, if it is one's."""

    cause: Cause
    query: ElementQuery | None = None


def told(text: str, max_bytes: int) -> str:
    """Return a text for a record: on one line, cut, and with nothing that hides or reorders it."""
    readable = "".join(one if one.isprintable() else _STRANGE for one in " ".join(text.split()))
    encoded = readable.encode("utf-8", "replace")
    if len(encoded) <= max_bytes:
        return encoded.decode()
    return encoded[: max_bytes - 3].decode("utf-8", "ignore") + "…"


def selector_told(selector: Selector) -> str:
    """Return a selector as the command line writes it, cut for a record."""
    named = getattr(selector, _WITH_ROLE.get(selector.strategy, ""), "")
    value = f"{named}:{selector.value}" if named else selector.value
    return told(f"{selector.strategy.value}={value}", MAX_SELECTOR_BYTES)
