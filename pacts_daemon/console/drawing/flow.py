"""Texts with what stands in them, as a browser lets them flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from pacts_daemon.console.drawing.capture import Node

CONTROLS: Final = frozenset({"input", "select", "textarea", "button", "progress", "meter"})
PICTURES: Final = frozenset({"img", "svg", "canvas", "video", "picture", "object", "embed"})
_INLINE: Final = (
    CONTROLS
    | PICTURES
    | {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {"i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub"}
    | {"sup", "time", "tt", "u", "var", "wbr"}
)
# A paragraph with its links; what has more in it is a part of the page, whose own parts are drawn.
_MOST: Final = 60


def flows(node: Node) -> bool:
    """Whether a text and all that stands in it is one piece of writing."""
    return (
        bool(node.text)
        and all(one.tag in _INLINE for one in below(node, _MOST + 1))
        and (sum(1 for _ in below(node, _MOST + 1)) <= _MOST)
    )


def below(node: Node, most: int) -> Iterator[Node]:
    """Yield what stands in a node, at most so many."""
    waiting = list(reversed(node.children))
    while waiting and most > 0:
        one = waiting.pop()
        most -= 1
        yield one
        waiting.extend(reversed(one.children))


def written(node: Node) -> Markup:
    """Return a text with what stands in it, in their order."""
    units = node.text.encode("utf-16-le", "surrogatepass")
    parts, at = list[Markup](), 0
    for child in node.children:
        parts.append(_shown(units[at : 2 * child.offset]))
        at = max(at, 2 * child.offset)
        if child.is_seen or child.text:
            before, after = (
                " " if blank else "" for blank in (child.has_space_before, child.has_space_after)
            )
            parts += [escape(before), _inside(child), escape(after)]
    parts.append(_shown(units[at:]))
    return Markup().join(parts)


def length_of(node: Node) -> int:
    """Return how many letters a text has with all that stands in it."""
    return len(node.text) + sum(len(one.text) for one in below(node, _MOST))


def shown(text: str) -> Markup:
    """Return a text that any page may have made up, fit to be shown."""
    return escape(text.encode("utf-8", "replace").decode())


def caption_of(node: Node) -> str:
    """Return what is written on a control, or said of a picture."""
    given = node.attributes
    if node.tag in PICTURES:
        return given.get("alt") or node.name
    if node.tag == "input" and given.get("type", "") in {"submit", "button", "reset"}:
        return node.name
    return given.get("placeholder", "")


def kind_of(node: Node) -> str:
    """Return what a node is drawn as, empty where only its text is."""
    if node.tag in PICTURES:
        return "picture"
    if node.tag == "input" and node.attributes.get("type") in {"checkbox", "radio"}:
        return "tick on" if node.is_checked else "tick"
    if node.tag == "button" or node.role == "button":
        return "button"
    if node.tag in CONTROLS or node.role in {"textbox", "combobox", "searchbox"}:
        return "control"
    return "link" if node.tag == "a" or node.role == "link" else ""


def _inside(node: Node) -> Markup:
    if node.tag == "br":
        return Markup("<br>")
    kind = kind_of(node)
    text = written(node) if node.text or node.children else shown(caption_of(node))
    name = f"n{node.index}" if kind else ""
    if not kind:
        return Markup("<span>{}</span>").format(text)
    return Markup('<span class="{}" id="{}">{}</span>').format(f"in {kind}", name, text)


def _shown(units: bytes) -> Markup:
    # The blanks around what stands in a text are told of beside it.
    return shown(units.decode("utf-16-le", "replace").strip())
