"""What a claim is about: one element, or several that are named together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pacts_daemon.pipeline.planner.rules.claims.things import check_is_on_page
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Found, split
from pacts_daemon.pipeline.planner.rules.phrases.kinds import KIND, LABEL
from pacts_daemon.pipeline.planner.rules.phrases.targets import (
    Target,
    place_of,
    target_of,
)
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.told import are_texts, check_is_joined
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    CHOICE,
    DETERMINER,
    PAGE,
    SEPARATOR,
)

_SEPARATOR: Final = re.compile(SEPARATOR)
_DETERMINED: Final = re.compile(rf"(?:{DETERMINER}|no)\s.+")
_SHARED: Final = re.compile(
    r"(?P<both>both\s+)?(?:the\s+)?(?P<first>.+?)\s+and\s+(?P<second>.+?)\s+(?P<kind>[\w-]+?)s"
    r"(?:\s(?:in|on|within|inside)\s(?P<place>.+))?"
)
_WHOLE: Final = re.compile(rf"(?:(?:the|this|a)\s)?(?:{PAGE}|ui|\d+)(?:\sof\s.*)?")
_TEXT: Final = re.compile(r"(?:(?:the|my|your|a|some)\s)?(?:texts?|words?|values?|contents?|data)")
_SIMPLE: Final = re.compile(
    r"button|field|link|tab|icon|option|checkbox(?:e)?|column|input|menu item|categorie"
)
_FOCUS: Final = re.compile(r"(?:the\s)?(?:keyboard\s)?(?:focus|cursor)")
_KINDS: Final = re.compile(
    r"(?:the\s)?(?:options?|buttons|links|tabs|items|texts|words|fields|rows|columns|values|names)"
    r"\s(?=\ue000)"
)
_ENDS_AS_KIND: Final = re.compile(rf"(?:[\w-]+\s){{0,3}}(?:{KIND}|{LABEL})")
"""One of three or more in a row: "title, subtitle and shortcut keys"."""

_THEN: Final = re.compile(r"[\s,;]then\s")
_BOTH: Final = re.compile(r"both\s")
_POSITION: Final = re.compile(
    r"(?:the\s|very\s|far\s)*(?:top|bottom|left|right|beginning|end|front|middle|back)"
    r"(?:\s(?:of|side|edge|corner|left|right|hand)\b.*)?|.*\b(?:corner|position|"
    r"order|first\splace|1st\splace)\b.*"
)
_LOOKS: Final = re.compile(
    r".*\b(?:alphabetical(?:ly)?|format|colou?r|bold|italics?|font|size|eur|usd|gbp|euros?|dollars?|pdf|csv|json|percent|uppercase|lowercase|capitals|"
    r"time\s?zone|locale|language|style|theme|mode|grey|gray|red|green|"
    r"blue)\b.*"
)
_LOOKS_KIND: Final = re.compile(
    rf"(?:(?!(?:in|on|of)\s)\S+\s)*(?:{CHOICE}|section|panel|table|tab|column|dialog|modal)"
    r"(?:\s(?:in|on|of)\s.*)?"
)
"""What a word of looks is the name of: "in the Size dropdown"."""

# What follows is a record's own name, and "Green tea" is no colour in it.
_RECORD: Final = re.compile(r"(?:the\s)?(?:row|card|tile|item|entry|record|line)\s(?:of|for)\s.+")
_ELSEWHERE: Final = re.compile(
    r"(?:(?:an?|the)\s)?(?:new|separate|browser|same|other)\s(?:browser\s)?(?:tab|window)|"
    r"(?:the\s)?(?:browser\s|dev\s|js\s)?console|(?:the\s)?(?:server\s)?logs?|"
    r"(?:(?:the|our|my|your|a)\s)?(?:(?:web|online|mobile|desktop|whole|entire)[\s-]?)?"
    r"(?:systems?|databases?|servers?|back[\s-]?end|browsers?)"
)
_WITH: Final = re.compile(r"\swith\s(?!\ue000)")
_PLACE_UNDER: Final = re.compile(r".*\b(?:section|headers?|heading|category|menu|tab|title)")


def subjects(part: Part, place: Part | None) -> list[Target]:
    """Return what a phrase names, each in the place; "A in X and Y" is A twice.

    Raises:
        UnreadableSentenceError: it names none, or more than one and not clearly which.
    """
    if _FOCUS.fullmatch(part.shadow):
        part.refuse('is no element: say "X is focused"')
    check_is_on_page(part)
    if _TEXT.fullmatch(part.shadow):
        part.refuse("doesn't say which text: write it in quotes")
    if _WHOLE.fullmatch(part.shadow):
        part.refuse("is no part of the page: say what is shown on it")
    shared = _SHARED.fullmatch(part.shadow)
    if shared and (shared["both"] or _SIMPLE.fullmatch(shared["kind"])):
        return _sharing(part, shared, place)
    places = [None] if place is None else together(place, is_place=True)
    if len(places) > 1:
        for one in places:
            check_is_joined(one)
    named = together(part)
    targets = [target_of(one, where) for one in named for where in places]
    if len(named) > 1 and place is None and not any(one.scope for one in targets[:-1]):
        targets = [replace(one, scope=targets[-1].scope) for one in targets]
    for target in targets:
        if any(_is_position(one) for one in target.scope.lower().split(", ")):
            part.refuse("says a position or looks, which can't be asserted")
    return targets


def _sharing(part: Part, shared: re.Match[str], place: Part | None) -> list[Target]:
    """Read "both pinned and saved links" as a pinned link and a saved link."""
    owners = [part.sub(shared, name) for name in ("first", "second")]
    where = target_of(owners[0], place).scope
    own = part.sub(shared, "place")
    if own:
        where = f"{where} in {place_of(own)}" if where else place_of(own)
    kind = re.sub("ie$", "y", shared["kind"])
    return [Target(f"{target_of(one).element} {kind}", where) for one in owners]


def together(part: Part, *, is_place: bool = False) -> list[Part]:
    """Return what is named side by side: quoted texts, or phrases with an article each."""
    if is_place is False and _SHARED.fullmatch(part.shadow):
        return [part]
    parts = split(part, _SEPARATOR)
    if len(parts) == 1 or _THEN.search(part.shadow):
        return [part]
    both = _BOTH.match(parts[0].shadow) or _KINDS.match(parts[0].shadow)
    if both:
        parts = [parts[0].after(both.end()), *parts[1:]]
    if are_texts(parts):
        return list(parts)
    if len(parts) > 2 and all(_ENDS_AS_KIND.fullmatch(one.shadow) for one in parts):  # noqa: PLR2004
        return list(parts)
    if all(_DETERMINED.fullmatch(one.shadow) for one in parts[1:]):
        return list(parts)
    titled = all(one.raw[:1].isupper() for one in parts)
    return list(parts) if is_place and not titled else [part]


def _is_position(place: str) -> bool:
    if _RECORD.fullmatch(place):
        return False
    if _LOOKS.fullmatch(place) and not _LOOKS_KIND.fullmatch(place):
        return True
    return _POSITION.fullmatch(place) is not None


def place_claimed(found: Found) -> Part | None:
    """Return where something is said to be; a position is refused: it can't be asserted.

    Raises:
        UnreadableSentenceError: it is a position.
    """
    place = found["place"]
    if not place:
        return None
    if _is_position(place.shadow):
        place.refuse("is a position or looks, which can't be asserted: name the part of the page")
    if _ELSEWHERE.fullmatch(place.shadow):
        place.refuse("is no part of this page: say what is shown on it")
    if place.shadow.startswith("its "):
        place.refuse("is a part of the same thing: say what is shown there")
    if _WITH.search(place.shadow):
        place.refuse("says more than where it is: write a sentence of its own")
    if found.word("prep") == "under" and not _PLACE_UNDER.fullmatch(place.shadow):
        place.refuse("is a position, which can't be asserted: name the section")
    return place
