"""What a new build does to one stored entry: its selectors tried on the page as it was and is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from pacts_daemon.core.model import ElementQuery, Selector
from pacts_daemon.drift_core import Healing, HealOutcome, Page, select
from pacts_daemon.locate.release.build import Build


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


class SelectorState(StrEnum):
    """What one selector finds on the new page."""

    WORKS = "works"
    OTHER = "other"
    NONE = "none"
    SEVERAL = "several"
    UNKNOWN = "unknown"


Paths = list[str] | None
States = Sequence[tuple[Selector, SelectorState]]


class StoredEntry(Protocol):
    """What is asked of an entry to be judged."""

    @property
    def query(self) -> ElementQuery: ...
    @property
    def selectors(self) -> tuple[Selector, ...]: ...
    @property
    def never_heal(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Impact:
    """What a build does to an entry.

    ``states`` are those of its selectors in their order, empty where none was tried. ``place`` is
    the element's path on the old page, empty when only a browser could tell it.
    """

    fate: Fate
    detail: str
    states: tuple[SelectorState, ...] = ()
    place: str = ""
    healing: Healing | None = None


def impact_of(entry: StoredEntry, build: Build, *, of_this_page: bool) -> Impact | None:
    """Judge an entry by a build; None when its element is not on the old page.

    An entry that only a browser could find there is judged ``unknown`` where it is known to be
    ``of_this_page``, and not at all where it may be of any page.
    """
    if entry.query.frame:
        in_frame = Impact(Fate.UNKNOWN, f"it is in the frame {entry.query.frame!r}")
        return in_frame if of_this_page else None
    found = [select(build.old, one) for one in entry.selectors]
    place = next((paths[0] for paths in found if paths and len(paths) == 1), None)
    if place is not None:
        return _compared(entry, place, found, build)
    if any(found):
        return Impact(Fate.AMBIGUOUS, "its selectors match several elements of OLD")
    if of_this_page and None in found:
        return Impact(Fate.UNKNOWN, "only a browser can find it in OLD")
    return None


def _compared(entry: StoredEntry, place: str, found: Sequence[Paths], build: Build) -> Impact:
    healing = build.heal(place)
    refused = build.objection(place, healing, entry.query)
    now = None if refused else healing.xpath
    tried = tuple((one, _state(select(build.new, one), now)) for one in entry.selectors)
    states = tuple(state for _, state in tried)
    # What led to another element all along does not lead to a new one now.
    led = [
        (selector, state)
        for (selector, state), before in zip(tried, found, strict=True)
        if state is SelectorState.WORKS or (state in _MISLEADS and before in ([place], None))
    ]
    if refused is not None:
        fate, detail = _fate_of_lost(led, refused.detail)
        return Impact(fate, detail, states, place)
    fate, detail = _fate(tried, led, healing)
    is_hidden = healing.outcome is HealOutcome.HIDDEN
    if is_hidden and fate not in {Fate.WRONG, Fate.UNKNOWN}:
        fate, detail = Fate.HIDDEN, _what_shows(build.new, healing)
    if fate is Fate.HEALED and entry.never_heal:
        fate, detail = Fate.REFUSED, f"{detail}, and its entry is marked never to be healed"
    return Impact(fate, detail, states, place, healing)


def _state(paths: Paths, element: str | None) -> SelectorState:
    match paths:
        case None:
            return SelectorState.UNKNOWN
        case []:
            return SelectorState.NONE
        case [path]:
            return SelectorState.WORKS if path == element else SelectorState.OTHER
        case _:
            return SelectorState.SEVERAL


def _fate(states: States, led: States, healing: Healing) -> tuple[Fate, str]:
    if healing.outcome is HealOutcome.AMBIGUOUS:
        return Fate.AMBIGUOUS, "it may be one of several elements of NEW"
    if healing.outcome is HealOutcome.ABSENT:
        return _fate_of_lost(led, "it is not in NEW any more")
    certain = [one for one in led if one[1] is not SelectorState.SEVERAL]
    if certain:
        return _fate_of_found(states[0], certain[0])
    if any(state is SelectorState.UNKNOWN for _, state in states):
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
    first: tuple[Selector, SelectorState], leads: tuple[Selector, SelectorState]
) -> tuple[Fate, str]:
    if leads[1] is SelectorState.OTHER:
        return Fate.WRONG, f"{_named(leads[0])} would find another element"
    if leads == first:
        return Fate.WORKS, ""
    return Fate.ALTERNATIVE, f"{_named(first[0])} finds {_SAID[first[1]]}"


def _named(selector: Selector) -> str:
    words = (selector.strategy.value, selector.role or selector.attribute, repr(selector.value))
    return " ".join(word for word in words if word)


_MISLEADS: Final = frozenset({SelectorState.OTHER, SelectorState.SEVERAL})
_SAID: Final = {
    SelectorState.OTHER: "another element, as before",
    SelectorState.NONE: "nothing",
    SelectorState.SEVERAL: "several elements",
    SelectorState.UNKNOWN: "what only a browser can tell",
}
