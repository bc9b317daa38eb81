"""What an action is done to: an element as a tester names it, and the part of the page it is in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.names import (
    PREPOSITION,
    check_is_no_time,
    check_name,
    check_words,
    undetermined,
)
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.told import (
    check_is_place,
    check_is_told,
)
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    DETERMINER,
    NUMBER,
    ORDINAL,
    PURPOSE_VERBS,
)

IT: Final = "it"
"""Points to what the clause before acted on; put in by whoever reads the clauses."""

_PREPOSITION: Final = re.compile(r"\s(in|on|at|of|from|inside|within|for)\s")
_POSSESSIVE: Final = re.compile(rf"(?P<owner>.*[\w{QUOTED}])'s?\s(?P<owned>.+)")
_WHOLE_PAGE: Final = re.compile(
    rf"(?:{DETERMINER}\s+|this\s+|current\s+)*(?:page|screen|app|application|website|site)"
)
_CONTEXT: Final = re.compile(r"context\sof\s(?:the\s)?")
_KEEPS_OF: Final = re.compile(
    r"(?:.*\s)?(?:row|line|record|card|column|lists?|table|number|set|group|terms|proof|type|kind|date|one|end|place|point|"
    r"out|top|bottom|side|part|rest|half|copy|piece|pair|couple|series|bunch)"
)
_BESIDE: Final = re.compile(
    r"(?:.*\s)?(?:to\sthe\s)?(?:left|right|top|bottom|front|back|outside|inside|center|middle)"
)
_WORD: Final = re.compile(r"[a-z]+")
"""No article before, as in "Year of birth": a label."""

_TWO_ORDERS: Final = re.compile(r"\ssearch\sfor\s")
_SLASHED: Final = re.compile(r"\w+/\w+")
"""One of two that something belongs to: "the channel/DM's menu"."""

_NTH: Final = re.compile(rf"the\s{ORDINAL}\s(?!time)")
_COUNTED: Final = re.compile(rf"{NUMBER}\s")


@dataclass(frozen=True, slots=True)
class Target:
    """An element by its name, and where it is."""

    element: str
    scope: str = ""
    quoted: tuple[str, ...] = ()


def target_of(part: Part, scope: Part | None = None, *, is_told: bool = False) -> Target:
    """Return the element that a phrase names, in the scope that was named before, if any.

    What a value in quotes is given to, or read from, may be called anything: ``is_told``.

    Raises:
        UnreadableSentenceError: it names none, or says more than a name.
    """
    part = undetermined(part)
    if not part:
        part.refuse("names no element")
    if _TWO_ORDERS.search(part.shadow):
        part.refuse("may be two orders: write a sentence for each")
    if part.shadow == IT:
        return Target(IT)
    place = scope
    possessive = _POSSESSIVE.fullmatch(part.shadow)
    if possessive and scope is None and not _PREPOSITION.search(possessive["owner"]):
        owner = undetermined(part.sub(possessive, "owner"))
        if _SLASHED.search(owner.shadow):
            owner.refuse("is a choice: say which one is meant")
        check_name(owner)
        name, rest = _split_place(undetermined(part.sub(possessive, "owned")))
        check_name(name)
        if rest is not None:
            place_of(rest)
        return Target(str(name), str(owner) if rest is None else f"{owner} in {rest}", name.quoted)
    name, own_place = _split_place(part)
    if own_place is not None:
        place = own_place
    check_name(name)
    where = place_of(place) if place is not None else ""
    if own_place is not None and scope is not None:
        where = ", ".join(filter(None, (where, place_of(scope))))
    if not is_told:
        check_is_told(name)
    return Target(str(name), where, name.quoted)


def place_of(part: Part) -> str:
    """Return a part of the page by its name; empty for the page as a whole."""
    if _WHOLE_PAGE.fullmatch(part.shadow):
        return ""
    check_is_no_time(part)
    part = undetermined(part)
    context = _CONTEXT.match(part.shadow)
    if context:
        part = part.after(context.end())
    if not part:
        part.refuse("names no place")
    if PREPOSITION.fullmatch(next(part.words()).raw):
        part.refuse("is no place: name the part of the page")
    check_words(part)
    check_is_place(part)
    return str(part)


def name_of(part: Part) -> str:
    """Return a name as it stands, without article; raises UnreadableSentenceError for no name."""
    part = undetermined(part)
    if not part:
        part.refuse("names nothing")
    check_name(part)
    return str(part)


def _is_label(name: Part, place: Part) -> bool:
    """Return whether "Open in new tab" is a label: a verb with no article after it."""
    is_verb = re.fullmatch(PURPOSE_VERBS, name.shadow) is not None
    bare = place.raw[:1].islower() and not _COUNTED.match(place.shadow)
    bare = bare and undetermined(place) == place
    return is_verb and name.raw[:1].isupper() and bare and not name.is_quoted


def _split_place(part: Part) -> tuple[Part, Part | None]:
    """Split "X in Y" where it says where X is."""
    shadow = part.shadow
    for found in _PREPOSITION.finditer(shadow):
        name, place = part.before(found.start()), part.after(found.end())
        if not name or not place or not _is_place(found.group(1), name, place):
            continue
        return name, place
    return part, None


def _is_place(preposition: str, name: Part, place: Part) -> bool:
    if preposition == "of" and not _BESIDE.fullmatch(name.shadow):
        titled = list(name.words())[-1].raw[:1].isupper() and place.raw[:1].isupper()
        is_label = name.start > 0 and name.raw.istitle() and _WORD.fullmatch(place.raw)
        return not titled and not is_label and not _KEEPS_OF.fullmatch(name.shadow)
    if preposition == "for":
        is_title = name.is_quoted and place.raw[:1].isupper()
        return is_title or bool(place.quoted) or _NTH.match(place.shadow) is not None
    if _BESIDE.fullmatch(name.shadow):
        return False
    if _is_label(name, place):
        return False
    return not (preposition == "in" and name.shadow.split()[-1] in ("log", "sign", "opt", "built"))
