"""A stored page as static HTML: where everything was, what it said, and the one element marked.

Nothing of the page itself gets into it but texts, which are escaped, and whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from pacts_daemon.console.drawing.capture import Node, nodes_of
from pacts_daemon.console.drawing.flow import (
    caption_of,
    flows,
    kind_of,
    length_of,
    shown,
    written,
)
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.drift_core import DriftCoreError, RustMeter

# Each is a rule and an element of HTML, some 200 bytes of a page that is drawn whole: about a MB.
MAX_BOXES: Final = 4000
_PARTS: Final = frozenset(
    {"nav", "header", "footer", "main", "aside", "form", "dialog", "table", "fieldset"}
    | {"th", "td", "li", "article"}
)
# Those of a browser's headings, then pixel by pixel where a pixel is seen; below 7 nobody reads.
_SIZES: Final = (40, 32, 28, 24, 20, 18, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7)
_LARGEST: Final = {"h1": 40, "h2": 32, "h3": 24, "h4": 18}
_USUAL: Final = 16
_LETTER: Final = 0.5  # of its height: how wide a letter is on average
_LINE: Final = 1.25
_FRAME: Final = Markup(
    '<!doctype html>\n<html lang="und"><head><meta charset="utf-8"><title>{}</title>'
    "<style>{}</style></head><body>\n{}\n</body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn page. ``note`` says what is not on it; without ``boxes`` there is nothing to see."""

    html: str
    style: str
    boxes: int
    note: str = ""


def undrawn(note: str) -> Drawing:
    """Return the drawing of a page that there is none of."""
    return Drawing(_html("No page", "", [shown(note)]), "", 0, note)


def drawn(meter: RustMeter, capture: bytes, place: str) -> Drawing:
    """Return a captured page with the element at a path marked."""
    try:
        page = meter.read_capture(capture)
        nodes = nodes_of(capture)
    except (InvalidFieldError, KeyError, IndexError, TypeError, ValueError):
        return undrawn("The stored page cannot be read.")
    try:
        marked = nodes[page.node(place)] if place else None
    except DriftCoreError:
        marked = None
    boxes = list(_boxes(nodes))
    left_out = len(boxes) - MAX_BOXES
    boxes = boxes[:MAX_BOXES]
    rules = [_rule(node) for node, _ in boxes]
    drawing = [html for _, html in boxes]
    if marked is not None and marked.is_seen:
        drawing.append(Markup('<div id="found" role="note" aria-label="the element"></div>'))
        rules.append(_place("#found", marked))
    style = _base() + "\n" + "\n".join(rules)
    note = _note(marked, left_out)
    return Drawing(_html("Stored page", style, drawing), style, len(boxes), note)


def _note(marked: Node | None, left_out: int) -> str:
    notes = [f"{left_out} more parts of the page are left out."] if left_out > 0 else []
    if marked is None:
        notes.append("It is not known where on the page the element is.")
    elif not marked.is_seen:
        notes.append("The element was on the page and not shown.")
    return " ".join(notes)


def _boxes(nodes: Sequence[Node]) -> Iterator[tuple[Node, Markup]]:
    """Yield what is to be seen of a page, in its order; what flows in a text is part of that."""
    within = set[int]()
    for node in nodes:
        if node.parent in within:
            within.add(node.index)
            if kind_of(node) and node.is_seen:
                yield node, Markup()
            continue
        if not node.is_seen:
            continue
        flowing = flows(node)
        if flowing:
            within.add(node.index)
        kind = kind_of(node) or ("part" if node.tag in _PARTS else "")
        if flowing or kind or node.text:
            yield node, _box(node, kind, flowing=flowing)


def _box(node: Node, kind: str, *, flowing: bool) -> Markup:
    text = written(node) if flowing else shown(node.text or caption_of(node))
    return Markup('<div class="box {}" id="n{}">{}</div>').format(kind, node.index, text)


def _rule(node: Node) -> str:
    size, lines = _fitted(node)
    height = f"line-height:{node.height}px" if lines <= 1 and node.height <= 5 * size else ""
    return _place(f"#n{node.index}", node, f"font-size:{size}px;{height}")


def _place(name: str, node: Node, more: str = "") -> str:
    return (
        f"{name}{{left:{node.left}px;top:{node.top}px;"
        f"width:{node.width}px;height:{node.height}px;{more}}}"
    )


def _fitted(node: Node) -> tuple[int, int]:
    """Return the largest size at which a text fits into its box, and how many lines it has then."""
    letters = length_of(node) or len(caption_of(node))
    most = _LARGEST.get(node.tag, _USUAL)
    for size in (one for one in _SIZES if one <= most):
        lines = -(-int(letters * _LETTER * size) // max(1, node.width))
        if max(1, lines) * size * _LINE <= node.height + 2:
            return size, lines
    return _SIZES[-1], 2


def _html(title: str, style: str, boxes: Sequence[Markup]) -> str:
    return str(_FRAME.format(title, Markup(style), Markup("\n").join(boxes)))  # noqa: S704


def _base() -> str:
    return (files("pacts_daemon.console") / "static" / "drawing.css").read_text("utf-8").strip()
