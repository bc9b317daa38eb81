"""Elements found again: what was found, how it was judged, and what a person may do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from itertools import chain

from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Draft, ElementQuery, Entry


class HealMode(StrEnum):
    """What an app and environment allow when an element was found again under other selectors.

    AUTO: it is served at once, on probation. QUARANTINE: it is served when a person approves it.
    OFF: an element that was known is not looked for again.
    """

    AUTO = "auto"
    QUARANTINE = "quarantine"
    OFF = "off"


class HealState(StrEnum):
    """Where a heal stands.

    QUARANTINED: waits for a person. PROBATION: served, waits for passes. PROMOTED: trusted.
    REJECTED: wrong, and not made again. ROLLED_BACK: the selectors before it are served again.
    """

    QUARANTINED = "quarantined"
    PROBATION = "probation"
    PROMOTED = "promoted"
    REJECTED = "rejected"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class NeverHealed:
    """Elements of one app that are not looked for again; each is a pattern with ``*`` and ``?``.

    One that matches is enough. ``names`` are compared with what the query calls the element and
    with its accessible name, letter case aside, ``roles`` with its role, ``pages`` with the page
    of the query.
    """

    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def covers(self, entry: Entry) -> str:
        """Return the pattern that covers an entry's element, empty when none does."""
        query, descriptor = entry.query, entry.descriptor
        called = (query.element.casefold(), descriptor.name.casefold())
        by_name = (n for n in self.names if any(fnmatchcase(c, n.casefold()) for c in called))
        by_role = (role for role in self.roles if fnmatchcase(descriptor.role, role))
        by_page = (page for page in self.pages if fnmatchcase(query.page, page))
        return next(chain(by_name, by_role, by_page), "")


@dataclass(frozen=True, slots=True)
class HealRules:
    """How far healing may go; each number is a setting.

    ``modes`` are by app and environment, ``*`` standing for any; the most particular one counts,
    the app before the environment, and ``mode`` where there is none. ``never_heal`` is by app,
    ``*`` standing for any.
    """

    mode: HealMode = HealMode.AUTO
    modes: Mapping[tuple[str, str], HealMode] = field(default_factory=dict)
    promote_after_passes: int = 3
    budget: int = 100
    budget_window_s: float = 3600
    futile_after: int = 10
    futile_cooldown_s: float = 60
    never_heal: Mapping[str, NeverHealed] = field(default_factory=dict)

    def never_heals(self, entry: Entry) -> str:
        """Return why an entry's element is never looked for again, empty when it may be."""
        if entry.never_heal:
            return "its entry is marked never to be healed"
        for app in (entry.query.app, "*"):
            pattern = self.never_heal[app].covers(entry) if app in self.never_heal else ""
            if pattern:
                return f"{pattern!r} of {app} is never healed"
        return ""

    def mode_of(self, query: ElementQuery) -> HealMode:
        app, environment = query.app, query.environment
        for name in ((app, environment), (app, "*"), ("*", environment)):
            if name in self.modes:
                return self.modes[name]
        return self.mode


@dataclass(frozen=True, slots=True)
class HealRecord:
    """One heal. Times are timezone-aware UTC.

    ``old`` is the entry whose selector stopped being right; ``new`` what was found, with its
    `Relocation`. ``passes`` counts reported successes since. ``note`` says who or what decided.
    """

    id: str
    state: HealState
    old: Entry
    new: Draft
    passes: int
    trace_id: str
    created_at: datetime
    decided_at: datetime | None = None
    note: str = ""

    @property
    def key(self) -> Key:
        return key_of(self.old.query)


@dataclass(frozen=True, slots=True)
class HealPages:
    """The pages that a heal was made between, compressed, and its element's path on each.

    A page that is not kept any more, or never was, is empty.
    """

    old: bytes
    old_place: str
    new: bytes
    new_place: str


@dataclass(frozen=True, slots=True)
class HealFilter:
    """Which heals to list; an empty field matches all."""

    app: str = ""
    environment: str = ""
    page: str = ""
    state: HealState | None = None


def decided(heal: HealRecord, state: HealState, note: str, now: datetime) -> HealRecord:
    """Return the heal as it stands after a decision."""
    return replace(heal, state=state, note=note, decided_at=now)


def without_heal(entry: Entry) -> Entry:
    """Return the entry as it is once its heal is trusted."""
    return replace(entry, heal_id="")
