"""What chains of calls begin on in a file in TypeScript: a page, a frame, or a part of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from pacts_daemon.fix.sources.methods import snake
from pacts_daemon.fix.sources.roots import (
    ANYWHERE,
    TYPES,
    Root,
    frame_of,
    names_of,
    root_by,
    root_called,
)
from pacts_daemon.fix.sources.syntax import field, meaning_of, said

if TYPE_CHECKING:
    from tree_sitter import Node

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
_NOTHING: Final = frozenset({"null", "undefined"})
DEFINITIONS: Final = {
    "variable_declarator": ("name", "value"),
    "public_field_definition": ("name", "value"),
    "pair": ("key", "value"),
    "enum_assignment": ("name", "value"),
    "assignment_expression": ("left", "right"),
}
"""Where a name gets its value: the fields of the name and of the value."""


class TypeScriptParts:
    """Tells what stands for a page, for a frame, and for a part of one of them."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        nodes = list(nodes)
        pairs = (pair for node in nodes for pair in _given(node))
        given = [
            (name, value) for name, value in pairs if name and value and value.type not in _NOTHING
        ]
        self._names = names_of(_declared(nodes), given, _root)

    def root(self, node: Node | None) -> Root:
        """Return what an expression is, or comes of."""
        return _root(node, self._names)


def _root(node: Node | None, names: Mapping[str, Root]) -> Root:
    literal, node = "", bare(node)
    while node is not None:
        match node.type:
            case "call_expression":
                literal, node = _first_text(node), field(node, "function")
            case "member_expression":
                name, owner = last_name(node), field(node, "object")
                method = snake(name)
                root = root_by(method, literal) or names.get(name) or root_called(name)
                if root is not None:
                    text = _first_text(bare(owner)) if method == "content_frame" else ""
                    return frame_of(method, text) if text else root
                literal, node = "", owner
            case "subscript_expression":
                node = field(node, "object")
            case _:
                name = said(node) if node.type in _KEYS else ""
                return names.get(name) or root_called(name) or ANYWHERE
        node = bare(node)
    return ANYWHERE


def _first_text(node: Node | None) -> str:
    """Return the text that a call is given first, or as ``name``; empty without one."""
    if node is None or node.type != "call_expression":
        return ""
    given = next(iter(getattr(field(node, "arguments"), "named_children", ())), None)
    if given is not None and given.type == "object":
        pairs = {said(field(one, "key")): field(one, "value") for one in given.named_children}
        given = pairs.get("name")
    if given is None or given.type != "string":
        return ""
    return meaning_of(said(given))[0]


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
        return said(field(node, "property")).lstrip("#")
    return said(node).strip("'\"#") if node.type in _KEYS else ""


def _declared(nodes: Iterable[Node]) -> Mapping[str, Root]:
    """Return what names are by their types; one that is a part anywhere is one."""
    declared: dict[str, Root] = {}
    for node in nodes:
        if node.type in _TYPED:
            name = last_name(field(node, "pattern") or field(node, "name"))
            kind = TYPES.get(said(field(node, "type")).strip(": "))
            if kind is not None and kind >= declared.get(name, ANYWHERE).kind:
                declared[name] = Root(kind)
    return declared


def _given(node: Node) -> Iterator[tuple[str, Node | None]]:
    """Yield the name that gets a value here, and what that comes of."""
    if node.type in DEFINITIONS:
        name, value = DEFINITIONS[node.type]
        yield last_name(field(node, name)), field(node, value)
    elif node.type == "for_in_statement":
        yield last_name(field(node, "left")), field(node, "right")
