"""A captured page as it would be without one of its elements."""

from __future__ import annotations

import json
from typing import Any, Final

# How many numbers each node has in a column.
_WIDTHS: Final = {
    "parent": 1,
    "tag": 1,
    "attr_count": 1,
    "text": 1,
    "place": 1,
    "role": 1,
    "name": 1,
    "flags": 1,
    "rect": 4,
}


class UnreadableCaptureError(ValueError):
    """A capture is not of the format that is known."""


def without(capture: bytes, node: int) -> bytes:
    """Return a capture without a node and all that stands in it.

    Raises:
        UnreadableCaptureError: it is no capture of format 1, or has no such node.
    """
    try:
        page = json.loads(capture)
        return json.dumps(_without(page, node)).encode()
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableCaptureError(f"the capture cannot be read: {error}") from None


def is_truncated(capture: bytes) -> bool:
    """Whether a page was too large to be captured whole.

    Raises:
        UnreadableCaptureError: it is no capture.
    """
    try:
        return json.loads(capture)["truncated"] is True
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableCaptureError(f"the capture cannot be read: {error}") from None


def _without(page: dict[str, Any], node: int) -> dict[str, Any]:
    parents = page["parent"]
    if page["format"] != 1 or not 0 <= node < len(parents):
        raise UnreadableCaptureError("it is of another format, or has no such node")
    gone = _subtree(parents, node)
    kept = [at for at in range(len(parents)) if at not in gone]
    moved = {old: new for new, old in enumerate(kept)}
    shown = dict(page)
    for column, width in _WIDTHS.items():
        if column in page:
            values = page[column]
            shown[column] = [v for at in kept for v in values[at * width : (at + 1) * width]]
    shown["attrs"] = _attributes(page, gone)
    shown["parent"] = [moved.get(parent, -1) for parent in shown["parent"]]
    return shown


def _subtree(parents: list[int], node: int) -> set[int]:
    """Return a node with all below it; parents stand before their children."""
    gone = {node}
    for at in range(node + 1, len(parents)):
        if parents[at] in gone:
            gone.add(at)
    return gone


def _attributes(page: dict[str, Any], gone: set[int]) -> list[int]:
    kept: list[int] = []
    start = 0
    for node, count in enumerate(page["attr_count"]):
        end = start + 2 * count
        if node not in gone:
            kept += page["attrs"][start:end]
        start = end
    return kept
