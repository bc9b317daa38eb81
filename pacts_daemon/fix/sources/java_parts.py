"""Which names of a file in Java hold elements, so that what is found on them is a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from pacts_daemon.fix.sources.syntax import field, said

if TYPE_CHECKING:
    from tree_sitter import Node

FINDERS: Final = frozenset({"findElement", "findElements"})
_PARTS: Final = FINDERS | {"getShadowRoot"}
_DECLARATIONS: Final = frozenset({"local_variable_declaration", "field_declaration"})
_NAMED: Final = frozenset({"formal_parameter", "enhanced_for_statement"})
_NAMES: Final = frozenset({"identifier", "field_access", "scoped_identifier"})
_COMMENTS: Final = frozenset({"line_comment", "block_comment"})


class JavaParts:
    """Tells what finds within an element from what finds on the whole page."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._names = {name for node in nodes for name in _elements(node)}

    def is_within(self, by: Node) -> bool:
        """Whether a ``By`` stands in a call that finds within an element."""
        call = by.parent.parent if by.parent is not None else None
        if call is None or said(field(call, "name")) not in FINDERS:
            return False
        owner = field(call, "object")
        if owner is not None and owner.type == "method_invocation":
            return said(field(owner, "name")) in _PARTS
        return last_name(owner) in self._names


def children(node: Node | None) -> list[Node]:
    """Return the parts of a node, comments apart."""
    return [] if node is None else [one for one in node.named_children if one.type not in _COMMENTS]


def last_name(node: Node | None) -> str:
    """Return the last part of a dotted name, empty where there is none."""
    if node is None:
        return ""
    return said(node).rpartition(".")[2] if node.type in _NAMES else ""


def _elements(node: Node) -> Iterator[str]:
    """Yield the names that a node declares to hold elements."""
    is_element = "WebElement" in said(field(node, "type"))
    if node.type in _NAMED and is_element:
        yield last_name(field(node, "name"))
    elif node.type in _DECLARATIONS:
        for one in children(node):
            value = field(one, "value")
            if one.type == "variable_declarator" and (is_element or _finds(value)):
                yield last_name(field(one, "name"))


def _finds(node: Node | None) -> bool:
    return node is not None and said(field(node, "name")) in _PARTS
