"""What is read of a source file: calls that make locators, and the texts that these are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from pacts_daemon.fix.sources.driven.trail import UNKNOWN, Spot
from pacts_daemon.fix.sources.roots import ANYWHERE, Root

RUNTIME: Final = "\0"
"""Stands in a text for what only a run of the suite can tell."""


class Language(StrEnum):
    """What a file is written in."""

    PYTHON = "python"
    TYPESCRIPT = "typescript"
    JAVA = "java"


class UnreadableError(Exception):
    """A file cannot be read as what it should be; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a file. Offsets are in bytes, quotes included.

    Attributes:
        path: the file it stands in.
        value: what it means, with `RUNTIME` for what is not known.
        quote: what it is enclosed in.
        problem: why it is not rewritten; empty when it may be.
        name: what it is defined as; empty when it stands where it is used.
    """

    path: str
    start: int
    end: int
    value: str
    quote: str = '"'
    problem: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of something that is defined elsewhere, by the last part of its name."""

    name: str
    start: int


Value = Text | Reference | bool | int | float | None


@dataclass(frozen=True, slots=True)
class Argument:
    """What a call is given; ``keyword`` is empty for one that is told by its place."""

    value: Value
    start: int
    end: int
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that makes a locator, such as ``get_by_role("button", name="Save")``.

    Attributes:
        method: its name, as Playwright for Python calls it.
        start: where the name of the method begins.
        end: where the call ends.
        receiver: the locator that it is called on; None when that is a page.
        root: what it is called on where that is no locator in the same chain.
    """

    method: str
    start: int
    end: int
    arguments: tuple[Argument, ...]
    receiver: Call | None = None
    root: Root = ANYWHERE

    @property
    def positional(self) -> list[Argument]:
        return [one for one in self.arguments if not one.keyword]

    @property
    def options(self) -> Mapping[str, Argument]:
        return {one.keyword: one for one in self.arguments if one.keyword}

    @property
    def chain(self) -> list[Call]:
        """The calls that make the locator, the one on the page first."""
        calls: list[Call] = []
        call: Call | None = self
        while call is not None:
            calls.insert(0, call)
            call = call.receiver
        return calls


class Spelling(StrEnum):
    """How a file names Selenium's ways to find."""

    PYTHON_BY = "python_by"
    PYTHON_TEXT = "python_text"
    JAVA_BY = "java_by"
    JAVA_FIND_BY = "java_find_by"
    JAVA_HOW = "java_how"


@dataclass(frozen=True, slots=True)
class Pair:
    """One of Selenium's ways to find, and its value: ``By.ID, "save"``.

    ``way`` is Python's name of it ("css selector"), and stands in the file from ``start`` to
    ``end``, as ``spelling`` has it; ``spot`` is where the driver finds by it.
    """

    way: str
    spelling: Spelling
    start: int
    end: int
    value: Value
    spot: Spot = UNKNOWN


@dataclass(frozen=True, slots=True)
class Source:
    """A file with what it holds of locators.

    Attributes:
        path: where it is, as it is told to people.
        content: its bytes.
        calls: calls of Playwright, the last of each chain.
        pairs: Selenium's.
        definitions: texts that have a name, by that.
        mentions: where each name is read.
        switching: what each function calls, by its name, and whether it has a driver switch.
    """

    path: str
    language: Language
    content: bytes
    calls: Sequence[Call] = ()
    pairs: Sequence[Pair] = ()
    definitions: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    mentions: Mapping[str, Sequence[int]] = field(default_factory=dict)
    switching: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        return bisect_right(line_starts(self.content), offset)


def line_starts(content: bytes) -> list[int]:
    """Return the offset of each line; lines end as Python and editors see it."""
    return [0, *(end.end() for end in _LINE_END.finditer(content))]


_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
