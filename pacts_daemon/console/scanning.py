"""Reading a list until a page of it is full, or as much as one request may read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Scan(Generic[Item]):
    """A list of which only some is wanted.

    Attributes:
        read: returns so many items after a place.
        place_of: the place of an item.
        is_wanted: says whether an item is shown.
        at_once: how many are read at a time.
        most: how many one request may read.
    """

    read: Callable[[str, int], Awaitable[Sequence[Item]]]
    place_of: Callable[[Item], str]
    is_wanted: Callable[[Item], bool]
    at_once: int
    most: int

    async def page(self, place: str, size: int) -> tuple[list[Item], str]:
        """Return up to ``size`` items after a place, and where the rest begins, empty for none."""
        found = list[Item]()
        for _ in range(self.most // self.at_once):
            items = await self.read(place, self.at_once)
            for item in items:
                place = self.place_of(item)
                if self.is_wanted(item):
                    found.append(item)
                if len(found) == size:
                    return found, place
            if len(items) < self.at_once:
                return found, ""
        return found, place
