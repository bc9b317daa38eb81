"""Which frame a driver of Selenium's is in, followed through what a function does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pacts_daemon.fix.sources.roots import ANYWHERE, Root, RootKind

Doing = Callable[[], object]

SWITCHES: Final = ""
"""Stands among the names that a function calls where it has a driver switch frames itself."""

BEFORE: Final = "@before"
"""Stands for all functions that are called before each test without being named there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a driver is; ``after`` are the names that were called since that was last told."""

    root: Root = ANYWHERE
    after: frozenset[str] = frozenset()


UNKNOWN: Final = Spot()
PAGE: Final = Root(RootKind.PAGE)


class FrameTrail:
    """Follows a driver into frames and out of them; a file's reader says what is done, in order.

    Where ways meet that lead to different frames, or an exception may have come from anywhere,
    it is not known where the driver is, until it is told.
    """

    def __init__(self, start: Spot) -> None:
        self.spots: dict[int, Spot] = {}
        self._around: tuple[Spot, ...] = (start,)
        self._moves = 0
        self._loops = 0

    def enter(self, frame: str) -> None:
        """Go into a frame of this one; an empty name: the source does not tell which."""
        self._go((*self._around, Spot(Root(RootKind.FRAME, frame))))

    def leave(self) -> None:
        """Go to the frame around this one, or stay at the top."""
        self._go(self._around[:-1] or self._around)

    def top(self) -> None:
        """Go to the page."""
        self._go((Spot(PAGE),))

    def lose(self) -> None:
        """Go somewhere."""
        self._go((UNKNOWN,))

    def follow(self, way: str, frame: Callable[[], str]) -> None:
        """Go where a call leads: "frame" (by the name read then), "parent_frame", "top", "lost"."""
        match way:
            case "frame":
                self.enter(frame())
            case "parent_frame":
                self.leave()
            case "top":
                self.top()
            case "lost":
                self.lose()

    def call(self, name: str) -> None:
        """Call a function, which may itself have the driver switch."""
        self._around = tuple(Spot(one.root, one.after | {name}) for one in self._around)

    def mark(self, node: int) -> None:
        """Keep where the driver is when it finds by this node."""
        self.spots[node] = self._around[-1]

    def either(self, ways: Sequence[Doing]) -> None:
        """Do one of them."""
        before, ends = self._around, []
        for way in ways:
            self._around = before
            way()
            ends.append(self._around)
        self._around = _met(ends)

    def repeat(self, doing: Doing) -> None:
        """Do it any number of times; what it calls comes before its beginning, too."""
        if self._loops == _MOST_LOOPS:
            self.lose()
        self._loops += 1
        before = self._around
        self.either([doing, lambda: None])
        if self._around != before and self._loops <= _MOST_LOOPS:
            self.either([doing, lambda: None])
        self._loops -= 1

    def attempt(self, doing: Doing, handlers: Sequence[Doing], last: Doing) -> None:
        """Do it, or as far as it goes one of the handlers, and then the last."""
        before, moves = self._around, self._moves
        doing()
        done = self._around
        is_same = self._moves == moves
        ends = [done]
        for handler in handlers:
            self._around = before if is_same else (UNKNOWN,)
            handler()
            ends.append(self._around)
        self._around = _met(ends) if self._moves == moves else (UNKNOWN,)
        last()

    def _go(self, around: tuple[Spot, ...]) -> None:
        self._around = around
        self._moves += 1


def is_driver(name: str) -> bool:
    """Whether something is a driver by its name."""
    return _DRIVER.search(name) is not None


def _met(ends: Sequence[tuple[Spot, ...]]) -> tuple[Spot, ...]:
    """Return where ways end that come together."""
    roots = {tuple(spot.root for spot in end) for end in ends}
    if len(roots) != 1:
        return (UNKNOWN,)
    return tuple(
        Spot(spots[0].root, frozenset().union(*(spot.after for spot in spots)))
        for spots in zip(*ends, strict=True)
    )


# Each loop in a loop is gone through twice as often.
_MOST_LOOPS: Final = 4
_DRIVER: Final = re.compile(r"(driver|browser)$", re.IGNORECASE)
