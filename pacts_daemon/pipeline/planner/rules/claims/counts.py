"""Claims about how many things there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found
from pacts_daemon.pipeline.planner.rules.phrases.planned import assertion
from pacts_daemon.pipeline.planner.rules.phrases.targets import target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.told import check_is_told
from pacts_daemon.pipeline.planner.rules.phrases.values import count_of
from pacts_daemon.pipeline.planner.rules.phrases.vocabulary import names_a_thing

_PLURAL: Final = re.compile(r"(?:.*s|.*people|.*children)(?:\s(?:in|on|of|for|with|at)\s.+)?")
_FIGURE: Final = re.compile(
    r"(?:.*\s)?(?:counter|count|badge|label|total|indicator|heading|title|message|tooltip|hint|"
    r"text|charts?|graphs?|diagrams?|maps?)"
)


_MEASURE: Final = re.compile(
    r"(?:kind|type|sort|pair|half|halve|way|group|set|series|time)s?(?:\sof\s.*)?"
)
"""What is said of things and is none: "two kinds of rows"."""


def counted(found: Found) -> Actions | None:
    """Read "there are 3 rows in the table"."""
    return _counted(found, check_is_told)


def seen(found: Found) -> Actions | None:
    """Read "I should see 3 products": what is seen is on the page, whatever it is called."""
    return _counted(found, _check_is_seen)


def _counted(found: Found, check: Callable[[Part], None]) -> Actions | None:
    things = found["things"]
    is_many = things.quoted or _PLURAL.fullmatch(things.shadow)
    if count_of(found["count"]) != "1" and not is_many:
        return None
    if _FIGURE.fullmatch(found["subject"].shadow):
        things.refuse("can't be counted there: put the text that is shown in quotes")
    if _MEASURE.fullmatch(things.shadow):
        things.refuse("can't be counted: say what of")
    if found.has("subject") and target_of(things, is_told=True).scope:
        things.refuse("is in two places: say one of them")
    place = found["subject"] if found.has("subject") else None
    counted = target_of(things, place, is_told=True)
    if not counted.scope:
        check(things)
    return [assertion(Assertion.COUNT, counted, count_of(found["count"]))]


def _check_is_seen(things: Part) -> None:
    if not all(names_a_thing(word) for word in things.words()):
        check_is_told(things)


def owned(found: Found) -> Actions | None:
    """Read "I have 2 items in my cart"; where nothing is shown, nothing is counted."""
    counts = counted(found)
    if counts and not counts[0].scope:
        found["things"].refuse("is counted where? Say where it is shown")
    return counts
