"""Assertions: a claim, or several of one subject."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.claims.assertions import shown
from pacts_daemon.pipeline.planner.rules.claims.predicates import NAMED, PREDICATES
from pacts_daemon.pipeline.planner.rules.claims.things import (
    check_is_noun,
    check_is_particular,
    check_is_thing,
)
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, first_reading, split
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part, text_of
from pacts_daemon.pipeline.planner.rules.phrases.words import SEPARATOR

# "… and that the X is shown" says what "and the X is shown" does; "and that user" points elsewhere.
_THAT: Final = rf"(?:that\s+(?=(?:the|an?|no|its)\s|{QUOTED}))?"
_SEPARATOR: Final = re.compile(rf"(?:{SEPARATOR}(?:but\s+)?|\s+but\s+){_THAT}")
_VERB: Final = re.compile(
    r"(?P<subject>.+?)\s(?:should|must|will|is|are|isn't|aren't|has|have|does|do|doesn't|don't|"
    r"shows?|displays?|says?|reads?|contains?|mentions?|includes?|appears?|opens?|closes?|"
    r"disappears?|no\slonger)\s?.*"
)
_GOES_ON: Final = re.compile(
    r"(?:(?:also|still|now|then)\s)*(?:should|must|will|shall|be|is|are|isn't|aren't|has|have|does|do|"
    r"doesn't|don't|gets?|becomes?|remains?|stays?|no|not|with|in|on|shows?|displays?|says?|reads?|"
    r"contains?|mentions?|includes?|appears?|opens?|closes?|disappears?|equals?|lists|\ue000)(?![a-z])"
)
"""What more of the same subject begins with: "the button is shown and says Go"."""

_PLAIN_VERB: Final = (
    r"(?:show|display|say|read|contain|mention|include|appear|open|close|disappear|equal|have)"
)
_MAY_BE_ORDER: Final = re.compile(rf"{_PLAIN_VERB}(?!\w)")
_TAKES_PLAIN: Final = re.compile(rf".*\b(?:should|must|will|shall|do|does|{_PLAIN_VERB})\b.*")
"""After which a plain verb goes on: "should open and show X"; "is shown and close" orders."""

_STARTS_AS_STATE: Final = re.compile(
    r"(?:visible|displayed|shown|enabled|disabled|focused|checked|unchecked|selected|hidden|open)\b.*"
)
_TO: Final = re.compile(
    r"\sto\s(?=(?:not\s)?(?:be|become|have|appear|disappear|show|display|open|close|contain|equal|"
    r"include|say|read|match|go\saway|vanish|exist|get|change|end)\b)"
)
_UNSEEN: Final = (Assertion.GONE, Assertion.NOT_VISIBLE)
_NEGATIVE: Final = re.compile(r".*(?:\bnot\b|n't\b|\bno\b).*")


def claims(part: Part) -> Actions | None:
    """Return what a part claims; None when it claims nothing.

    Raises:
        UnreadableSentenceError: it claims what can't be asserted, or not clearly of what.
    """
    problem: UnreadableSentenceError | None = None
    try:
        read = first_reading(PREDICATES, part)
    except UnreadableSentenceError as error:
        problem, read = error, None
    if read is not None:
        return read
    pieces = split(part, _SEPARATOR)
    for cut in range(len(pieces) - 1, 0, -1):
        read = _two(part, pieces[0].start, pieces[cut - 1].end, pieces[cut].start)
        if read is not None:
            _check_agrees(part, read)
            return read
    if problem is not None:
        raise problem
    return None


def infinitive(part: Part) -> Part:
    """Return "X to be shown", which is expected or waited for, as "X be shown"."""
    before, after = part.text.shadow[: part.start], part.text.shadow[part.end :]
    shadow = before + _TO.sub(lambda found: " " * len(found[0]), part.shadow) + after
    return Part(replace(part.text, shadow=shadow), part.start, part.end)


def named(part: Part) -> Actions:
    """Return that what a part names is visible: "verify the X button".

    Raises:
        UnreadableSentenceError: it names nothing that can be seen.
    """
    counted = first_reading(NAMED, part)
    if counted is not None:
        return counted
    check_is_thing(part)
    check_is_noun(part)
    check_is_particular(part)
    return shown(part, None, Assertion.VISIBLE)


def _two(part: Part, start: int, end: int, rest: int) -> Actions | None:
    """Read a claim and, after it, more of them or more of the same subject."""
    left, right = Part(part.text, start, end).strip(), Part(part.text, rest, part.end).strip()
    try:
        first = first_reading(PREDICATES, left)
        if first is None:
            return None
        return first + _more(left, right)
    except UnreadableSentenceError:
        return None


def _check_agrees(part: Part, read: Actions) -> None:
    """Refuse that the same thing comes and goes: the order of both isn't said."""
    seen = {(one.element, one.scope) for one in read if one.assertion not in _UNSEEN}
    if any(one.assertion in _UNSEEN and (one.element, one.scope) in seen for one in read):
        part.refuse("says that the same is shown and is not: write two sentences")


def _more(left: Part, right: Part) -> Actions:
    subject = _VERB.fullmatch(left.shadow)
    try:
        read = claims(right)
    except UnreadableSentenceError:
        read = None
    if read is not None:
        return read
    is_state = _STARTS_AS_STATE.fullmatch(right.shadow) is not None
    if subject is None or not (is_state or _GOES_ON.match(right.shadow)):
        right.refuse("claims nothing that can be read")
    if _MAY_BE_ORDER.match(right.shadow) and not _TAKES_PLAIN.fullmatch(left.shadow):
        right.refuse("may be an order: write a sentence of its own")
    verb = " "
    if is_state:
        if _NEGATIVE.fullmatch(left.shadow):
            right.refuse("may be denied or not: write two sentences")
        verb = " is "
    whole = text_of(left.sub(subject, "subject").raw + verb + right.raw).whole()
    read = first_reading(PREDICATES, whole)
    if read is None:
        right.refuse("claims nothing that can be read")
    return read
