"""Clauses that give a value to a field: fill, clear, select, check, upload."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.planner.rules.claims.things import is_control
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found, rule
from pacts_daemon.pipeline.planner.rules.phrases.kinds import LABEL
from pacts_daemon.pipeline.planner.rules.phrases.planned import action
from pacts_daemon.pipeline.planner.rules.phrases.targets import (
    Target,
    check_name,
    target_of,
    undetermined,
)
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.told import is_written
from pacts_daemon.pipeline.planner.rules.phrases.values import given_value, value_of
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    BOX,
    CHOICE,
    CHOSEN,
    FIELD,
    VALUE,
)
from pacts_daemon.pipeline.planner.rules.verbs.pointing import clicked

_ENDS_AS_FIELD: Final = re.compile(rf"(?:.*\s)?(?:{FIELD}|{LABEL})")
_IS_FIELD: Final = re.compile(rf"(?:.*\s)?{FIELD}")
_ENDS_AS_CHOICE: Final = re.compile(rf"(?:.*\s)?{CHOICE}")
_ENDS_AS_CHOSEN: Final = re.compile(rf"(?:.*\s)?(?:{CHOSEN}|{CHOICE})s?")
_IS_CHOSEN: Final = re.compile(CHOSEN)
_SAYS_BOX: Final = re.compile(rf"(?:.*\s)?{BOX}|{BOX}\s.*")
_OPTION: Final = re.compile(
    rf"(?:(?:value|item|{CHOSEN})\s+)?(?P<value>{QUOTED})(?:\s+(?:option|value|item|entry|choice))?"
)
_INDEFINITE: Final = re.compile(r"(?:an?|any)\s.*")
_GOES_ON: Final = re.compile(r"\S\s(?:in|on|for|from|at|with|by)\s")
_NO_FIELD: Final = re.compile(r"(?:the\s|a\s)?(?:setting|value|option|field|it)")
_OWNED: Final = re.compile(r"(?:the|my|your|its|our)\s")
_OWNED_BEFORE: Final = re.compile(r"\s(?:the|my|your|its|our)\s+$")
_TEXTS: Final = re.compile(r"(?:(?:the|all|some)\s)*(?:texts?|words?|content|everything)(?:\s.*)?")
FILE: Final = rf"(?:{QUOTED}|\S+\.[a-z0-9]{{2,5}})"


def filled(target: Target, value: str) -> Actions:
    """Return that a field gets a value: chosen when its name says that one chooses there."""
    name = target.element.lower()
    is_chosen = _ENDS_AS_CHOSEN.fullmatch(name) and not _IS_FIELD.fullmatch(name)
    return [action(PlanAction.SELECT if is_chosen else PlanAction.FILL, target, value)]


def _type_into(found: Found) -> Actions:
    value = value_of(found["value"])
    return [action(PlanAction.FILL, _field(found["target"], found["value"]), value)]


def _field(part: Part, value: Part) -> Target:
    """Return the field that a value is given to.

    A given value tells that it is one, but "in full", which may say how, stands after it.
    """
    is_owned = _OWNED.match(part.shadow) or _OWNED_BEFORE.search(part.text.shadow[: part.start])
    is_said = part.start < value.start or is_owned is not None
    return target_of(part, is_told=is_said and given_value(value) is not None)


def _type(found: Found) -> Actions:
    if given_value(found["value"]) is None and _GOES_ON.search(found["value"].shadow):
        found["value"].refuse("may be a value and a place: put the value in quotes")
    return [action(PlanAction.FILL, value=value_of(found["value"]))]


def _set(found: Found) -> Actions:
    part = found["value"]
    if found.word("as") == "as" and given_value(part) is None and not part.raw[:1].isupper():
        part.refuse("describes a value and gives none: write it in quotes")
    if given_value(part) is None and _GOES_ON.search(part.shadow):
        part.refuse("may be a value and a place: put the value in quotes")
    if _NO_FIELD.fullmatch(found["target"].shadow):
        found["target"].refuse("doesn't say which: name the field")
    return filled(_field(found["target"], part), value_of(part))


def _set_given(found: Found) -> Actions | None:
    if given_value(found["value"]) is None:
        return None
    return _set(found)


def _name(found: Found) -> Actions:
    scope = found["scope"]
    target = target_of(scope) if scope else Target("")
    return [action(PlanAction.FILL, Target("name", target.element), value_of(found["value"]))]


def _search(found: Found) -> Actions:
    where = found["target"]
    if where and not (where.quoted or _IS_FIELD.fullmatch(where.shadow)):
        where.refuse("may be a part of what is searched for: put that in quotes")
    target = target_of(where) if where else Target("search")
    typed = action(PlanAction.FILL, target, value_of(found["value"]))
    return [typed, action(PlanAction.PRESS, value="Enter")]


def _clear(found: Found) -> Actions | None:
    part = found["target"]
    bare = undetermined(part)
    if not (_ENDS_AS_FIELD.fullmatch(bare.shadow) or is_written(bare)):
        part.refuse('names no field: say "the X field" or put its name in quotes')
    return [action(PlanAction.CLEAR, target_of(part))]


def _select_from(found: Found) -> Actions:
    place, value = found["target"], found["value"]
    is_described = value.shadow.startswith("the ") and not value.quoted
    is_title = undetermined(place).raw[:1].isupper()
    if not value.quoted and _TEXTS.fullmatch(value.shadow):
        value.refuse("is a text to mark, which is no action: name the element to click")
    if is_described:
        return [action(PlanAction.CLICK, target_of(value, place))]
    if place.quoted or is_title or _ENDS_AS_CHOICE.fullmatch(place.shadow):
        return [action(PlanAction.SELECT, target_of(place), _chosen(found["value"]))]
    return [action(PlanAction.CLICK, target_of(found["value"], place))]


def _select_as(found: Found) -> Actions:
    target = _field(found["target"], found["value"])
    return [action(PlanAction.SELECT, target, value_of(found["value"]))]


def _select_for(found: Found) -> Actions | None:
    value = found["value"]
    if not value.is_quoted and not value.raw[:1].isupper():
        return None
    return [action(PlanAction.SELECT, _field(found["target"], value), _chosen(value))]


def _select_labelled(found: Found) -> Actions | None:
    """Read ``select Country "India"``: what is written as a label is no kind of option."""
    label = undetermined(found["target"])
    is_written_so = all(word.raw[:1].isupper() for word in label.words()) and not is_control(label)
    if not is_written_so and (label.shadow == "option" or not _IS_CHOSEN.fullmatch(label.shadow)):
        return None
    return [action(PlanAction.SELECT, target_of(label), found["value"].quoted[0])]


def _select(found: Found) -> Actions | None:
    part = found["value"]
    if _SAYS_BOX.fullmatch(part.shadow) and not _OPTION.fullmatch(undetermined(part).shadow):
        kind = PlanAction.CHECK if "option" not in part.shadow else PlanAction.CLICK
        return [action(kind, target_of(part))]
    bare = undetermined(part)
    if len(bare.quoted) > 1 and _GOES_ON.search(bare.shadow):
        part.refuse("is more than one choice: write a sentence for each")
    if given_value(bare) is not None or _OPTION.fullmatch(bare.shadow):
        return [action(PlanAction.SELECT, value=_chosen(part))]
    if _INDEFINITE.fullmatch(part.shadow) or _TEXTS.fullmatch(part.shadow):
        part.refuse("doesn't say which: name the one to select")
    return clicked(PlanAction.CLICK, part)


def _chosen(part: Part) -> str:
    bare = undetermined(part)
    option = _OPTION.fullmatch(bare.shadow)
    if option:
        return bare.sub(option, "value").quoted[0]
    if _INDEFINITE.fullmatch(part.shadow):
        part.refuse("doesn't say which: name the one to select")
    if len(bare.quoted) > 1:
        bare.refuse("is more than one: write a sentence for each")
    if any(word.is_quoted for word in bare.words()) and not bare.is_quoted:
        check_name(bare)
        return str(bare)
    return value_of(bare)


def _check_box(found: Found) -> Actions | None:
    part = found["target"]
    is_named = undetermined(part).quoted and not is_control(part)
    is_box = _SAYS_BOX.fullmatch(undetermined(part).shadow) or is_named
    if not is_box and (found.clause.shadow.startswith("check") or not part.raw[:1].isupper()):
        part.refuse('is it a claim or a box? Say "check that …" or "check the X checkbox"')
    return [action(PlanAction.CHECK, target_of(part))]


def _uncheck(found: Found) -> Actions:
    return [action(PlanAction.UNCHECK, target_of(found["target"]))]


def _tick(found: Found) -> Actions:
    return [action(PlanAction.CHECK, target_of(found["target"]))]


def _upload(found: Found) -> Actions:
    file = found["value"]
    value = file.quoted[0] if file.is_quoted else file.raw
    is_told = found.word("how") in ("to", "for", "as")
    target = target_of(found["target"], is_told=is_told) if found["target"] else Target("")
    return [action(PlanAction.UPLOAD, target, value)]


_TYPE: Final = r"(?:types?|enters?|inputs?|writes?|keys? in|puts?|pastes?)(?: in)?"
_INTO: Final = r"(?:in|into|in to|to|inside|on|within)"
_BOXES: Final = r"(?:checkbox|check\s?box|check-box|box|tickbox)"
_TOGGLE: Final = r"(?:toggle|switch|checkbox|check\s?box)"
_V: Final = rf"(?P<value>{VALUE})"
_SWITCH: Final = r"(?:.+ )?(?:toggle|switch|checkbox|check\s?box|option|setting)(?: .+)?"

RULES: Final = (
    rule(rf"{_TYPE} (?P<value>.+?) {_INTO} (?P<target>.+)", _type_into),
    rule(rf"{_TYPE} (?P<value>.+?) as (?:(?:a|an|the|my|its) )?(?P<target>.+)", _set_given),
    rule(rf"{_TYPE} (?P<target>.+?)(?: as|:) (?P<value>.+)", _set_given),
    rule(rf"{_TYPE} (?P<value>.+) for (?P<target>.+)", _set_given),
    rule(rf"{_TYPE}(?: out)? (?P<value>.+)", _type),
    rule(rf"{_TYPE} (?:the )?(?P<target>[^\ue000\ue001]+) (?P<value>{QUOTED})", _set),
    rule(r"fills?(?: in| out| up)? (?P<target>.+?) with (?P<value>.+)", _type_into),
    rule(
        r"fills?(?: in| out| up)? (?P<value>.+?) (?:in|into|for|to|as) (?P<target>.+)",
        lambda found: _type_into(found) if given_value(found["value"]) is not None else None,
    ),
    rule(rf"fills? in (?:the )?(?P<target>[^\ue000\ue001]+) (?P<value>{QUOTED})", _set),
    rule(r"fills?(?: in| out)? (?P<target>.+?)(?: as|:) (?P<value>.+)", _type_into),
    rule(
        r"(?:set|chang|updat|modif|specif)(?:e|y|s|es|ies)?"
        rf" (?P<target>.+?)(?: from (?:{QUOTED}|\S+))? (?P<as>to|as|with|=) (?P<value>.+)",
        _set,
    ),
    rule(
        r"(?:set|chang|updat|specif)(?:e|y|s|es|ies)? (?P<target>.+?) (?:to|as)"
        rf" (?P<value>{VALUE}|[\w-]+) (?P<scope>(?:for|in|on) .+)",
        lambda found: filled(
            target_of(found["target"], _without_preposition(found["scope"]), is_told=True),
            value_of(found["value"]),
        ),
    ),
    rule(
        rf"replaces? (?:the )?(?:text|value|contents?) (?:in|of) (?P<target>.+) (?:with|by) {_V}",
        _type_into,
    ),
    rule(rf"replaces? (?P<target>.+?) (?:with|by) {_V}", _type_into),
    rule(r"(?:re)?names? it(?: to| as)? (?P<value>.+?)(?: in (?P<scope>.+))?", _name),
    rule(
        r"(?:choose|select|pick|set|use|specify|provide|give)s?"
        r" (?P<value>.+?) as (?:(?:a|an|the|my|its) )?(?P<target>.+)",
        lambda found: (
            _select_as(found)
            if found.clause.shadow.startswith(("choose", "select", "pick"))
            else _set(found)
        ),
    ),
    rule(
        r"search(?:es)? (?:for |(?=\ue000))(?P<value>.+?)"
        r"(?: (?:in|on|using|with|via|from) (?P<target>.+))?",
        _search,
    ),
    rule(
        rf"(?:select|choose|set)s? (?P<target>[^\ue000\ue001]+?) as (?P<value>{QUOTED})", _select_as
    ),
    rule(r"(?:clear|empt|eras)(?:s|y|e)? (?P<target>.+)", _clear),
    rule(
        r"(?:select|choose|pick)s? (?P<value>.+?) (?:from|in|under|on) (?P<target>.+)", _select_from
    ),
    rule(r"(?:select|choose|pick)s? (?P<value>.+?) for (?P<target>.+)", _select_for),
    rule(
        rf"(?:select|choose|pick)s? (?P<target>[^\ue000\ue001]+) (?P<value>{QUOTED})",
        _select_labelled,
    ),
    rule(r"(?:select|choose|pick)s? (?P<value>.+)", _select),
    rule(
        rf"(?:check|tick|mark)s?(?: off)? (?:the )?{_BOXES}"
        r" (?:for|next to|beside|labell?ed|marked|named|called|with label|before) (?P<target>.+)",
        _tick,
    ),
    rule(r"(?:check|tick|mark)s?(?: off)? (?P<target>.+)", _check_box),
    rule(
        rf"(?:un-?check|un-?tick|unmark|de-?select|un-?select)s? (?:the )?{_BOXES}"
        r" (?:for|next to|beside|labell?ed|marked|named|called|with label|before) (?P<target>.+)",
        _uncheck,
    ),
    rule(r"(?:un-?check|un-?tick|unmark|de-?select|un-?select)s? (?P<target>.+)", _uncheck),
    rule(rf"enables? (?P<target>(?:.+ )?{_TOGGLE}(?: {QUOTED})?)", _tick),
    rule(rf"disables? (?P<target>(?:.+ )?{_TOGGLE}(?: {QUOTED})?)", _uncheck),
    rule(rf"(?:turn|switch|toggle)s? on (?P<target>{_SWITCH}|{QUOTED})", _tick),
    rule(rf"(?:turn|switch|toggle)s? off (?P<target>{_SWITCH}|{QUOTED})", _uncheck),
    rule(
        r"(?:upload|attach)(?:s|es)?(?: (?:the|a))?(?: (?:file|image|picture|photo|document))?"
        rf" (?P<value>{FILE})(?: file| image| picture| document)?"
        rf"(?: (?P<how>{_INTO}|for|via|using|through|with|as) (?P<target>.+))?",
        _upload,
    ),
)
"""Giving values. A claim comes before these: "check that …" is no box."""


def _without_preposition(part: Part) -> Part:
    return part.after(part.shadow.index(" ") + 1)
