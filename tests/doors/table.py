"""The table of doors: what is tried, and what must come of it.

docs/security.md shows the same rows under the same headings; `test_doors` tries each of them
against real daemons. A module of attempts makes its rows with `Section.door`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.doors.world import World

Attempt: TypeAlias = Callable[[World], Awaitable[str]]
"""Tries a door and returns what was seen, in the words of the table."""


@dataclass(frozen=True, slots=True)
class Door:
    """One row: what is tried, what must be seen, and how it is tried."""

    tried: str
    expected: str
    attempt: Attempt

    @property
    def id(self) -> str:
        return self.attempt.__name__


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading."""

    heading: str
    doors: list[Door] = field(default_factory=list)

    def door(self, tried: str, expected: str) -> Callable[[Attempt], Attempt]:
        """Make an attempt a row of the table."""

        def add(attempt: Attempt) -> Attempt:
            self.doors.append(Door(tried, expected, attempt))
            return attempt

        return add
