"""Clauses that choose: an option from several, a box, a switch."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.planner.rules.claims.things import is_control
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found, rule
from pacts_daemon.pipeline.planner.rules.phrases.kinds import LABEL, OF_MANY
from pacts_daemon.pipeline.planner.rules.phrases.names import check_name, undetermined
from pacts_daemon.pipeline.planner.rules.phrases.planned import action
from pacts_daemon.pipeline.planner.rules.phrases.targets import target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.told import is_written
from pacts_daemon.pipeline.planner.rules.phrases.values import given_value, value_of
from pacts_daemon.pipeline.planner.rules.phrases.words import BOX, CHOICE, CHOSEN
from pacts_daemon.pipeline.planner.rules.verbs.entering import GOES_ON, field_of
from pacts_daemon.pipeline.planner.rules.verbs.pointing import clicked, several

_ENDS_AS_CHOICE: Final = re.compile(rf"(?:.*\s)?{CHOICE}")
_ENDS_AS_DROPDOWN: Final = re.compile(
    r"(?:.*\s)?(?:drop-?down|drop\sdown|select|combo\s?box|picker|list\s?box)"
)
_ANY_OF_KIND: Final = re.compile(rf"the\s(?:{OF_MANY}|table|list|form|section|page)")
_PLACED: Final = re.compile(r"\s(?:in|on|of|for|at)\s")
_IS_CHOSEN: Final = re.compile(CHOSEN)
_SAYS_BOX: Final = re.compile(rf"(?:.*\s)?{BOX}(?:\s(?:in|on|of|for)\s.*)?|{BOX}\s.*")
_OPTION: Final = re.compile(
    rf"(?:(?:value|item|{CHOSEN})\s+)?(?P<value>{QUOTED})(?:\s+(?:option|value|item|entry|choice))?"
)
_NAMED: Final = re.compile(rf"the\s(?:{CHOSEN}|template|value|item)\s(?P<name>[^\ue000\ue001]+)")
_ONLY_A_KIND: Final = re.compile(
    r"the\s[a-z]+\s(?:from|in|under|on)\s.*(?:drop-?\s?down|combo\s?box|list\s?box|select)"
)
"""What is chosen from, and not what: "the channel from the Channels dropdown"."""

_FACTS: Final = re.compile(r".*\s(?:data|details|information|info|content|status|state|results?)")
"""What is looked at rather than ticked: 'check "Tea" details'."""

_TITLE_OF_OPTION: Final = re.compile(
    r"\S+ the [A-Z]\w* as [A-Z].* (?:option|item|entry|link|button)"
)
"""In which "as" belongs to a title: "select the Mark as Read option"."""

_TEXTS_ONLY: Final = re.compile(rf"{QUOTED}(?:(?:\s?,|,?\sand)\s{QUOTED})+")
_HOLDS: Final = re.compile(rf"(?:.*\s)?{LABEL}")
_INDEFINITE: Final = re.compile(r"(?:an?|any)\s.*")
_DASHED: Final = re.compile(r"\s[-\u2013]\s")
_TEXTS: Final = re.compile(r"(?:(?:the|all|some)\s)*(?:texts?|words?|content|everything)(?:\s.*)?")


def _select_from(found: Found) -> Actions:
    place, value = found["target"], found["value"]
    is_described = value.shadow.startswith("the ") and not value.quoted
    is_title = undetermined(place).raw[:1].isupper()
    if not value.quoted and _TEXTS.fullmatch(value.shadow):
        value.refuse("is a text to mark, which is no action: name the element to click")
    if _DASHED.search(value.shadow):
        value.refuse("may be several: put the one to select in quotes")
    named = _NAMED.fullmatch(value.shadow)
    if named and value.sub(named, "name").raw[:1].isupper():
        return [action(PlanAction.SELECT, target_of(place), str(value.sub(named, "name")))]
    if is_described and _ONLY_A_KIND.fullmatch(f"{value.shadow} from {place.shadow}"):
        value.refuse("doesn't say which: name the one to select")
    if is_described:
        return [action(PlanAction.CLICK, target_of(value, place))]
    name = _PLACED.split(place.shadow)[0]
    ends_so = _ENDS_AS_CHOICE.fullmatch(place.shadow) or _ENDS_AS_DROPDOWN.fullmatch(name)
    if place.quoted or is_title or ends_so:
        return [action(PlanAction.SELECT, target_of(place), _chosen(found["value"]))]
    return [action(PlanAction.CLICK, target_of(found["value"], place))]


def _select_as(found: Found) -> Actions | None:
    value = found["value"]
    if _TITLE_OF_OPTION.fullmatch(found.clause.raw):
        return None
    bare = undetermined(value) if value.quoted else value
    if len(bare.quoted) > 1 and _TEXTS_ONLY.fullmatch(bare.shadow):
        target = target_of(found["target"], is_told=True)
        return [action(PlanAction.SELECT, target, one) for one in bare.quoted]
    if bare.is_quoted:  # 'choose "Euro" as base currency': whatever it is called.
        target = target_of(found["target"], is_told=True)
    else:
        target = field_of(found["target"], value)
    return [action(PlanAction.SELECT, target, value_of(bare))]


def _select_for(found: Found) -> Actions | None:
    value = found["value"]
    if given_value(value) is None and not value.raw[:1].isupper():
        return None
    return [action(PlanAction.SELECT, field_of(found["target"], value), _chosen(value))]


def _select_labelled(found: Found) -> Actions | None:
    """Read ``select Country "India"``: what is written as a label is no kind of option."""
    label = undetermined(found["target"])
    is_written_so = all(word.raw[:1].isupper() for word in label.words()) and not is_control(label)
    if not is_written_so and (label.shadow == "option" or not _IS_CHOSEN.fullmatch(label.shadow)):
        return None
    return [action(PlanAction.SELECT, target_of(label), found["value"].quoted[0])]


def _select(found: Found) -> Actions | None:
    part = found["value"]
    if _DASHED.search(part.shadow):
        part.refuse("may be several: put the one to select in quotes")
    if _SAYS_BOX.fullmatch(part.shadow) and not _OPTION.fullmatch(undetermined(part).shadow):
        kind = PlanAction.CHECK if "option" not in part.shadow else PlanAction.CLICK
        return [action(kind, target_of(part))]
    bare = undetermined(part)
    if len(bare.quoted) > 1 and GOES_ON.search(bare.shadow):
        part.refuse("is more than one choice: write a sentence for each")
    if given_value(bare) is not None or _OPTION.fullmatch(bare.shadow):
        return [action(PlanAction.SELECT, value=_chosen(part))]
    is_any = _INDEFINITE.fullmatch(part.shadow) or _ONLY_A_KIND.fullmatch(part.shadow)
    is_any = is_any or _ANY_OF_KIND.fullmatch(part.shadow)
    if is_any or _TEXTS.fullmatch(part.shadow):
        part.refuse("doesn't say which: name the one to select")
    clicks = clicked(PlanAction.CLICK, part)
    for one in several(part):
        name = undetermined(one)
        if not is_written(name) and (name == one or _HOLDS.fullmatch(name.shadow)):
            one.refuse('names what to choose from and not what: say "select X from Y"')
    return clicks


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
    is_named = undetermined(part).quoted and not (is_control(part) or _FACTS.fullmatch(part.shadow))
    is_box = _SAYS_BOX.fullmatch(undetermined(part).shadow) or is_named
    if not is_box and (found.clause.shadow.startswith("check") or not part.raw[:1].isupper()):
        part.refuse('is it a claim or a box? Say "check that …" or "check the X checkbox"')
    return [action(PlanAction.CHECK, target_of(part))]


def _uncheck(found: Found) -> Actions:
    return [action(PlanAction.UNCHECK, target_of(found["target"]))]


def _tick(found: Found) -> Actions:
    return [action(PlanAction.CHECK, target_of(found["target"]))]


_BOXES: Final = r"(?:checkbox|check\s?box|check-box|box|tickbox)"
_TOGGLE: Final = r"(?:toggle|switch|checkbox|check\s?box)"
_SWITCH: Final = r"(?:.+ )?(?:toggle|switch|checkbox|check\s?box|option|setting)(?: .+)?"

RULES: Final = (
    rule(
        r"(?:choose|select|pick)s? (?P<target>[^\ue000\ue001]*[a-z]) as (?P<value>\d\S*)",
        _select_as,
    ),
    rule(
        r"(?:choose|select|pick)s? (?P<value>.+?) as (?:(?:a|an|the|my|its) )?(?P<target>.+)",
        _select_as,
    ),
    rule(
        rf"(?:select|choose|set)s? (?P<target>[^\ue000\ue001]+?)(?: as|:) (?P<value>{QUOTED})",
        _select_as,
    ),
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
    rule(rf"(?:turn|switch|toggle)s? (?P<target>{_SWITCH}|{QUOTED}) on", _tick),
    rule(rf"(?:turn|switch|toggle)s? (?P<target>{_SWITCH}|{QUOTED}) off", _uncheck),
    rule(rf"(?:turn|switch|toggle)s? on (?P<target>{_SWITCH}|{QUOTED})", _tick),
    rule(rf"(?:turn|switch|toggle)s? off (?P<target>{_SWITCH}|{QUOTED})", _uncheck),
)
"""Choosing. A claim comes before these: "check that …" is no box."""
