"""The measure once more, as plain sets of tuples: slow, short, and written from docs/drift.md.

It knows only what the generated pages hold: well-formed elements with classes, ids and text.
"""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

Feature = tuple[str, ...]


@dataclass
class Node:
    """An element with its place in the tree."""

    tag: str
    classes: list[str]
    identity: str | None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def above(self) -> "Node":
        return self.parent or self

    @property
    def place(self) -> str:
        return "div" if self.tag in {"html", "body"} else self.tag


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[Node] = []
        self.open: list[Node] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        parent = self.open[-1] if self.open else None
        node = Node(tag, (given.get("class") or "").split(), given.get("id"), parent)
        self.nodes.append(node)
        self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag


@dataclass(frozen=True)
class Page:
    """A page's features by segment."""

    skeleton: frozenset[Feature]
    names: frozenset[Feature]
    pairs: frozenset[Feature]

    @property
    def all(self) -> frozenset[Feature]:
        return self.skeleton | self.names | self.pairs


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    nodes = reader.nodes
    counts = Counter(name for node in nodes for name in node.classes)
    common = {name for name, count in counts.items() if count > 1}
    return Page(
        frozenset(("S", n.tag, n.above.place, n.above.above.place) for n in nodes),
        frozenset(name for node in nodes for name in _names(node, common)),
        frozenset(
            ("P", n.tag, _first(n, common), n.above.place, _first(n.above, common)) for n in nodes
        ),
    )


def _names(node: Node, common: set[str]) -> list[Feature]:
    names: list[Feature] = [
        ("N", node.tag, f".{name}", node.above.place) for name in node.classes if name in common
    ]
    return names + (
        [("N", node.tag, f"#{node.identity}", node.above.place)] if node.identity else []
    )


def _first(node: Node, common: set[str]) -> str:
    """Return the class by which the element is called; generated elements have at most one."""
    return next((name for name in node.classes if name in common), "")


def drift(old: frozenset[Feature], new: frozenset[Feature]) -> tuple[float, float]:
    """Return loss and gain."""
    both = len(old & new)
    loss = 1 - both / len(old) if old else float(bool(new))
    gain = 1 - both / len(new) if new else float(bool(old))
    return loss, gain
