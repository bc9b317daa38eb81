"""Clauses that point at an element: click, hover, drag, scroll."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found, Rule, rule, split
from pacts_daemon.pipeline.planner.rules.phrases.keys import COMBINATION, KEYS, MODIFIER
from pacts_daemon.pipeline.planner.rules.phrases.kinds import LABEL, OF_MANY, SEVERAL
from pacts_daemon.pipeline.planner.rules.phrases.names import undetermined
from pacts_daemon.pipeline.planner.rules.phrases.planned import action
from pacts_daemon.pipeline.planner.rules.phrases.targets import (
    Target,
    name_of,
    place_of,
    target_of,
)
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.told import DESCRIBED, are_texts, is_written
from pacts_daemon.pipeline.planner.rules.phrases.values import times_of
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    CONTROL,
    DETERMINER,
    NUMBER,
    ORDINAL,
    SEPARATOR,
)

_SEPARATOR: Final = re.compile(SEPARATOR)
_THEN: Final = re.compile(r"\W*(?:and\s+)?then\s")
_ARROW: Final = re.compile(
    r"\s*(?:➜|→|➔|➡|»|=>|-{1,2}>|(?<=[^\s<=-])>(?=\s*\S)|\s>(?:\s|(?=[a-z\ue000])))\s*"
)
_PAIR: Final = re.compile(
    r"[A-Z][\w-]*(?: [\w-]+)* and "
    r"(?!Click|Tap|Select|Choose|Press|Type|Enter|Check|Verify|Save|Open)"
    r"[A-Z][\w-]*(?: [\w-]+)*"
)
"""A title of two: "Users and Access > Keys"."""

_ONLY_A_KIND: Final = re.compile(rf"(?:{DETERMINER}\s+)?(?:(?!post){OF_MANY}|menu)")
_NO_PLACE: Final = re.compile(
    r"(?:the\s|very\s|far\s)*(?:left|right|top|bottom|end|start|beginning|middle|cent(?:er|re)|front|back)"
    r"(?:[\s-](?:most|hand|side|edge|corner))*(?:\s(?:of|in|on)\s.+)?|"
    r"(?:an?other|(?:a\s)?different|the\soriginal|its)\s.+|-?\d+\s?(?:%|px|pixels)?"
)
_INDEFINITE: Final = re.compile(r"(?:an?|any|one(?!\sof))\s")
_OF_ANY: Final = re.compile(r"any\s[\w-]+'s\s")
"""Whose it is, as in "any post's timestamp"."""

_KEYS: Final = re.compile(
    r"(?:.*\s)?(?:keys?|(?:keyboard\s)?shortcuts?|hotkeys?|(?:key\s)?combination)(?:\s.*)?"
)
_MODIFIER_ALONE: Final = re.compile(rf"(?:the\s)?{MODIFIER}(?:\skey)?")
_KEYS_AND_MORE: Final = re.compile(rf"{KEYS}\s(?!{CONTROL}(?!\w)|key).*")
_YOURS: Final = re.compile(
    rf"your\s(?:own\s)?(?:(?:\w+\s)?{LABEL}|(?:{ORDINAL}|latest|newest|oldest|own)\s.+)"
)
_AT_PLACE: Final = re.compile(r"\s(?:in|on|at)\sthe\s")
_SEVERAL: Final = re.compile(rf"(?:the\s)?{SEVERAL}(?:\s(?:in|on|of|at|with|for|from)\s.*)?")
_PRESSED: Final = re.compile(COMBINATION)
_HELD: Final = re.compile(rf"{MODIFIER}\s?[+-]\s?(?:click|drag|scroll|hover|select|tap).*")
_DIRECTION: Final = re.compile(
    r"(?:off|out|over|around|about)(?:\s.*)?|back\s(?:to|into|onto|in|on|at|inside)\s.*"
)
"""Where a click goes rather than what it is on: "off of the menu", "back into the page"."""


def clicked(kind: PlanAction, part: Part, scope: Part | None = None) -> Actions:
    """Return clicks on what a phrase names: one element, or several in order."""
    if is_chain(part):
        return chain(part, scope)
    if _DIRECTION.fullmatch(part.shadow) and part.raw[:1].islower():
        part.refuse("is a direction: name the element to click")
    if _SEVERAL.fullmatch(part.shadow):
        part.refuse("doesn't say which: name the one that is meant")
    is_described = DESCRIBED.fullmatch(part.shadow) or _OF_ANY.match(part.shadow)
    is_any = _INDEFINITE.match(part.shadow) and not is_described
    if is_any and not is_written(part):
        part.refuse('doesn\'t say which: say "the X", or where it is')
    if _HELD.match(part.shadow):
        part.refuse("holds a key down meanwhile, which is no action here")
    if _YOURS.fullmatch(part.shadow) and part.raw[:1].islower():
        part.refuse("is different for each who reads it: write it as the page shows it")
    named = several(part)
    for one in named:
        if len(named) > 1 and _PRESSED.fullmatch(one.shadow):
            one.refuse("is pressed, and not clicked: write a sentence of its own")
    return [action(kind, target_of(one, scope)) for one in named]


def is_chain(part: Part) -> bool:
    """Return whether a phrase is ``A > B > C``."""
    return len(split(part, _ARROW)) > 1


def chain(part: Part, scope: Part | None = None) -> Actions:
    """Return clicks on each name of ``A > B > C``, in order; the last may say where it is."""
    *first, last = split(part, _ARROW)
    for one in (*first, last):
        if not one:
            part.refuse("has an arrow with no name beside it")
    targets = [
        target_of(one, is_told=True)
        if _AT_PLACE.search(one.shadow)
        else Target(str(one) if _PAIR.fullmatch(one.raw) else name_of(one), quoted=one.quoted)
        for one in first
    ]
    more = _SEPARATOR.search(last.shadow)
    if more and last.raw[more.end() : more.end() + 1].islower():
        last.after(more.end()).refuse("goes on after the last name: write a sentence of its own")
    is_title = _PAIR.fullmatch(last.raw) or (last.raw[:1].isupper() and " to " in last.shadow)
    named = last if is_title else None
    end = Target(str(named)) if named else target_of(last, scope)
    return [action(PlanAction.CLICK, target) for target in (*targets, end)]


def several(part: Part) -> list[Part]:
    """Return what is named to be clicked in order: quoted texts, or names with "then"."""
    parts = [_without_on(one) for one in split(part, _SEPARATOR)]
    separators = [found.group() for found in _SEPARATOR.finditer(part.shadow)]
    if are_texts(parts):
        return list(parts)
    if separators and all(_THEN.match(one) for one in separators):
        for one in parts[1:]:
            is_name = undetermined(one) != one or " " not in one.shadow
            if one.raw[:1].islower() and not is_name:
                one.refuse("may be done next, and begins with no verb that is known")
        return list(parts)
    return [part]


def _without_on(part: Part) -> Part:
    return part.after(3) if part.shadow.startswith("on ") else part


def _click(kind: PlanAction) -> Rule:
    verb = {
        PlanAction.CLICK: r"(?:(?:left[-\s]?)?clicks?|taps?)",
        PlanAction.DOUBLE_CLICK: r"double[-\s]?(?:clicks?|taps?)",
        PlanAction.RIGHT_CLICK: r"(?:right|secondary|context)[-\s]?clicks?",
    }[kind]
    return rule(
        rf"{verb}(?: once)?(?: on(?:to)?| in(?:to|side)?| at)? (?P<target>.+?)"
        r"(?: once| again| (?:with|using) the mouse)?",
        lambda found: clicked(kind, found["target"]),
    )


def _press_button(found: Found) -> Actions | None:
    if _MODIFIER_ALONE.fullmatch(found["target"].shadow):
        found["target"].refuse('is held for what? Keys are pressed together as in "press Ctrl+A"')
    if _KEYS.fullmatch(found["target"].shadow) and not found["target"].quoted:
        found["target"].refuse('names no key: say which one, as in "press Enter"')
    if _KEYS_AND_MORE.match(found["target"].shadow) and found["target"].raw[:1].isupper():
        found["target"].refuse("says more than a key: write a sentence of its own, or leave it out")
    return clicked(PlanAction.CLICK, found["target"])


def _click_times(found: Found) -> Actions:
    times = times_of(found["times"])
    return [action(PlanAction.CLICK, target_of(found["target"]))] * times


def _drag(found: Found) -> Actions:
    if _INDEFINITE.match(found["target"].shadow):
        found["target"].refuse("doesn't say which: name the one to drag")
    target = target_of(found["target"])
    to = place_of(found["to"])
    if not to or _NO_PLACE.fullmatch(found["to"].shadow):
        found["to"].refuse("is no element to drop on: name it")
    return [action(PlanAction.DRAG, target, to)]


def _scroll(found: Found) -> Actions:
    place = found["place"]
    scope = target_of(place).element if place else ""
    if place and target_of(place).scope:
        scope = str(place)
    direction = "bottom" if found.word("way") == "end" else found.word("way")
    if scope in ("page", "screen", "window"):
        scope = ""
    return [action(PlanAction.SCROLL, Target("", scope), direction)]


def _times() -> str:
    return rf"(?P<times>twice|thrice|{NUMBER}(?= times))(?: times)?"


_WAYS: Final = r"(?P<way>up|down|left|right)(?:wards?)?"
_ENDS: Final = r"(?:the )?(?:very )?(?P<way>top|bottom|end)"
_IN: Final = r"(?:in|on|inside|within|of|through)"

RULES: Final = (
    rule(
        r"(?:click|tap|press|hit|use)s?(?: on)? (?:the |your )?browser(?:'s)? back"
        r"(?: button| arrow)?",
        lambda _: [action(PlanAction.BACK)],
    ),
    rule(rf"(?:click|tap)s?(?: on)? (?P<target>.+) {_times()}", _click_times),
    rule(rf"(?:click|tap)s? {_times()}(?: on| in)? (?P<target>.+)", _click_times),
    _click(PlanAction.CLICK),
    _click(PlanAction.DOUBLE_CLICK),
    _click(PlanAction.RIGHT_CLICK),
    rule(r"(?:press|hit|push)(?:es)?(?: on| down)? (?P<target>.+)", _press_button),
    rule(
        rf"follows? (?P<target>(?:the )?{QUOTED}(?: link)?|.+ link)",
        lambda found: clicked(PlanAction.CLICK, found["target"]),
    ),
    rule(
        r"(?:(?:mouse[-\s]?)?hovers?|mouse[-\s]?over|"
        r"moves? (?:the |your )?(?:mouse|cursor|pointer))"
        r"(?: (?:the |your )?(?:mouse|cursor|pointer))?(?: over| on| onto| above| to)?"
        r" (?P<target>.+?)(?: again)?",
        lambda found: clicked(PlanAction.HOVER, found["target"]),
    ),
    rule(
        r"drags?(?:[-\s](?:and|&|n)[-\s]drops?)? (?P<target>.+?),?(?: and drops?(?: it)?)?"
        r" (?:onto|into|to|over|on top of) (?P<to>.+)",
        _drag,
    ),
    rule(
        rf"scrolls?(?: (?:the )?(?:page|screen|window))? {_WAYS}(?: {_IN} (?P<place>.+))?", _scroll
    ),
    rule(
        rf"scrolls? {_WAYS} (?P<place>(?:the )?(?:\S+ ){{0,3}}"
        r"(?:page|list|modal|dialog|panel|table))",
        _scroll,
    ),
    rule(
        rf"scrolls?(?: up| down)?(?: back)?(?: all the way)? to {_ENDS}(?: of (?P<place>.+))?",
        _scroll,
    ),
    rule(rf"scrolls? (?P<place>.+?) (?:to the )?{_WAYS}", _scroll),
    rule(rf"scrolls? (?P<place>.+?)(?: all the way)?(?: up| down)? to {_ENDS}", _scroll),
    rule(
        r"scrolls?(?: up| down)? (?:to|until) (?!(?:position|place|view)$)(?P<target>.+?)"
        r"(?: is (?:visible|in view))?",
        lambda found: [action(PlanAction.SCROLL, target_of(found["target"]))],
    ),
    rule(
        r"scrolls? (?P<target>.+) into (?:the )?view",
        lambda found: [action(PlanAction.SCROLL, target_of(found["target"]))],
    ),
)
"""Pointing at elements. Keys come before these: "press Enter" is no button."""


def is_only_a_kind(part: Part) -> bool:
    """Return whether a phrase says what an element is and not which: "the button"."""
    return _ONLY_A_KIND.fullmatch(part.shadow) is not None
