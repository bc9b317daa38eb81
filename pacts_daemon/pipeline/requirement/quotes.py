"""Quotes in a sentence: where they open and close, and how to quote a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PAIRS: Final = {
    '"': '"”',
    "'": "'",
    "`": "`",
    "“": "”",
    "„": "“”",
    "‘": "’",  # noqa: RUF001
    "«": "»",
}
"""What closes each opening quote; the first closes the quotes that are written here."""

_APOSTROPHES: Final = "'’"  # noqa: RUF001
_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted part: ``start`` is its opening quote, ``end`` the place after its closing one."""

    start: int
    end: int


def quoted_parts(text: str) -> Iterator[Quoted]:
    """Yield the quoted parts of a sentence, in order.

    An apostrophe within a word ("Bob's") opens and closes nothing.
    """
    at = 0
    while at < len(text):
        close = closing(text, at) if _opens(text, at) else None
        if close is None:
            at += 1
        else:
            yield Quoted(at, close + 1)
            at = close + 1


def closing(text: str, at: int) -> int | None:
    """Return where the quote that opens at a place closes; None: nowhere.

    What a page says may have quotes of its own: "The note “Tea” was saved" is one text.
    """
    marks = PAIRS[text[at]]
    inner = 0
    for end in range(at + 1, len(text)):
        char = text[end]
        is_apostrophe = char in _APOSTROPHES and _WORD.match(text, end + 1)
        if text[at] == '"' and char == "“" and "”" in text[end:]:
            inner += 1
        elif inner and char == "”":
            inner -= 1
        elif char in marks and not is_apostrophe:
            return end
    return None


def quoted(value: str) -> str | None:
    """Return a value in quotes that do not stand in it, double ones first; None: all do."""
    for opening, closing in PAIRS.items():
        if not any(mark in value for mark in opening + closing):
            return opening + value + closing[0]
    return None


def _opens(text: str, at: int) -> bool:
    return text[at] in PAIRS and not (at and _WORD.match(text[at - 1]))
