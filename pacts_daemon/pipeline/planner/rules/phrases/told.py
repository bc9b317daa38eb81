"""Whether words tell one thing on a page: by its text, its title, a sign, or the kind it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.kinds import (
    ALIKE,
    ANY_ALIKE,
    KIND,
    LABEL,
    REGION,
)
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.vocabulary import (
    check_is_known,
    ends_as_thing,
    names_a_thing,
)
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    DETERMINER,
    NUMBER,
    ORDINAL,
    PURPOSE_VERBS,
    any_of,
)

DESCRIBED: Final = re.compile(
    rf"(?:an?\s(?:[\w-]+\s)+{ALIKE}|any\s(?:[\w-]+\s)+{ANY_ALIKE})"
    r"(?:\s(?:in|on|of)\s(?:the|any)\s.+)?"
)
"""An element by its description: "any profile picture"; "any channel" is a record."""

POSTED: Final = (
    r"posted\s(?:files?|images?|audio|videos?|pictures?|links?|documents?|attachments?|gifs?)"
)
"""What was put into a post, which a page shows as such."""

_AFTER_NAME: Final = re.compile(
    r"\s(?:in|on|of|for|with|from|under|at|inside|within|to|next\sto|beside|near|above|below|by|"
    r"labell?ed|named|called|titled)\s"
)
_ENDS_AS_KIND: Final = re.compile(rf"(?:.*\s)?(?:{KIND}|{LABEL})")
ENDS_AS_PLACE: Final = re.compile(rf"(?:.*\s)?(?:{KIND}|{REGION})")
_OF_SEVERAL: Final = re.compile(r"(?:one|any|all|most|none|part|half|both|two|three)\sof\s")
_LABEL: Final = re.compile(
    rf"{PURPOSE_VERBS}|ok|okay|yes|no|next|back|previous|help|more|less|info|home|about|login|"
    r"log\s?out|sign\s?up|sign\s?out|contact|thanks|\w{2,}ed"
)
"""What buttons say, where no article stands before: "click save", "Save is enabled"."""

_ARTICLE: Final = re.compile(rf"^{DETERMINER}\s+")
_DETERMINED: Final = re.compile(rf"(?<!\S){DETERMINER}\s+$")

_HOW_MANY: Final = re.compile(
    rf"{NUMBER}\s(?:\S+\s)*(?!dots|lines|bars|is)\w*[a-z]s|\d+\s(?!dot|line|bar|day|factor)[a-z]{{3,}}.*"
)
_NTH_THING: Final = re.compile(
    rf"{ORDINAL}\s(?!(?:week|month|day|year|hour|minute|quarter|season|time|visit)s?$)"
    r"(?P<thing>[a-z]+)"
)
_FIRST_OF_ALL: Final = re.compile(rf"(?:first|last|top|next)\s{NUMBER}\s\S+.*")
_DATE: Final = re.compile(
    r"(?:.*\s)?\d{1,2}(?::\d\d)?\s?(?:am|pm|o'clock)|\d{1,2}:\d\d|(?:19|20)\d\d|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|"
    r"september|october|november|december"
)
_LANGUAGE: Final = any_of(
    "arabic chinese czech danish dutch english finnish french german greek hebrew hindi hungarian "
    "italian japanese korean norwegian polish portuguese romanian russian spanish swedish turkish "
    "ukrainian"
)
_ELSEWHERE: Final = (
    r"\S+'s\s(?:screen|browser|window|device|side|end|view|machine|session)|"
    r"view|sight"
)
_PRICE: Final = r"[$€£]\s?\d[\d.,]*"
_NO_PLACE: Final = re.compile(rf"{_LANGUAGE}|{_PRICE}|{_ELSEWHERE}")
"""Languages, prices, and what another reader looks at: "in German", "on Bob's screen"."""

_NTH: Final = re.compile(rf"{ORDINAL}\s\w+")
_PLACED: Final = re.compile(r"\s(?:in|on|of|from)\s")
_TEXT: Final = re.compile(
    rf"(?:(?:on|both|in|{DETERMINER}|{ORDINAL})\s)*(?:(?:\S+\s)?{KIND}\s|\w+\s)?(?:named\s)?\ue000"
)
_FOR_THE: Final = re.compile(rf"\sfor\sthe\s(?!{ORDINAL}\s)[a-z]+$")
_OWNER: Final = re.compile(r"\s(?:of|for)\s")
_SMALL: Final = re.compile(r"[a-z]+")
_SIGN: Final = re.compile(r"[^a-z'\ue000\ue001-]|^[a-z]$")
"""What no common word is written with: a digit, a dot, an @; or one letter."""


def check_is_told(part: Part) -> None:
    """Refuse a name that may be anything: "the session", "a product".

    Raises:
        UnreadableSentenceError: it has no text in quotes, is written as no title, and ends as no
            kind of element does.
    """
    if _FIRST_OF_ALL.fullmatch(part.shadow):
        part.refuse("are several: write a sentence for each of them")
    if _HOW_MANY.fullmatch(_AFTER_NAME.split(part.shadow)[0]):
        part.refuse("says how many and not which: name each of them")
    before = part.text.shadow[: part.start]
    is_label = _LABEL.fullmatch(part.shadow) and not _DETERMINED.search(before)
    is_placed = _NTH.fullmatch(part.shadow) and _PLACED.match(part.text.shadow, part.end)
    is_nth = is_placed or _is_nth_thing(part) or re.fullmatch(POSTED, part.shadow)
    if not (is_label or is_nth) and not _is_named(part, _ENDS_AS_KIND):
        part.refuse(
            'may be no element of a page: say what kind it is, as in "the X button", or put '
            "its text in quotes"
        )
    if not re.fullmatch(POSTED, part.shadow):
        check_is_known(_without_any(part))


def _without_any(part: Part) -> Part:
    """Return "any profile picture" without "any", where any of them is as good as another."""
    return part.after(4) if DESCRIBED.fullmatch(part.shadow) else part


def _is_nth_thing(part: Part) -> bool:
    nth = _NTH_THING.fullmatch(part.shadow)
    return nth is not None and names_a_thing(part.sub(nth, "thing"))


def check_is_place(part: Part) -> None:
    """Refuse what may be no part of a page: "in two sessions", "on the current month".

    Raises:
        UnreadableSentenceError: it is neither written as it is shown nor a kind of element.
    """
    check_is_no_other(part)
    if not _is_nth_thing(part) and not _is_named(part, ENDS_AS_PLACE):
        part.refuse(
            'may be no part of a page: say what kind it is, as in "the X section", or put its '
            "title in quotes"
        )
    _check_ends_as_thing(part)
    check_is_known(part.after(4) if part.shadow.startswith("any ") else part)


def _check_ends_as_thing(part: Part) -> None:
    """Refuse what a place is for, and a title that goes on: "RHS loaded".

    A record's own name may, as in "row of Green tea".
    """
    use = _FOR_THE.search(part.shadow)
    if use:
        part.after(use.start()).refuse("says what for and not where: write a sentence of its own")
    *before, last = part.words()
    said = last.raw.strip(".,;:!?")
    if not before or _OWNER.search(part.shadow) or not _SMALL.fullmatch(said):
        return
    if not ends_as_thing(said):
        last.refuse('may be no part of a page: put its title in quotes, or say "the X section"')


def check_is_no_other(part: Part) -> None:
    """Refuse as a place what are several, and what is a time, a language, a price.

    Raises:
        UnreadableSentenceError: it is one of these.
    """
    bare = _ARTICLE.sub("", part.shadow)
    if _FIRST_OF_ALL.fullmatch(bare) or _HOW_MANY.fullmatch(bare):
        part.refuse("may be no part of a page, and are several: write a sentence for each of them")
    if _DATE.fullmatch(part.shadow):
        part.refuse("is a time, which is given by a setting: leave it out")
    is_price = part.is_quoted and re.fullmatch(_PRICE, part.quoted[0])
    if is_price or _NO_PLACE.fullmatch(part.shadow):
        part.refuse("is no part of a page: leave it out, or name the part")


def are_texts(parts: Sequence[Part]) -> bool:
    """Return whether phrases that stand side by side are texts in quotes, each with its kind."""
    return all(one.quoted for one in parts) and all(_TEXT.match(one.shadow) for one in parts[1:])


def check_is_joined(place: Part | None) -> None:
    """Refuse what may be done next: "in the cart and tell Bob".

    Raises:
        UnreadableSentenceError: it neither begins as a name is written nor ends as a place does.
    """
    if place and not (
        _TEXT.match(place.shadow)
        or place.raw[:1].isupper()
        or ENDS_AS_PLACE.fullmatch(place.shadow)
    ):
        place.refuse("may be no part of a page: write a sentence of its own")


def is_written(part: Part) -> bool:
    """Return whether a phrase gives words as the page shows them: quoted, as a title, a sign."""
    return any(
        word.is_quoted
        or word.shadow.startswith("(")
        or (
            (word.shadow != "a" or word.end == part.end)
            and _SIGN.search(word.shadow.strip(".,;:!?()"))
        )
        or (word.start > 0 and word.raw[:1].isupper())
        or any(char.isupper() for char in word.raw[1:])
        for word in part.words()
    )


def _is_named(part: Part, kinds: re.Pattern[str]) -> bool:
    if _OF_SEVERAL.match(part.shadow):
        part.refuse("doesn't say which: name the one that is meant")
    return is_written(part) or kinds.fullmatch(_AFTER_NAME.split(part.shadow)[0]) is not None
