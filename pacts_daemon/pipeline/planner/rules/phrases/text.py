"""A sentence as the grammar sees it: lower case, each quoted text one word, remarks blanked out.

Places stay those of the sentence, so that an error can point at the words it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.phrases.keys import PUNCTUATION
from pacts_daemon.pipeline.requirement.quotes import PAIRS, closing

MAX_LENGTH: Final = 600

_FIRST, _REST, _KEY = "\ue000", "\ue001", "\ue002"
QUOTED: Final = f"{_FIRST}{_REST}*"
"""A pattern of one quoted text."""

_APOSTROPHES: Final = "'\u2019\u02bc"
_OPENS_AFTER: Final = " \t([{/:=,.;>➜→-—\u2013"
_WORD: Final = re.compile(rf"{QUOTED}|[^\s{_FIRST}{_REST}]+")
_VARIABLE: Final = re.compile(r"\{\{[^{}]+\}\}")
_REPEATED: Final = re.compile(r"\b(is|the|a|to|in|on|of|and)\s\1\s")
_IS_SUBJECT: Final = re.compile(r"\(\S+\)\s+[a-z]")
_IS_OBJECT: Final = re.compile(
    r"(?:.*\s)?(?:click|tap|press|on|the|hover|over|select|choose|open|shows?|says?|reads?|displays?)\s+"
)
_REMARK: Final = re.compile(r"(?<![^\s])\([^()]*\)")
_ENDS: Final = " \t,;:"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence, and the same length of it for patterns."""

    original: str
    shadow: str
    quotes: dict[int, str]
    remarks: tuple[tuple[int, int], ...] = ()

    def whole(self) -> Part:
        return Part(self, 0, len(self.original)).strip()


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a sentence that stand together."""

    text: Text
    start: int
    end: int

    def __str__(self) -> str:
        """Return the words with single spaces and without their quotes."""
        words = " ".join(word.bare for word in self.words())
        return words if self.is_quoted else _without_end(words)

    def __bool__(self) -> bool:
        return bool(self.shadow.strip())

    @property
    def shadow(self) -> str:
        return self.text.shadow[self.start : self.end]

    @property
    def raw(self) -> str:
        return self.text.original[self.start : self.end]

    @property
    def bare(self) -> str:
        """A word without its quotes, kept verbatim inside."""
        return self.text.quotes.get(self.start, self.raw)

    @property
    def is_quoted(self) -> bool:
        return re.fullmatch(QUOTED, self.shadow) is not None

    @property
    def quoted(self) -> tuple[str, ...]:
        """The texts in quotes."""
        return tuple(word.bare for word in self.words() if word.is_quoted)

    def words(self) -> Iterator[Part]:
        for found in _WORD.finditer(self.text.shadow, self.start, self.end):
            yield Part(self.text, found.start(), found.end())

    def strip(self) -> Part:
        """Without blanks and punctuation around; an ellipsis stays."""
        shadow, start, end = self.text.shadow, self.start, self.end
        while start < end and shadow[start] in _ENDS:
            start += 1
        while end > start and (shadow[end - 1] in _ENDS or _is_full_stop(shadow, start, end)):
            end -= 1
        return Part(self.text, start, end)

    def sub(self, found: re.Match[str], group: str | int) -> Part:
        """Return a group of a match in this part's shadow; an empty part when it is not there."""
        start, end = found.span(group)
        if start < 0:
            return Part(self.text, self.end, self.end)
        return Part(self.text, self.start + start, self.start + end).strip()

    def after(self, length: int) -> Part:
        return Part(self.text, self.start + length, self.end).strip()

    def before(self, length: int) -> Part:
        return Part(self.text, self.start, self.start + length).strip()

    def refuse(self, hint: str) -> NoReturn:
        """Raise the error that this part can't be read."""
        part = self.strip()
        said = part.raw or self.raw.strip()
        raise UnreadableSentenceError(said, part.start if part else self.start, hint)


def text_of(sentence: str) -> Text:
    """Return a sentence for the grammar.

    Raises:
        UnreadableSentenceError: a quote is not closed, or it is too long to be one sentence.
    """
    shadow = [_small(char) for char in sentence]
    contents = {}
    for start, end in _quotes(sentence):
        is_variable = sentence[start] == "{"
        contents[start] = sentence[start : end + 1] if is_variable else sentence[start + 1 : end]
        shadow[start : end + 1] = _FIRST + _REST * (end - start)
    plain = "".join(shadow)
    if len(plain) - plain.count(_REST) > MAX_LENGTH:
        raise UnreadableSentenceError(sentence[:40], 0, "is too long to be one sentence: split it")
    plain = _REPEATED.sub(lambda found: " " * (len(found[1]) + 1) + found[1] + " ", plain)
    plain = PUNCTUATION.sub(lambda found: found[0][:-1] + _KEY, plain)
    remarks = tuple(
        found.span() for found in _REMARK.finditer(plain) if not _is_named(plain, found.start())
    )
    for start, end in remarks:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return Text(sentence, plain, contents, remarks)


def _is_named(plain: str, start: int) -> bool:
    """Return whether what stands in brackets is a name itself: "click (…)", "(edited) shows"."""
    if start == 0:
        return _IS_SUBJECT.match(plain) is not None
    return _IS_OBJECT.fullmatch(plain[:start]) is not None


def _small(char: str) -> str:
    if char.isspace() or char in (_FIRST, _REST):
        return " "
    small = char.lower()
    return "'" if small in _APOSTROPHES else small if len(small) == 1 else char


def _quotes(sentence: str) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(sentence):
        mark = sentence[place]
        variable = _VARIABLE.match(sentence, place)
        if variable:
            yield place, variable.end() - 1
            place = variable.end() - 1
        elif mark in PAIRS and _opens(sentence, place):
            end = closing(sentence, place)
            if end is not None:
                yield place, end
                place = end
            elif mark not in {"'", "\u2018"}:
                raise UnreadableSentenceError(sentence[place:], place, "the quote is not closed")
        place += 1


def _opens(sentence: str, place: int) -> bool:
    return place == 0 or sentence[place - 1].isspace() or sentence[place - 1] in _OPENS_AFTER


def _is_full_stop(shadow: str, start: int, end: int) -> bool:
    return shadow[end - 1] == "." and (end - 2 < start or shadow[end - 2] != ".")


def _without_end(words: str) -> str:
    while words and (words[-1] in ",;:" or (words[-1] == "." and words[-2:-1] != ".")):
        words = words[:-1].rstrip()
    return words
