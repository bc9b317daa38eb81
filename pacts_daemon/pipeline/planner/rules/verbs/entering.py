"""Clauses that give a value to a field: fill, clear, upload."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found, rule
from pacts_daemon.pipeline.planner.rules.phrases.kinds import LABEL
from pacts_daemon.pipeline.planner.rules.phrases.names import undetermined
from pacts_daemon.pipeline.planner.rules.phrases.planned import action
from pacts_daemon.pipeline.planner.rules.phrases.targets import IT, Target, target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.told import is_written
from pacts_daemon.pipeline.planner.rules.phrases.values import given_value, value_of
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    CHOICE,
    CHOSEN,
    FIELD,
    NUMBER,
    VALUE,
)

_ENDS_AS_FIELD: Final = re.compile(rf"(?:.*\s)?(?:{FIELD}|{LABEL})")
_IS_FIELD: Final = re.compile(rf"(?:.*\s)?{FIELD}")
_ENDS_AS_CHOSEN: Final = re.compile(rf"(?:.*\s)?(?:{CHOSEN}|{CHOICE})s?")
GOES_ON: Final = re.compile(r"\S\s(?:in|on|for|from|at|with|by)\s")
_SIGNS: Final = re.compile(r"\S*[^a-z\s]\S*")
"""One word that is no common one: "/away", "42"."""

_CODE: Final = re.compile(r"[A-Z]{2,}")
_NO_FIELD: Final = re.compile(r"(?:the\s|a\s)?(?:setting|value|option|field)")
_NO_FIELD_NAME: Final = re.compile(
    rf"(?:the\s)?(?:start|beginning|middle|end|front|back)\sof\s|{NUMBER}\s(?!\ue000)"
)
"""A part of a text, and a number of things: "in the middle of the word", "as one word"."""

_TAKES_NO_VALUE: Final = re.compile(
    r"(?:(?!(?:in|of|on|for|at)\s)\S+\s)*(?:table|grid|row|list|page|card|dialog|modal|section|panel|menu|"
    r"button|link|icon|tab|header|footer|toolbar|sidebar|banner|badge|toast|tooltip|image)"
    r"(?:\s(?:in|of|on|for|at)\s.*)?"
)
"""What holds fields, or is pressed: "in the first empty row"."""

_THING: Final = re.compile(rf"the\s(?P<value>{QUOTED})\s[a-z]+")
_OWNED: Final = re.compile(r"(?:the|my|your|its|our)\s")
_OWNED_BEFORE: Final = re.compile(r"\s(?:the|my|your|its|our)\s+$")
FILE: Final = rf"(?:{QUOTED}|\S+\.[a-z0-9]{{2,5}})"


def filled(target: Target, value: str) -> Actions:
    """Return that a field gets a value: chosen when its name says that one chooses there."""
    name = target.element.lower()
    is_chosen = _ENDS_AS_CHOSEN.fullmatch(name) and not _IS_FIELD.fullmatch(name)
    is_switched = value.lower() in ("true", "false")
    kind = PlanAction.SELECT if is_chosen or is_switched else PlanAction.FILL
    return [action(kind, target, value)]


def _type_into(found: Found) -> Actions:
    value = value_of(found["value"])
    return [action(PlanAction.FILL, field_of(found["target"], found["value"]), value)]


def field_of(part: Part, value: Part) -> Target:
    """Return the field that a value is given to.

    A given value tells that it is one, but "in full", which may say how, stands after it.
    """
    if _NO_FIELD_NAME.match(part.shadow) or _TAKES_NO_VALUE.fullmatch(part.raw):
        part.refuse("says where or how and names no field: name it")
    is_owned = _OWNED.match(part.shadow) or _OWNED_BEFORE.search(part.text.shadow[: part.start])
    is_said = part.start < value.start or is_owned is not None
    return target_of(part, is_told=is_said and given_value(value) is not None)


def _type(found: Found) -> Actions:
    """Read what is typed wherever the focus is; "enter DOB" may name the field and give nothing."""
    part = found["value"]
    if given_value(part) is None and GOES_ON.search(part.shadow):
        part.refuse("may be a value and a place: put the value in quotes")
    value = value_of(part)
    if given_value(part) is None and not _SIGNS.fullmatch(part.shadow):
        part.refuse("may be a value or a field: put the value in quotes, and name its field")
    return [action(PlanAction.FILL, value=value)]


def _set(found: Found) -> Actions:
    part = found["value"]
    if found.word("as") == "as" and given_value(part) is None and not part.raw[:1].isupper():
        part.refuse("describes a value and gives none: write it in quotes")
    if given_value(part) is None and GOES_ON.search(part.shadow):
        part.refuse("may be a value and a place: put the value in quotes")
    if _CODE.fullmatch(found["target"].raw) and _CODE.fullmatch(part.raw):
        found["target"].refuse('may be a field or its value: say "the X field"')
    if _NO_FIELD.fullmatch(found["target"].shadow):
        found["target"].refuse("doesn't say which: name the field")
    return filled(field_of(found["target"], part), value_of(part))


def _set_given(found: Found) -> Actions | None:
    if given_value(found["value"]) is None:
        return None
    return _set(found)


def _set_labelled(found: Found) -> Actions:
    """Read "enter voucher code 8812"; "enter Room 12" may be a value as a whole."""
    label = found["target"]
    if not label.raw.isupper() and not _ENDS_AS_FIELD.fullmatch(label.shadow):
        found.clause.refuse("may name a field or not: put the value in quotes, and name its field")
    return filled(target_of(label, is_told=True), found["value"].raw)


def _name(found: Found) -> Actions:
    scope = found["scope"]
    target = target_of(scope) if scope else Target("")
    return [action(PlanAction.FILL, Target("name", target.element), value_of(found["value"]))]


def _search(found: Found) -> Actions:
    where = found["target"]
    if where and not (where.quoted or _IS_FIELD.fullmatch(where.shadow)):
        where.refuse("may be a part of what is searched for: put that in quotes")
    target = target_of(where) if where else Target("search")
    said = found["value"]
    thing = _THING.fullmatch(said.shadow)
    value = value_of(said.sub(thing, "value") if thing else said)
    typed = action(PlanAction.FILL, target, value)
    return [typed, action(PlanAction.PRESS, value="Enter")]


def _search_term(found: Found) -> Actions:
    """Read "search with the term: z2": what is called a term is one, however short."""
    value = found["value"]
    term = value.quoted[0] if value.is_quoted else value.raw
    typed = action(PlanAction.FILL, Target("search"), term)
    return [typed, action(PlanAction.PRESS, value="Enter")]


def _clear(found: Found) -> Actions | None:
    part = found["target"]
    bare = undetermined(part)
    is_field = bare.shadow == IT or _ENDS_AS_FIELD.fullmatch(bare.shadow)
    if not (is_field or is_written(bare)):
        part.refuse('names no field: say "the X field" or put its name in quotes')
    return [action(PlanAction.CLEAR, target_of(part))]


def _upload(found: Found) -> Actions:
    file = found["value"]
    value = file.quoted[0] if file.is_quoted else file.raw
    is_told = found.word("how") in ("to", "for", "as")
    target = target_of(found["target"], is_told=is_told) if found["target"] else Target("")
    return [action(PlanAction.UPLOAD, target, value)]


_TYPE: Final = r"(?:types?|enters?|inputs?|writes?|keys? in|puts?|pastes?)(?: in)?"
_INTO: Final = r"(?:in|into|in to|to|inside|on|within)"
_V: Final = rf"(?P<value>{VALUE})"

RULES: Final = (
    rule(rf"{_TYPE} (?P<value>.+?) {_INTO} (?P<target>.+?)(?: again)?", _type_into),
    rule(rf"{_TYPE} (?P<value>.+?) as (?:(?:a|an|the|my|its) )?(?P<target>.+)", _set_given),
    rule(rf"{_TYPE} (?P<target>.+?)(?: as|:) (?P<value>.+)", _set_given),
    rule(rf"{_TYPE} (?P<value>.+) for (?P<target>.+)", _set_given),
    rule(rf"{_TYPE} (?:the )?(?P<target>[^\ue000\ue001]*[a-z]) (?P<value>\S*\d\S*)", _set_labelled),
    rule(rf"{_TYPE}(?: out)? (?P<value>.+)", _type),
    rule(rf"{_TYPE} (?:the )?(?P<target>[^\ue000\ue001]+) (?P<value>{QUOTED})", _set),
    rule(
        rf"fills?(?: in| out| up)? (?P<target>.+?) with (?P<value>{QUOTED})"
        r" (?:for|in|of) (?P<scope>.+)",
        lambda found: filled(
            target_of(found["target"], found["scope"], is_told=True), value_of(found["value"])
        ),
    ),
    rule(r"fills?(?: in| out| up)? (?P<target>.+?) with (?P<value>.+)", _type_into),
    rule(
        r"fills?(?: in| out| up)? (?P<value>.+?) (?:in|into|for|to|as) (?P<target>.+)",
        lambda found: _type_into(found) if given_value(found["value"]) is not None else None,
    ),
    rule(rf"fills? in (?:the )?(?P<target>[^\ue000\ue001]+) (?P<value>{QUOTED})", _set),
    rule(r"fills?(?: in| out)? (?P<target>.+?)(?: as|:) (?P<value>.+)", _type_into),
    rule(
        r"(?:re-?set|set|chang|updat|modif|specif|defin)(?:e|y|s|es|ies)?"
        rf" (?P<target>.+?)(?: from (?:{QUOTED}|\S+))? (?P<as>to|as|with|=) (?P<value>.+)",
        _set,
    ),
    rule(
        rf"edits? (?P<target>(?:[^,]+ )?(?:{FIELD}|{LABEL}))"
        r" and (?:change|set)(?: it)? (?P<as>to) (?P<value>.+)",
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
        r"(?:set|use|specify|provide|give)s? (?P<value>.+?) as"
        r" (?:(?:a|an|the|my|its) )?(?P<target>.+)",
        _set,
    ),
    rule(
        r"search(?:es)? (?:with|by|for|using) (?:the |a )?(?:search )?"
        r"(?:term|text|word|keyword|query):? (?P<value>\S+)",
        _search_term,
    ),
    rule(
        r"search(?:es)? (?:for (?:the (?:search )?(?:terms?|words?|phrase) (?=\ue000))?|(?=\ue000))"
        r"(?P<value>.+?)"
        r"(?: (?:in|on|using|with|via|from) (?P<target>.+))?",
        _search,
    ),
    rule(r"(?:clear|empt|eras)(?:s|y|e)? (?P<target>.+)", _clear),
    rule(
        r"removes? (?:its|the) (?P<target>[^\ue000\ue001]+) from"
        rf" (?P<scope>{QUOTED} (?:translation|locale))",
        lambda found: [action(PlanAction.CLEAR, target_of(found["target"], found["scope"]))],
    ),
    rule(
        r"(?:remove|delete|clear|erase)s? (?:all|the|all of the) (?:text|contents?)"
        r" (?:from|in|of) (?P<target>.+)",
        _clear,
    ),
    rule(
        r"(?:upload|attach)(?:s|es)?(?: (?:the|a))?(?: (?:file|image|picture|photo|document))?"
        rf" (?P<value>{FILE})(?: file| image| picture| document)?"
        rf"(?: (?P<how>{_INTO}|for|via|using|through|with|as) (?P<target>.+))?",
        _upload,
    ),
)
"""Giving values to fields."""


def _without_preposition(part: Part) -> Part:
    return part.after(part.shadow.index(" ") + 1)
