"""Clauses that press keys."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found, rule
from pacts_daemon.pipeline.planner.rules.phrases.keys import (
    COMBINATION,
    KEYS,
    TWO_SYSTEMS,
    is_keys,
    is_named_keys,
)
from pacts_daemon.pipeline.planner.rules.phrases.names import undetermined
from pacts_daemon.pipeline.planner.rules.phrases.planned import action
from pacts_daemon.pipeline.planner.rules.phrases.targets import Target, place_of, target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.values import times_of
from pacts_daemon.pipeline.planner.rules.phrases.words import NUMBER

_LABELS: Final = ("delete", "home", "end", "insert", "return")
"""Keys that buttons are called by: ``press "Delete"`` clicks, ``press the "End" key`` does not."""

_PRESS: Final = r"(?:press|hit|push|strike|use)(?:es|s)?(?: on| down)?"
_KIND: Final = r"(?:keyboard shortcuts?|shortcuts?|key combination|keys?|combination|hotkeys?)"
_TIMES: Final = rf"(?: (?P<times>once|twice|thrice|{NUMBER}(?= times))(?: times)?)?"
_ON: Final = (
    r"(?: (?:in|on|into|inside|while on|while in|with focus on|when focused on) (?P<target>.+))?"
)
_KEYBOARD: Final = r"(?: on (?:the |your )?keyboard)?"


def _press(found: Found) -> Actions:
    times = times_of(found["times"])
    where = found["target"]
    if where and undetermined(where) == where:
        place_of(where)
    target = target_of(where) if where else Target("")
    return [action(PlanAction.PRESS, target, _keys(found["keys"]))] * times


def _press_quoted(found: Found) -> Actions | None:
    keys = found["keys"].quoted[0]
    is_said = found.has("kind") or found.has("called")
    return _press(found) if is_keys(keys) and (is_said or _is_no_label(keys)) else None


def _is_no_label(keys: str) -> bool:
    is_label = keys.strip().lower() in _LABELS
    return (is_named_keys(keys) and not is_label) or len(keys.strip()) == 1


def _keys(part: Part) -> str:
    if part.is_quoted:
        return part.quoted[0]
    end = part.end
    is_pair = re.search(r"\s(?:or|/)\s", part.shadow) is not None
    for start, stop in part.text.remarks:
        # "CTRL+K (Windows) or CMD+K (Mac)" stays as it is written.
        names_keys = re.search(COMBINATION, part.text.original[start:stop].lower())
        is_next = end <= start and not part.text.shadow[end:start].strip()
        if is_next and (is_pair or names_keys):
            end = stop
    return part.text.original[part.start : end].strip(" ,.;:") if end != part.end else part.raw


RULES: Final = (
    rule(
        rf"{_PRESS} (?:the |your )?(?P<kind>{_KIND} )?(?P<keys>{QUOTED})"
        rf"(?: (?P<called>{_KIND}))?{_KEYBOARD}{_TIMES}{_ON}",
        _press_quoted,
    ),
    rule(
        rf"(?:press|hit|push|strike)(?:es|s)?(?: on| down)? (?:the |your )?(?:{_KIND} )?"
        rf"(?P<keys>{KEYS}|[b-z0-9?/]|a(?! key))(?: (?:{_KIND}))?"
        rf"{_KEYBOARD}{_TIMES}(?: again)?{_ON}",
        _press,
    ),
    rule(
        rf"(?:click|tap)s?(?: on)? (?:the |your )?(?P<keys>{QUOTED}) (?P<called>key)"
        r"(?: again)?(?P<times>(?!))?",
        _press_quoted,
    ),
    rule(
        rf"(?:press|hit)(?:es|s)? (?P<first>{KEYS}) ?(?:,|,? and|,? and then|,? then|followed by)"
        rf" (?P<second>{KEYS})",
        lambda found: [
            action(PlanAction.PRESS, value=_keys(found[name])) for name in ("first", "second")
        ],
    ),
    rule(
        rf"(?:click|tap|type|enter|use|do|trigger)s?(?: on)? (?:the |your )?(?:{_KIND} )?"
        rf"(?P<keys>{TWO_SYSTEMS}|{COMBINATION})"
        rf"(?: (?:{_KIND}))?(?P<times>(?!))?{_ON}",
        _press,
    ),
    rule(
        r"(?:enter|type)s? (?P<keys>enter|tab|esc|escape|return) (?:in|into|on) (?P<target>.+)",
        _press,
    ),
    rule(
        rf"(?:click|tap)s?(?: on)? (?:the )?(?P<keys>(?:enter|return|esc|escape)(?= key)|enter|esc)"
        rf"(?: key)?"
        rf"(?P<times>(?!))?{_ON}",
        _press,
    ),
    rule(
        rf"(?:tab|focus|(?:move|set|place|put)(?: the| keyboard)? focus)(?:s)?(?: over)?"
        rf"(?: to| on| in)? (?P<target>.+?)"
        rf",?(?: and| then| and then) (?:press|hit)(?: the)? (?P<keys>{KEYS})(?: key)?"
        rf"(?P<times>(?!))?",
        _press,
    ),
)
