"""Which stored selectors a new build breaks: each is tried on the page as it was and as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pacts
from pacts_daemon.cli.batch.pairs import Healer, Pages
from pacts_daemon.core.model import Action, ElementQuery
from pacts_daemon.drift_core import Healing, HealOutcome, Page, Strategy


class Fate(StrEnum):
    """What a build does to a stored entry.

    WORKS: what a runner tries first leads to the element. ALTERNATIVE: something further down does.
    HEALED: nothing does, but the element was found again. HIDDEN: the element is there and not
    shown. REFUSED: nothing leads to it, and it is never to be healed. GONE: it is not there any
    more. WRONG: a selector leads to another element. AMBIGUOUS: it may be one of several. UNKNOWN:
    only a browser can tell.
    """

    WORKS = "works"
    ALTERNATIVE = "alternative"
    HEALED = "healed"
    HIDDEN = "hidden"
    REFUSED = "refused"
    GONE = "gone"
    WRONG = "wrong"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


BREAKING: Final = frozenset({Fate.HEALED, Fate.HIDDEN, Fate.REFUSED, Fate.GONE, Fate.WRONG})


class State(StrEnum):
    """What one selector finds on the new page."""

    WORKS = "works"
    OTHER = "other"
    NONE = "none"
    SEVERAL = "several"
    UNKNOWN = "unknown"


Paths = list[str] | None
States = Sequence[tuple[pacts.Selector, State]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One entry and what the build does to it."""

    query: pacts.ElementQuery
    fate: Fate
    detail: str
    selectors: tuple[tuple[pacts.Selector, State], ...] = ()
    old: str = ""
    healing: Healing | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """All entries that stand on the old page, and how many do not."""

    judged: Sequence[Judged]
    elsewhere: int

    @property
    def breaks(self) -> bool:
        return any(one.fate in BREAKING for one in self.judged)


def judge(
    entries: Iterable[pacts.Entry], pages: Pages, healer: Healer, *, of_this_page: bool
) -> Release:
    """Judge every entry whose element is on the old page.

    An entry that only a browser could find there is judged ``unknown`` where all entries are known
    to be ``of_this_page``, and counted as elsewhere where they may be of any page.
    """
    judged: list[Judged] = []
    elsewhere = 0
    for entry in entries:
        one = _judged(entry, pages, healer, of_this_page)
        if one is None:
            elsewhere += 1
        else:
            judged.append(one)
    return Release(judged, elsewhere)


def _judged(entry: pacts.Entry, pages: Pages, healer: Healer, of_this_page: bool) -> Judged | None:
    if entry.query.frame:
        in_frame = Judged(entry.query, Fate.UNKNOWN, f"it is in the frame {entry.query.frame!r}")
        return in_frame if of_this_page else None
    found = [_select(healer.page(pages.old, "old"), one) for one in entry.selectors]
    place = next((paths[0] for paths in found if paths and len(paths) == 1), None)
    if place is not None:
        return _compared(entry, place, found, pages, healer)
    if any(found):
        return Judged(entry.query, Fate.AMBIGUOUS, "its selectors match several elements of OLD")
    if of_this_page and None in found:
        return Judged(entry.query, Fate.UNKNOWN, "only a browser can find it in OLD")
    return None


def _compared(
    entry: pacts.Entry, place: str, found: Sequence[Paths], pages: Pages, healer: Healer
) -> Judged:
    healing = healer.heal(pages.old, pages.new, place)
    refused = healer.objection(pages, place, healing, _asked(entry.query))
    new = healer.page(pages.new, "new")
    now = None if refused else healing.xpath
    states = tuple((one, _state(_select(new, one), now)) for one in entry.selectors)
    # What led to another element all along does not lead to a new one now.
    led = [
        (selector, state)
        for (selector, state), before in zip(states, found, strict=True)
        if state is State.WORKS or (state in _MISLEADS and before in ([place], None))
    ]
    if refused is not None:
        fate, detail = _fate_of_lost(led, refused.detail)
        return Judged(entry.query, fate, detail, states, place)
    fate, detail = _fate(states, led, healing)
    is_hidden = healing.outcome is HealOutcome.HIDDEN
    if is_hidden and fate not in {Fate.WRONG, Fate.UNKNOWN}:
        fate, detail = Fate.HIDDEN, _what_shows(new, healing)
    if fate is Fate.HEALED and entry.never_heal:
        fate, detail = Fate.REFUSED, f"{detail}, and its entry is marked never to be healed"
    return Judged(entry.query, fate, detail, states, place, healing)


def _asked(query: pacts.ElementQuery) -> ElementQuery:
    return ElementQuery(
        app=query.app,
        environment=query.environment,
        page=query.page,
        element=query.element,
        action=Action(query.action.value),
        scope=query.scope,
        ordinal=query.ordinal,
    )


def _select(page: Page, selector: pacts.Selector) -> Paths:
    strategy = Strategy[selector.strategy.name]
    return page.select(strategy, selector.value, selector.role, selector.attribute)


def _state(paths: Paths, element: str | None) -> State:
    match paths:
        case None:
            return State.UNKNOWN
        case []:
            return State.NONE
        case [path]:
            return State.WORKS if path == element else State.OTHER
        case _:
            return State.SEVERAL


def _fate(states: States, led: States, healing: Healing) -> tuple[Fate, str]:
    if healing.outcome is HealOutcome.AMBIGUOUS:
        return Fate.AMBIGUOUS, "it may be one of several elements of NEW"
    if healing.outcome is HealOutcome.ABSENT:
        return _fate_of_lost(led, "it is not in NEW any more")
    certain = [one for one in led if one[1] is not State.SEVERAL]
    if certain:
        return _fate_of_found(states[0], certain[0])
    if any(state is State.UNKNOWN for _, state in states):
        return Fate.UNKNOWN, "only a browser can tell what its selectors find in NEW"
    return Fate.HEALED, f"no selector finds it, but it is at {healing.xpath}"


def _fate_of_lost(led: States, why: str) -> tuple[Fate, str]:
    if led:
        return Fate.WRONG, f"it is gone, and {_named(led[0][0])} would find its neighbour"
    return Fate.GONE, why


def _what_shows(new: Page, healing: Healing) -> str:
    steps = new.revealers(healing.xpath or "")
    if not steps:
        return f"it is at {healing.xpath} and not shown; the page does not tell what shows it"
    return f"it is not shown; {', then '.join(step.brief for step in steps)} shows it"


def _fate_of_found(
    first: tuple[pacts.Selector, State], leads: tuple[pacts.Selector, State]
) -> tuple[Fate, str]:
    if leads[1] is State.OTHER:
        return Fate.WRONG, f"{_named(leads[0])} would find another element"
    if leads == first:
        return Fate.WORKS, ""
    return Fate.ALTERNATIVE, f"{_named(first[0])} finds {_SAID[first[1]]}"


def _named(selector: pacts.Selector) -> str:
    words = (selector.strategy.value, selector.role or selector.attribute, repr(selector.value))
    return " ".join(word for word in words if word)


_MISLEADS: Final = frozenset({State.OTHER, State.SEVERAL})
_SAID: Final = {
    State.OTHER: "another element, as before",
    State.NONE: "nothing",
    State.SEVERAL: "several elements",
    State.UNKNOWN: "what only a browser can tell",
}
