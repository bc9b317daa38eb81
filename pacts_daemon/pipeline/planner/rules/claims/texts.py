"""What a claim asserts of the text of an element."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.claims.subjects import place_claimed
from pacts_daemon.pipeline.planner.rules.claims.things import (
    check_has_text,
    check_is_no_idea,
    check_is_whole,
    is_control,
    is_message,
)
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found
from pacts_daemon.pipeline.planner.rules.phrases.kinds import OF_MANY, SEVERAL
from pacts_daemon.pipeline.planner.rules.phrases.names import (
    PREPOSITION,
    check_words,
    undetermined,
)
from pacts_daemon.pipeline.planner.rules.phrases.planned import assertion
from pacts_daemon.pipeline.planner.rules.phrases.targets import Target, place_of, target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.values import given_value
from pacts_daemon.pipeline.planner.rules.phrases.words import DETERMINER, FIELD, NUMBER, PAGE

Build = Callable[[Found], Actions | None]
_COUNT: Final = re.compile(rf"(?:only\s|exactly\s)?{NUMBER}\s")
_IS_FIELD: Final = re.compile(rf"(?:.*\s)?(?:{FIELD}|dropdown|select|picker)(?:\s{QUOTED})?")
_THEN: Final = re.compile(r"[\s,;](?:then|and\s(?:the|an?|no)|with\s(?:the|an?)\stext)(?!\w)")
_MORE: Final = re.compile(r"[,;]\s|\sthen\s")
_GOES_ON: Final = re.compile(rf"{PREPOSITION.pattern}|{DETERMINER}")
"""Words after which a text that has no quotes may have ended: "Edit in bold"."""
_WHOLE_PAGE: Final = re.compile(rf"(?:(?:the|this|current)\s+)*(?:{PAGE}|system|ui)")
_IS_THING: Final = re.compile(rf"{OF_MANY}|{SEVERAL}|(?:menu|dialog)s?")


def text_is(check: Assertion) -> Callable[[Found], Actions]:
    def build(found: Found) -> Actions:
        value = _given(found["value"])
        check_has_text(found["subject"])
        target = target_of(found["subject"], place_claimed(found), is_told=True)
        return [assertion(check, target, value)]

    return build


def text_as_written(found: Found) -> Actions:
    """Read "the timeout is set to 30 minutes", which gives its text with no quotes."""
    target = target_of(found["subject"], is_told=True)
    return [assertion(Assertion.TEXT, target, str(found["value"]))]


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


def has_text_in(found: Found) -> Actions:
    """Read ``the item has text in its footer "x"``."""
    target = target_of(found["property"], found["subject"])
    return [assertion(Assertion.TEXT, target, _given(found["value"]))]


def sees_property(found: Found) -> Actions | None:
    if not found["subject"].quoted or is_message(found["subject"]):
        return None
    return property_is(found)


def sees_as(found: Found) -> Actions:
    return [
        assertion(Assertion.TEXT, target_of(found["subject"], is_told=True), _given(found["value"]))
    ]


def _given(part: Part) -> str:
    value = given_value(part)
    if value is None:
        part.refuse("gives no text to compare with: write it in quotes")
    return value
