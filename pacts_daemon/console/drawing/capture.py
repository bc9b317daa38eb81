"""A stored capture as nodes, each with where it was seen; format 1 of clients/capture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_VISIBLE: Final = 1
_CHECKED: Final = 16
_SPACE_BEFORE: Final = 1
_SPACE_AFTER: Final = 2
# Thirty screens; what lies farther, or at a number without sense, stays where it can be scrolled
# to.
_FARTHEST_PX: Final = 30_000


@dataclass(slots=True)
class Node:
    """An element of a page. ``left`` to ``height`` are CSS pixels on the topmost page.

    ``offset`` is how much of its parent's ``text`` stands before it, in UTF-16 units.
    """

    index: int
    parent: int
    tag: str
    text: str
    name: str
    role: str
    attributes: dict[str, str]
    is_visible: bool
    is_checked: bool
    left: int
    top: int
    width: int
    height: int
    offset: int
    has_space_before: bool
    has_space_after: bool
    children: list[Node] = field(default_factory=list, repr=False)

    @property
    def is_seen(self) -> bool:
        return self.is_visible and self.width > 0 and self.height > 0


def nodes_of(capture: bytes) -> list[Node]:
    """Return the nodes of a capture that the drift core has read, in document order."""
    arrays = json.loads(capture)
    strings: Sequence[str] = arrays["strings"]
    reader = _Reader(arrays, strings)
    nodes: list[Node] = []
    for index, parent in enumerate(arrays["parent"]):
        node = reader.node(index, parent)
        nodes.append(node)
        if index:
            nodes[parent].children.append(node)
    return nodes


class _Reader:
    """Reads node after node; what a capture does not tell is empty."""

    def __init__(self, arrays: dict[str, Any], strings: Sequence[str]) -> None:
        self._arrays = arrays
        self._strings = strings
        self._next_attribute = 0

    def node(self, index: int, parent: int) -> Node:
        flags = self._number("flags", index, _VISIBLE)
        place = self._number("place", index, 0)
        left, top, width, height = self._rect(index)
        return Node(
            index=index,
            parent=parent,
            tag=self._text("tag", index).lower(),
            text=self._text("text", index),
            name=self._text("name", index),
            role=self._text("role", index),
            attributes=self._attributes(index),
            is_visible=bool(flags & _VISIBLE),
            is_checked=bool(flags & _CHECKED),
            left=left,
            top=top,
            width=width,
            height=height,
            offset=max(0, place >> 2),
            has_space_before=bool(place & _SPACE_BEFORE),
            has_space_after=bool(place & _SPACE_AFTER),
        )

    def _number(self, column: str, index: int, default: int) -> int:
        values = self._arrays.get(column) or ()
        return int(values[index]) if index < len(values) else default

    def _string(self, at: int) -> str:
        return self._strings[at] if 0 <= at < len(self._strings) else ""

    def _text(self, column: str, index: int) -> str:
        return self._string(self._number(column, index, -1))

    def _attributes(self, index: int) -> dict[str, str]:
        start = self._next_attribute
        self._next_attribute = start + 2 * self._number("attr_count", index, 0)
        pairs = self._arrays["attrs"][start : self._next_attribute]
        named = zip(pairs[::2], pairs[1::2], strict=True)
        return {self._string(name).lower(): self._string(value) for name, value in named}

    def _rect(self, index: int) -> tuple[int, int, int, int]:
        values = (self._arrays.get("rect") or ())[4 * index : 4 * index + 4]
        if len(values) < 4:  # noqa: PLR2004 - x, y, width, height
            return 0, 0, 0, 0
        left, top, width, height = (max(0, min(int(v), _FARTHEST_PX)) for v in values)
        return left, top, width, height
