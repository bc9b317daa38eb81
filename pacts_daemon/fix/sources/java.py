"""Locators in Java: Selenium's ``By``, and ``@FindBy`` of page objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pacts_daemon.fix.sources.driven.java import spots_of, switching_of
from pacts_daemon.fix.sources.driven.trail import UNKNOWN
from pacts_daemon.fix.sources.java_parts import JavaParts, children, last_name
from pacts_daemon.fix.sources.methods import BY_ATTRIBUTES
from pacts_daemon.fix.sources.model import (
    RUNTIME,
    Language,
    Pair,
    Reference,
    Source,
    Spelling,
    Text,
    Value,
)
from pacts_daemon.fix.sources.syntax import field, meaning_of, nodes_of, parsed, said

if TYPE_CHECKING:
    from tree_sitter import Node

_FIND_BY: Final = {
    "id": "id",
    "name": "name",
    "className": "class name",
    "tagName": "tag name",
    "linkText": "link text",
    "partialLinkText": "partial link text",
    "css": "css selector",
    "xpath": "xpath",
}
_BY: Final = {"cssSelector": "css selector", **_FIND_BY}
_DEFINITIONS: Final = {
    "variable_declarator": ("name", "value"),
    "assignment_expression": ("left", "right"),
}
_IMPORTS: Final = frozenset({"import_declaration", "package_declaration", "scoped_identifier"})


def read_java(path: str, content: bytes) -> Source:
    """Read a file of Java.

    Raises:
        UnreadableError: it is no UTF-8, or the extra ``fix`` is not installed.
    """
    nodes = list(nodes_of(parsed("java", path, content)))
    reader = _Reader(path, JavaParts(nodes))
    spots = spots_of(nodes)
    return Source(
        path,
        Language.JAVA,
        content,
        pairs=tuple(
            replace(pair, spot=spots.get(node.id, UNKNOWN))
            for node in nodes
            for pair in reader.pairs(node)
        ),
        definitions=reader.definitions(nodes),
        mentions=_mentions(nodes),
        switching=switching_of(nodes),
    )


class _Reader:
    def __init__(self, path: str, parts: JavaParts) -> None:
        self._path = path
        self._parts = parts

    def pairs(self, node: Node) -> Iterator[Pair]:
        """Yield the locator that a node is, if it is one."""
        if node.has_error:
            return
        if node.type == "method_invocation" and last_name(field(node, "object")) == "By":
            name, given = field(node, "name"), children(field(node, "arguments"))
            way = _BY.get(said(name), "") if said(name) != "css" else ""
            if name is not None and way and len(given) == 1 and not self._parts.is_within(node):
                value = self._value(given[0])
                yield Pair(way, Spelling.JAVA_BY, name.start_byte, name.end_byte, value)
        elif node.type == "annotation" and last_name(field(node, "name")) == "FindBy":
            yield from self._find_by(node)

    def _find_by(self, node: Node) -> Iterator[Pair]:
        given = {
            said(field(one, "key")): one
            for one in children(field(node, "arguments"))
            if one.type == "element_value_pair"
        }
        how, using = field(given.get("how"), "value"), field(given.get("using"), "value")
        if how is not None and using is not None:
            way = BY_ATTRIBUTES.get(_how_of(last_name(how)))
            if way is not None:
                start = how.end_byte - len(last_name(how).encode())
                yield Pair(way, Spelling.JAVA_HOW, start, how.end_byte, self._value(using))
        for name, one in given.items():
            key, value = field(one, "key"), field(one, "value")
            if name in _FIND_BY and key is not None and value is not None:
                spelling = Spelling.JAVA_FIND_BY
                way = _FIND_BY[name]
                yield Pair(way, spelling, key.start_byte, key.end_byte, self._value(value))

    def _value(self, node: Node) -> Value:
        if node.type in {"identifier", "field_access"}:
            return Reference(last_name(node), node.start_byte)
        return self._text(node)

    def _text(self, node: Node, name: str = "") -> Text:
        value, problem = _text_of(node)
        return Text(self._path, node.start_byte, node.end_byte, value, '"', problem, name)

    def definitions(self, nodes: Sequence[Node]) -> dict[str, list[Text]]:
        """Return the texts that have a name, by that."""
        made: dict[str, list[Text]] = defaultdict(list)
        for node in nodes:
            if node.type in _DEFINITIONS:
                target, value = (field(node, part) for part in _DEFINITIONS[node.type])
                name = last_name(target)
                if value is not None and name:
                    made[name].append(self._text(value, name))
        return dict(made)


def _how_of(name: str) -> str:
    return {"CSS": "CSS_SELECTOR"}.get(name, name)


def _text_of(node: Node) -> tuple[str, str]:
    literal = said(node)
    if node.type == "string_literal" and literal.startswith('"""'):
        return RUNTIME, "it is a text block"
    if node.type == "string_literal":
        return meaning_of(literal)
    if node.type == "binary_expression" and said(field(node, "operator")) == "+":
        sides = [_text_of(side)[0] for side in children(node)]
        return "".join(sides), "it is put together of parts"
    return RUNTIME, "it is made at run time"


def _mentions(nodes: Sequence[Node]) -> dict[str, list[int]]:
    read: dict[str, list[int]] = defaultdict(list)
    for node in nodes:
        parent = node.parent
        if node.type != "identifier" or parent is None or parent.type in _IMPORTS:
            continue
        names = _DEFINITIONS.get(parent.type)
        if names is not None and field(parent, names[0]) == node:
            continue
        is_field = parent.type == "field_access" and field(parent, "field") == node
        whole = parent if is_field else node
        around = whole.parent
        is_set = around is not None and around.type == "assignment_expression"
        if not (is_set and field(around, "left") == whole):
            read[said(node)].append(whole.start_byte)
    return dict(read)
