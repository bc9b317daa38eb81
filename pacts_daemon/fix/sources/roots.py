"""What a chain of calls begins on: the page, a frame, or a part of either."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeVar

from pacts_daemon.fix.sources.methods import PARTS

_Node = TypeVar("_Node")


class RootKind(IntEnum):
    """What it is: of several that a name may stand for, the last one tells most."""

    ANY = 0
    """The page or a frame: the source does not tell which."""
    PAGE = 1
    FRAME = 2
    PART = 3
    """A locator that is made elsewhere."""


@dataclass(frozen=True, slots=True)
class Root:
    """What a chain begins on; ``frame`` is the frame's name, empty where the source has none."""

    kind: RootKind = RootKind.ANY
    frame: str = ""

    def leads_to(self, frame: str) -> bool:
        """Whether what is found from here may be in the frame that a query calls so, or in none."""
        if self.kind is RootKind.FRAME:
            return bool(frame) and self.frame in {"", frame}
        return self.kind is RootKind.ANY or not frame


ANYWHERE: Final = Root()

# Methods and properties that lead into a frame, and the one that leads to the page's own.
_FRAMES: Final = frozenset({"frame", "frames", "frame_locator", "content_frame", "child_frames"})
_MAIN: Final = "main_frame"

TYPES: Final = {
    "Page": RootKind.PAGE,
    "Frame": RootKind.FRAME,
    "FrameLocator": RootKind.FRAME,
    "Locator": RootKind.PART,
    "ElementHandle": RootKind.PART,
    "WebElement": RootKind.PART,
}


def root_called(name: str) -> Root | None:
    """Return what a name says by itself: ``page`` and ``login_page`` are pages."""
    called = _CALLED.search(name)
    return Root(_KINDS[called[1].lower()]) if called else None


def root_by(method: str, given: str) -> Root | None:
    """Return what a method or property leads to, with its first text or, empty, without one."""
    if method in PARTS:
        return Root(RootKind.PART)
    if method == _MAIN:
        return Root(RootKind.PAGE)
    return frame_of(method, given) if method in _FRAMES else None


def frame_of(method: str, given: str) -> Root:
    """Return the frame that a method is asked for by its first text, empty without one."""
    if method == "frame":
        return Root(RootKind.FRAME, given)
    named = _NAMED.fullmatch(given)
    return Root(RootKind.FRAME, named[2] if named else "")


def names_of(
    declared: Mapping[str, Root],
    given: Sequence[tuple[str, _Node]],
    root_of: Callable[[_Node, Mapping[str, Root]], Root],
) -> Mapping[str, Root]:
    """Return what names of a file stand for.

    A name is a part once it is given one, and a frame if it is given nothing else. ``given`` are
    names with each value that they get; ``root_of`` tells what a value is by the names so far.
    """
    names = dict(declared)
    is_settled = False
    while not is_settled:
        is_settled = True
        for name, value in given:
            root = root_of(value, names)
            if root.kind >= RootKind.FRAME and root.kind > names.get(name, ANYWHERE).kind:
                names[name], is_settled = root, False
    for name, value in given:
        known = names.get(name, ANYWHERE)
        if known.kind is RootKind.FRAME and (other := root_of(value, names)) != known:
            names[name] = Root(RootKind.FRAME) if other.kind is RootKind.FRAME else ANYWHERE
    return names


_CALLED: Final = re.compile(r"(page|frame)$", re.IGNORECASE)
_KINDS: Final = {"page": RootKind.PAGE, "frame": RootKind.FRAME}
_NAMED: Final = re.compile(r"(?:i?frame)?\[name=([\"']?)([\w-]+)\1\]")
