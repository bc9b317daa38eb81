"""What a claim asserts, once its parts are found."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.claims.subjects import place_claimed, subjects, together
from pacts_daemon.pipeline.planner.rules.claims.things import (
    check_has_text,
    check_is_no_idea,
    check_is_on_page,
    check_is_one,
    check_is_operated,
    check_is_particular,
    check_is_shown,
    check_is_thing,
    check_is_told_apart,
    check_is_whole,
    is_bare,
    is_control,
    is_message,
)
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found
from pacts_daemon.pipeline.planner.rules.phrases.kinds import OF_MANY, SEVERAL
from pacts_daemon.pipeline.planner.rules.phrases.names import (
    PREPOSITION,
    check_name,
    check_words,
    undetermined,
)
from pacts_daemon.pipeline.planner.rules.phrases.planned import assertion
from pacts_daemon.pipeline.planner.rules.phrases.targets import Target, place_of, target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.values import given_value
from pacts_daemon.pipeline.planner.rules.phrases.words import DETERMINER, FIELD, NUMBER, PAGE
from pacts_daemon.pipeline.planner.rules.verbs.navigating import address_of

Build = Callable[[Found], Actions | None]
_COUNT: Final = re.compile(rf"(?:only\s|exactly\s)?{NUMBER}\s")
_IS_FIELD: Final = re.compile(rf"(?:.*\s)?(?:{FIELD}|dropdown|select|picker)(?:\s{QUOTED})?")
_NOTHING: Final = re.compile(
    r"no\s(?:more\s)?(?:data|results?|items?|records?|entries|match(?:es)?|content|changes|orders?)\s"
    r"(?:found\s)?(?:message|text|label|screen|page|state|notice|banner|placeholder|image)"
)
"""A message of nothing, as "No data", or none of a message."""

_THEN: Final = re.compile(r"[\s,;](?:then|and\s(?:the|an?|no))\s")
_MORE: Final = re.compile(r"[,;]\s|\sthen\s")
_HOLDS_FOCUS: Final = re.compile(
    r"(?:(?!(?:in|on|of)\s)\S+\s)*(?:dialog|modal|page|window|form|section|table|sidebar|toolbar)"
)
_GOES_ON: Final = re.compile(rf"{PREPOSITION.pattern}|{DETERMINER}")
"""Words after which a text that has no quotes may have ended: "Edit in bold"."""

_WHOLE_PAGE: Final = re.compile(rf"(?:(?:the|this|current)\s+)*(?:{PAGE}|system|ui)")


def seen(check: Assertion) -> Build:
    def build(found: Found) -> Actions:
        subject, place = found["subject"], place_claimed(found)
        told = _told(subject, place) if check is Assertion.VISIBLE else None
        check_is_no_idea(subject)
        return told or shown(subject, place, check)

    return build


_SEVERAL_OF: Final = re.compile(r"[A-Z]{2,}s")
"""Several by their short name: "DMs"."""

_IS_THING: Final = re.compile(rf"{OF_MANY}|{SEVERAL}|(?:menu|dialog)s?")
_OWNED: Final = re.compile(r"\w's\s+(?:\w+\s+)?\w+$")
_TOLD: Final = re.compile(
    rf"(?P<message>[^\ue000\ue001]*?)(?:,?\s(?:saying|stating|reading|that\s(?:says|reads)|"
    rf"(?P<part>containing|that\scontains)|with(?:\s(?:the\s)?(?:text|message))?))?\s*(?P<text>{QUOTED})"
)


def shown(part: Part, place: Part | None, check: Assertion) -> Actions:
    """Return what is shown or not; "no X" is what is not."""
    actions: Actions = []
    for index, one in enumerate(together(part)):
        denied = one.shadow.startswith("no ")
        if denied and (check is Assertion.GONE or (check is Assertion.NOT_VISIBLE and index == 0)):
            one.refuse("is denied twice: say it once")
        if denied and _NOTHING.fullmatch(one.shadow):
            one.refuse("may be its text or that there is none: put its text in quotes")
        name = one.after(3) if denied else one
        if not denied:
            check_is_shown(name, is_alone=place is None)
        wanted = Assertion.NOT_VISIBLE if denied else check
        actions += [assertion(wanted, target) for target in subjects(name, place)]
    return spread(actions) if place is None else actions


def spread(actions: Actions) -> Actions:
    """Let the place at the end hold for what was named before it: "A and B in the menu"."""
    last = actions[-1].scope
    if any(one.scope for one in actions[:-1]):
        return actions
    return [one.model_copy(update={"scope": last}) for one in actions]


def _told(subject: Part, place: Part | None) -> Actions | None:
    """Read ``error message "T"`` as an error message with this text."""
    found = _TOLD.fullmatch(undetermined(subject).shadow)
    if not found:
        return None
    part = undetermined(subject)
    message = part.sub(found, "message")
    if message.shadow in ("text", "texts"):
        return [assertion(Assertion.VISIBLE, target_of(part.sub(found, "text"), place))]
    is_owned = _OWNED.search(message.shadow) is not None
    if not message or not (is_owned or is_message(message)):
        return None
    value = part.sub(found, "text").quoted[0]
    check = Assertion.CONTAINS if found["part"] else Assertion.TEXT
    return [assertion(check, target_of(message, place), value)]


def in_state(check: Assertion) -> Build:
    def build(found: Found) -> Actions:
        place = place_claimed(found)
        if place is None:
            check_is_told_apart(found["subject"])
        if check is Assertion.FOCUSED and found.word("prep") == "on":
            found["place"].refuse("is no place: say what has the focus")
        if check in (Assertion.ENABLED, Assertion.DISABLED):
            check_is_operated(found["subject"])
        return [assertion(check, one) for one in subjects(found["subject"], place)]

    return build


def text_is(check: Assertion) -> Callable[[Found], Actions]:
    def build(found: Found) -> Actions:
        value = _given(found["value"])
        check_has_text(found["subject"])
        target = target_of(found["subject"], place_claimed(found), is_told=True)
        return [assertion(check, target, value)]

    return build


def equals(found: Found) -> Actions:
    is_field = _IS_FIELD.fullmatch(found["subject"].shadow)
    return text_is(Assertion.VALUE if is_field else Assertion.TEXT)(found)


def tells(found: Found) -> Actions | None:
    """Read ``the button says Follow`` when the words are written as a text is."""
    value = found["value"]
    is_thing = found.word("shows") and is_control(value)
    if is_thing or not (value.raw[:1].isupper() or given_value(value)):
        return None
    if _MORE.search(value.shadow) or any(_GOES_ON.fullmatch(one.raw) for one in value.words()):
        value.refuse("is a text, or goes on after one: put what is shown in quotes")
    check_words(value)
    check_has_text(found["subject"])
    return [assertion(Assertion.TEXT, target_of(found["subject"]), value.raw)]


def addresses(found: Found) -> Actions:
    """Read what is told to the reader as the text itself: "the footer shows you are offline"."""
    if _THEN.search(found["value"].shadow):
        found["value"].refuse("goes on after what is shown: write a sentence of its own")
    return [assertion(Assertion.CONTAINS, target_of(found["subject"]), str(found["value"]))]


def contains(check: Assertion, on_page: Assertion) -> Build:
    def build(found: Found) -> Actions:
        values = found["value"].quoted if found.has("value") else ()
        if len(values) < 2:  # noqa: PLR2004
            values = (_given(found["value"]),)
        if _WHOLE_PAGE.fullmatch(found["subject"].shadow):
            place = place_claimed(found)
            where = place_of(place) if place else ""
            return [assertion(on_page, Target(text, where, (text,))) for text in values]
        check_has_text(found["subject"])
        target = target_of(found["subject"], place_claimed(found), is_told=True)
        wanted = Assertion.CONTAINS if check is Assertion.TEXT and len(values) > 1 else check
        return [assertion(wanted, target, text) for text in values]

    return build


def property_is(found: Found) -> Actions | None:
    """Read ``the order has status "Shipped"``: a part of an element, and its text."""
    kind, value = undetermined(found["property"]), _given(found["value"])
    owner = found["subject"]
    if _IS_THING.fullmatch(kind.shadow) or _COUNT.match(kind.shadow):
        return None
    if kind.shadow in ("text", "label", "content"):
        return [assertion(Assertion.TEXT, target_of(owner, is_told=True), value)]
    if kind.shadow == "value":
        return [assertion(Assertion.VALUE, target_of(owner, is_told=True), value)]
    check_has_text(kind)
    check_is_no_idea(kind)
    check_is_whole(kind)
    target = target_of(owner, is_told=True)
    scope = f"{target.element} in {target.scope}" if target.scope else target.element
    if kind.quoted or target_of(kind, is_told=True).scope:
        kind.refuse('is no property with a text: say "the X of Y is …"')
    return [assertion(Assertion.TEXT, Target(str(kind), scope, kind.quoted), value)]


def has_things(check: Assertion) -> Build:
    def build(found: Found) -> Actions | None:
        things = found["things"]
        if check is Assertion.VISIBLE and _COUNT.match(things.shadow):
            return None
        check_name(undetermined(found["subject"]))
        check_is_on_page(found["subject"])
        check_is_one(found["subject"])
        if _SEVERAL_OF.fullmatch(found["subject"].raw):
            found["subject"].refuse("doesn't say which: name the one that is meant")
        for one in together(things):
            check_is_thing(one)
            if check is Assertion.VISIBLE:
                check_is_particular(undetermined(one))
        return shown(things, found["subject"], check)

    return build


def has_text_in(found: Found) -> Actions:
    """Read ``the item has text in its footer "x"``."""
    target = target_of(found["property"], found["subject"])
    return [assertion(Assertion.TEXT, target, _given(found["value"]))]


def sees(check: Assertion) -> Build:
    def build(found: Found) -> Actions:
        things = found["things"]
        if check is Assertion.VISIBLE:
            told = _told(things, None)
            if told:
                return told
            if is_bare(things):
                things.refuse("doesn't say which: name it")
        check_is_thing(things)
        return shown(things, None, check)

    return build


def sees_property(found: Found) -> Actions | None:
    if not found["subject"].quoted or is_message(found["subject"]):
        return None
    return property_is(found)


def sees_as(found: Found) -> Actions:
    return [
        assertion(Assertion.TEXT, target_of(found["subject"], is_told=True), _given(found["value"]))
    ]


def of_page(check: Assertion, *, is_part: bool = False) -> Build:
    def build(found: Found) -> Actions:
        part = found["value"]
        said = part.quoted[0] if part.is_quoted else part.raw
        return [assertion(check, value=said).model_copy(update={"is_part": is_part})]

    return build


def at_address(found: Found) -> Actions | None:
    address = address_of(found["value"])
    return None if address is None else [assertion(Assertion.URL, value=address)]


def _given(part: Part) -> str:
    value = given_value(part)
    if value is None:
        part.refuse("gives no text to compare with: write it in quotes")
    return value


def focused(found: Found) -> Actions:
    if _HOLDS_FOCUS.fullmatch(found["subject"].shadow):
        found["subject"].refuse("holds what has the focus: name that")
    return [assertion(Assertion.FOCUSED, target_of(found["subject"]))]


def chosen(found: Found) -> Actions:
    target = target_of(found["value"], found["subject"])
    return [assertion(Assertion.SELECTED, target)]
