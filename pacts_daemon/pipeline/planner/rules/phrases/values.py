"""What is typed, chosen or expected: quoted verbatim, or plain words that say nothing else."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.names import check_name
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.vocabulary import names_a_thing
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    AMOUNT,
    DETERMINER,
    NUMBER,
    NUMBERS,
)

_INTRODUCED: Final = re.compile(
    rf"(?:{DETERMINER}\s+)?(?:(?:exact|test|sample)\s+)?(?:text|value|word|string|command|phrase|term|letters?|"
    rf"characters?|number|code|pin|url|digits|keywords?|query|message|option|amount|label)(?:\s+of)?\s*:?\s+"
    rf"(?P<value>{QUOTED})"
)
_PLAIN: Final = re.compile(r"(?:the\s)?(?:term|word|text|phrase|string)\s(?P<value>\S+)")
_AMOUNT: Final = re.compile(AMOUNT)
_DIGITS: Final = re.compile(r"\d[\d\s./:-]*\d|(?=\S*\d)[A-Z0-9][A-Z0-9./:-]*")
"""A date, a number in groups, or a code: "2026-12-24", "4444 5555", "INV-0091"."""

_MORE: Final = re.compile(rf"{AMOUNT}\s(?:more|less|fewer|or\sso)(?!\w).*")
_DAY: Final = re.compile(r"(?:next|last|this|coming|following)\s\w+")
_DESCRIBED: Final = re.compile(
    rf"(?:{NUMBER}\s+)?[a-z'-]+(?:\s+[a-z'-]+)+|"
    rf"{NUMBER}\s+(?:[a-z]+s|option|item|value|entry|row|choice)"
)
"""Small words that may say what a value is like: "only spaces", "3 items"."""
_MAX_TIMES: Final = 50
_TIMES: Final = {"": "1", "once": "1", "twice": "2", "thrice": "3"}
_PARTS: Final = re.compile(r"[/&+](?=.)")
_NO_VALUE: Final = re.compile(
    r"(?:a|an|the|any|your|my|its|our|new|existing|own|valid|invalid|wrong|full|partial|long|short|"
    r"text|message|word|words|name|names|username|password|email|e-mail|address|id|ids|number|"
    r"numbers|letter|letters|characters?|value|values|term|terms|title|description|query|keywords?|"
    r"url|urls|link|code|content|data|details|credentials|information|date|time|reason|comment|"
    r"reply|search|string|input|field|fields|channel|channels|user|users|first|last|emoji|emojis|"
    r"hashtag|mention|mentions|slash|command|too|nothing|to|up|down|back|line|paragraph|markdown|"
    r"html|json|xml|sql|css|javascript|unicode|ascii|"
    r"x{2,}|gibberish|garbage|nonsense|lorem|whatever|blank|empty|spaces?|digits?|symbols?)"
    r"[.,;:!?]*"
)


def value_of(part: Part) -> str:
    """Return the value that a phrase gives.

    Raises:
        UnreadableSentenceError: it describes a value and gives none.
    """
    part = part.strip()
    if not part:
        part.refuse("gives no value")
    given = given_value(part)
    if given is not None:
        return given
    plain = _PLAIN.fullmatch(part.shadow)
    if plain:
        part = part.sub(plain, "value")
    words = list(part.words())
    for word in words:
        is_title = len(words) > 1 and word.raw[:1].isupper()
        parts = _PARTS.split(word.shadow)
        if not is_title and all(_NO_VALUE.fullmatch(one) for one in parts):
            part.refuse("describes a value and gives none: write it in quotes")
    if any(word.raw in ("-", "\u2013") for word in words):
        part.refuse("may be several values: put the value in quotes")
    if any(word.is_quoted for word in words):
        part.refuse("mixes quoted text with other words: put the whole value in quotes")
    is_relative = _DAY.fullmatch(part.shadow) or _MORE.fullmatch(part.shadow)
    if is_relative or _DESCRIBED.fullmatch(part.raw):
        part.refuse("may describe a value: write it in quotes")
    if len(words) == 1 and part.raw.islower() and names_a_thing(part):
        part.refuse("describes a value and gives none: write it in quotes")
    check_name(part)
    return str(part)


def given_value(part: Part) -> str | None:
    """Return a value that can be nothing else: quoted, an amount, digits, or ``{{a variable}}``."""
    part = part.strip()
    if part.is_quoted:
        return part.quoted[0]
    if _AMOUNT.fullmatch(part.shadow) or _DIGITS.fullmatch(part.raw):
        return part.raw
    introduced = _INTRODUCED.fullmatch(part.shadow)
    return part.sub(introduced, "value").quoted[0] if introduced else None


def times_of(part: Part) -> int:
    """Return how often something is done; once when nothing is said.

    Raises:
        UnreadableSentenceError: it is never, or too often to be meant.
    """
    times = int(_TIMES.get(" ".join(part.shadow.split())) or count_of(part))
    if not 1 <= times <= _MAX_TIMES:
        part.refuse(f"must be 1 to {_MAX_TIMES} times")
    return times


def count_of(part: Part) -> str:
    """Return a number in digits."""
    words = part.shadow.split()
    word = words[-1] if words else ""
    return "1" if word == "single" else NUMBERS.get(word, word)
