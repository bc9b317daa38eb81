"""Which names of a file in TypeScript hold locators, so that what is called on them is a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from pacts_daemon.fix.sources.methods import PARTS, snake
from pacts_daemon.fix.sources.syntax import field, said

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES: Final = frozenset({"Locator", "FrameLocator", "ElementHandle"})
_TYPED: Final = frozenset({"required_parameter", "optional_parameter", "public_field_definition"})
_WRAPPERS: Final = frozenset(
    {
        "parenthesized_expression",
        "non_null_expression",
        "as_expression",
        "satisfies_expression",
        "await_expression",
    }
)
_KEYS: Final = frozenset(
    {
        "identifier",
        "property_identifier",
        "shorthand_property_identifier",
        "private_property_identifier",
        "string",
    }
)
DEFINITIONS: Final = {
    "variable_declarator": ("name", "value"),
    "public_field_definition": ("name", "value"),
    "pair": ("key", "value"),
    "enum_assignment": ("name", "value"),
    "assignment_expression": ("left", "right"),
}
"""Where a name gets its value: the fields of the name and of the value."""


class TypeScriptParts:
    """Tells what stands for a part of a page from what stands for the page."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        nodes = list(nodes)
        self._names = {name for node in nodes for name in _declared(node)}
        given = [pair for node in nodes for pair in _given(node)]
        known = -1
        while known != len(self._names):
            known = len(self._names)
            self._names.update(name for name, value in given if name and self.is_part(value))

    def is_part(self, node: Node | None) -> bool:
        """Whether an expression is, or comes of, something that was found on a page."""
        node = bare(node)
        while node is not None:
            match node.type:
                case "call_expression":
                    node = field(node, "function")
                case "member_expression":
                    name = said(field(node, "property"))
                    if snake(name) in PARTS or name in self._names:
                        return True
                    node = field(node, "object")
                case "subscript_expression":
                    node = field(node, "object")
                case _:
                    return said(node) in self._names if node.type in _KEYS else False
            node = bare(node)
        return False


def bare(node: Node | None) -> Node | None:
    """Return what a node is without brackets and types around it."""
    while node is not None and node.type in _WRAPPERS and node.named_children:
        node = node.named_children[0]
    return node


def last_name(node: Node | None) -> str:
    """Return the last part of a dotted name, empty where there is none."""
    if node is None:
        return ""
    if node.type == "member_expression":
        return said(field(node, "property"))
    return said(node).strip("'\"#") if node.type in _KEYS else ""


def _declared(node: Node) -> Iterator[str]:
    if node.type in _TYPED and said(field(node, "type")).strip(": ") in _TYPES:
        yield last_name(field(node, "pattern") or field(node, "name"))


def _given(node: Node) -> Iterator[tuple[str, Node | None]]:
    """Yield the name that gets a value here, and what that comes of."""
    if node.type in DEFINITIONS:
        name, value = DEFINITIONS[node.type]
        yield last_name(field(node, name)), field(node, value)
    elif node.type == "for_in_statement":
        yield last_name(field(node, "left")), field(node, "right")
