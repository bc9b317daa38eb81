"""Pages and their elements by name, before they are code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pacts


class PomTarget(StrEnum):
    """What page objects are written for."""

    PLAYWRIGHT_PYTHON = "playwright-python"
    PLAYWRIGHT_TYPESCRIPT = "playwright-typescript"
    SELENIUM_JAVA = "selenium-java"


class PomMode(StrEnum):
    """Where a getter has its element from: the daemon at run time, or a selector in the code."""

    ASK = "ask"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class PageElement:
    """An element of a page by the name that tests give it, whatever is done with it.

    Without a name it is the part of the page itself. ``selectors`` are ranked, best first; none
    when nobody has found it yet. ``query`` is what the daemon keeps it under.
    """

    element: str = ""
    scope: str = ""
    ordinal: int = 0
    frame: str = ""
    selectors: tuple[pacts.Selector, ...] = field(default=(), compare=False, repr=False)
    query: pacts.ElementQuery | None = field(default=None, compare=False, repr=False)

    @property
    def label(self) -> str:
        """Say which one it is, for people."""
        parts = (f"number {self.ordinal}" if self.ordinal else "", self.scope, self.frame)
        return ", ".join(part for part in (self.element, *parts) if part)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page, by the words that tests have for it; both empty: the page itself."""

    scope: str = ""
    frame: str = ""

    @property
    def label(self) -> str:
        return " in ".join(part for part in (self.scope, self.frame) if part)


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page, by its route template or its name, with the elements that are known of it."""

    page: str
    elements: tuple[PageElement, ...]

    def regions(self) -> Iterator[tuple[Region, tuple[PageElement, ...]]]:
        """Yield the page itself, and then each of its parts, in the order of their names."""
        by_region: dict[Region, list[PageElement]] = {Region(): []}
        for one in self.elements:
            by_region.setdefault(Region(one.scope, one.frame), []).append(one)
        for region in sorted(by_region, key=lambda one: (one.scope, one.frame)):
            yield region, tuple(by_region[region])


class PomError(Exception):
    """Page objects can't be written as asked; ``field`` is what would have to be other."""

    def __init__(self, field_name: str, problem: str) -> None:
        super().__init__(f"{field_name}: {problem}")
        self.field = field_name
