"""What a claim asserts, once its parts are found."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.claims.subjects import place_claimed, subjects, together
from pacts_daemon.pipeline.planner.rules.claims.things import (
    check_is_no_idea,
    check_is_on_page,
    check_is_one,
    check_is_operated,
    check_is_particular,
    check_is_shown,
    check_is_thing,
    check_is_told_apart,
    is_bare,
    is_message,
)
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found, split
from pacts_daemon.pipeline.planner.rules.phrases.kinds import LABEL
from pacts_daemon.pipeline.planner.rules.phrases.names import (
    check_name,
    undetermined,
)
from pacts_daemon.pipeline.planner.rules.phrases.planned import assertion
from pacts_daemon.pipeline.planner.rules.phrases.targets import target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.values import count_of
from pacts_daemon.pipeline.planner.rules.phrases.vocabulary import names_a_thing
from pacts_daemon.pipeline.planner.rules.phrases.words import NUMBER
from pacts_daemon.pipeline.planner.rules.verbs.navigating import address_of

Build = Callable[[Found], Actions | None]
_COUNT: Final = re.compile(rf"(?:only\s|exactly\s)?{NUMBER}\s")
_SETTINGS: Final = re.compile(
    r"(?:.*\s)?(?:console|settings?|preferences|configuration|config|server|instance|workspace)"
)
_NOTHING: Final = re.compile(
    r"no\s(?:more\s)?(?:data|results?|items?|records?|entries|match(?:es)?|content|changes|orders?)\s"
    r"(?:found\s)?(?:message|text|label|screen|page|state|notice|banner|placeholder|image)"
)
"""A message of nothing, as "No data", or none of a message."""

_HOLDS_FOCUS: Final = re.compile(
    r"(?:(?!(?:in|on|of)\s)\S+\s)*(?:dialog|modal|page|window|form|section|table|sidebar|toolbar)"
)


def seen(check: Assertion) -> Build:
    def build(found: Found) -> Actions:
        subject, place = found["subject"], place_claimed(found)
        told = _told(subject, place) if check is Assertion.VISIBLE else None
        check_is_no_idea(subject)
        return told or _each_shown(found, place, check)

    return build


def elliptic(check: Assertion) -> Build:
    """Read "Save option available", where what is named tells that it is a thing on the page."""

    def build(found: Found) -> Actions:
        subject = found["subject"]
        if not (found["place"] and _LABELLED.fullmatch(subject.shadow)):
            check_is_thing(subject)
        return shown(subject, place_claimed(found), check)

    return build


def opens_with(found: Found) -> Actions:
    """Read "X opens, with focus in Y", "…, with no Y available" and "with 5 Y listed"."""
    subject = found["subject"]
    actions = shown(subject, None, Assertion.VISIBLE)
    if found.has("focus"):
        return [*actions, assertion(Assertion.FOCUSED, target_of(found["focus"]))]
    if found.has("things"):
        things = target_of(found["things"], subject, is_told=True)
        return [*actions, assertion(Assertion.COUNT, things, count_of(found["count"]))]
    check_is_thing(found["none"])
    return [*actions, *shown(found["none"], None, Assertion.NOT_VISIBLE)]


def _each_shown(found: Found, place: Part | None, check: Assertion) -> Actions:
    """Read "RHS and RHS textbox are visible": "are" tells that they are two.

    Two single words may be one title, as "Users and Access" is, and a plural may be of both:
    "Save and Cancel buttons".
    """
    subject = found["subject"]
    two = split(subject, _AND)
    verb = found.clause.shadow[subject.end - found.clause.start :]
    is_two = len(two) == 2 and not subject.quoted and verb.lstrip().startswith("are ")  # noqa: PLR2004
    is_title = all(len(list(one.words())) == 1 for one in two)
    is_shared = two[-1].shadow.endswith("s") or undetermined(two[0]) != two[0]
    if not is_two or is_title or is_shared or not all(one.raw[:1].isupper() for one in two):
        return shown(subject, place, check)
    return [one for name in two for one in shown(name, place, check)]


_AND: Final = re.compile(r"\sand\s")
_OF_TWO: Final = re.compile(r"\ue000\ue001*\swith\s[^\ue000]*\ue000")
"""A text in quotes that has another: ``the bundle "A" with product "B"``."""

_SEVERAL_OF: Final = re.compile(r"[A-Z]{2,}s")
"""Several by their short name: "DMs"."""

_LABELLED: Final = re.compile(rf"(?:.*\s)?{LABEL}")
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
            if place and _SETTINGS.fullmatch(place.shadow):
                place.refuse("is where it is set up: say what to click there")
            check_is_operated(found["subject"])
        return [assertion(check, one) for one in subjects(found["subject"], place)]

    return build


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


def sees(check: Assertion) -> Build:
    def build(found: Found) -> Actions:
        things = found["things"]
        if _OF_TWO.search(things.shadow):
            things.refuse("says what belongs to what and not how it is shown: write two sentences")
        if check is Assertion.VISIBLE:
            told = _told(things, None)
            if told:
                return told
            if is_bare(things):
                things.refuse("doesn't say which: name it")
        if check is Assertion.VISIBLE or not names_a_thing(things):
            check_is_thing(things)
        return shown(things, None, check)

    return build


def of_page(check: Assertion, *, is_part: bool = False) -> Build:
    def build(found: Found) -> Actions:
        part = found["value"]
        said = part.quoted[0] if part.is_quoted else part.raw
        return [assertion(check, value=said).model_copy(update={"is_part": is_part})]

    return build


def at_address(found: Found) -> Actions | None:
    address = address_of(found["value"])
    return None if address is None else [assertion(Assertion.URL, value=address)]


def focused(found: Found) -> Actions:
    if _HOLDS_FOCUS.fullmatch(found["subject"].shadow):
        found["subject"].refuse("holds what has the focus: name that")
    return [assertion(Assertion.FOCUSED, target_of(found["subject"]))]


def chosen(found: Found) -> Actions:
    target = target_of(found["value"], found["subject"])
    return [assertion(Assertion.SELECTED, target)]
