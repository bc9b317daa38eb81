"""Locators in TypeScript and JavaScript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from pacts_daemon.fix.sources.methods import ACTION, FINDERS, NARROWERS, PAGE_ACTIONS, snake
from pacts_daemon.fix.sources.model import (
    RUNTIME,
    Argument,
    Call,
    Language,
    Reference,
    Source,
    Text,
    UnreadableError,
    Value,
)
from pacts_daemon.fix.sources.roots import ANYWHERE, RootKind
from pacts_daemon.fix.sources.syntax import field, meaning_of, nodes_of, parsed, said
from pacts_daemon.fix.sources.typescript_parts import (
    DEFINITIONS,
    TypeScriptParts,
    bare,
    last_name,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_PLAIN: Final = frozenset({".ts", ".mts", ".cts"})
_NAMES: Final = frozenset({"identifier", "property_identifier", "shorthand_property_identifier"})


def read_typescript(path: str, content: bytes) -> Source:
    """Read a file of TypeScript or JavaScript.

    Raises:
        UnreadableError: it is no UTF-8, or the extra ``fix`` is not installed.
    """
    grammar = "typescript" if PurePath(path).suffix in _PLAIN else "tsx"
    return _Reader(path, content).read(parsed(grammar, path, content))


class _Reader:
    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        self._content = content
        self._inner: set[int] = set()
        self._parts = TypeScriptParts(())

    def read(self, root: Node) -> Source:
        nodes = list(nodes_of(root))
        self._parts = TypeScriptParts(nodes)
        calls = [call for node in nodes if (call := self._outermost(node)) is not None]
        return Source(
            self._path,
            Language.TYPESCRIPT,
            self._content,
            calls=tuple(calls),
            definitions=self._definitions(nodes),
            mentions=_mentions(nodes),
        )

    def _outermost(self, node: Node) -> Call | None:
        if node.id in self._inner or node.has_error:
            return None
        return self._chain(node) or self._page_action(node)

    def _chain(self, node: Node | None) -> Call | None:
        method = _finder(node)
        if node is None or method is None:
            return None
        owner = bare(field(field(node, "function"), "object"))
        receiver = self._chain(owner)
        if owner is not None:
            self._inner.add(owner.id)
        root = self._parts.root(owner) if receiver is None else ANYWHERE
        return Call(method, _start(node), node.end_byte, self._arguments(node), receiver, root)

    def _page_action(self, node: Node) -> Call | None:
        method, owner = _method(node), bare(field(field(node, "function"), "object"))
        given = _given(node)
        plain = [one for one in given if one.type != "object"]
        if len(plain) != PAGE_ACTIONS.get(method) or len(given) > len(plain) + 1:
            return None
        root = self._parts.root(owner)
        if root.kind is RootKind.PART:
            return None
        return Call(ACTION, _start(node), node.end_byte, self._arguments(node)[:1], root=root)

    def _arguments(self, node: Node) -> tuple[Argument, ...]:
        made = []
        for one in _given(node):
            if one.type == "object":
                made += [self._option(part) for part in one.named_children]
            else:
                made.append(Argument(self._value(one), one.start_byte, one.end_byte))
        return tuple(made)

    def _option(self, node: Node) -> Argument:
        if node.type != "pair":
            unknown = Text(self._path, node.start_byte, node.end_byte, RUNTIME)
            return Argument(unknown, node.start_byte, node.end_byte, "**")
        key, value = said(field(node, "key")).strip("'\""), field(node, "value")
        if value is None:
            raise UnreadableError(f"{self._path}: an option has no value")
        return Argument(self._value(value), value.start_byte, value.end_byte, key)

    def _value(self, node: Node) -> Value:
        node = bare(node) or node
        match node.type:
            case "true" | "false":
                return node.type == "true"
            case "number" if said(node).isdecimal():
                return int(said(node))
            case "identifier" | "member_expression":
                return Reference(last_name(node), node.start_byte)
            case _:
                return self._text(node)

    def _text(self, node: Node, name: str = "") -> Text:
        value, problem = _text_of(node)
        quote = said(node)[:1] if node.type in {"string", "template_string"} else '"'
        return Text(self._path, node.start_byte, node.end_byte, value, quote, problem, name)

    def _definitions(self, nodes: Sequence[Node]) -> dict[str, list[Text]]:
        made: dict[str, list[Text]] = defaultdict(list)
        for node in nodes:
            if node.type in DEFINITIONS:
                name, value = (field(node, part) for part in DEFINITIONS[node.type])
                text = bare(value)
                if text is not None and last_name(name):
                    made[last_name(name)].append(self._text(text, last_name(name)))
        return dict(made)


def _text_of(node: Node) -> tuple[str, str]:
    """Return what a node comes to as a text, and why it is not rewritten."""
    if node.type == "string":
        return meaning_of(said(node))
    if node.type == "template_string":
        return _template(node)
    if node.type == "binary_expression" and said(field(node, "operator")) == "+":
        sides = [_text_of(side)[0] for side in node.named_children if side.type != "comment"]
        return "".join(sides), "it is put together of parts"
    return RUNTIME, "it is made at run time"


def _template(node: Node) -> tuple[str, str]:
    if not any(part.type == "template_substitution" for part in node.named_children):
        return meaning_of(said(node))
    parts = [
        RUNTIME if part.type == "template_substitution" else said(part)
        for part in node.named_children
    ]
    return "".join(parts), "it is a template with placeholders"


def _mentions(nodes: Sequence[Node]) -> dict[str, list[int]]:
    read: dict[str, list[int]] = defaultdict(list)
    for node in nodes:
        if node.type not in _NAMES or node.parent is None:
            continue
        parent = node.parent
        if parent.type in {"import_specifier", "export_specifier", "import_clause"}:
            continue
        names = DEFINITIONS.get(parent.type)
        if names is not None and field(parent, names[0]) == node:
            continue
        member = parent.type == "member_expression" and field(parent, "property") == node
        whole = parent if member else node
        is_set = (
            whole.parent is not None
            and whole.parent.type == "assignment_expression"
            and field(whole.parent, "left") == whole
        )
        if not is_set:
            read[said(node)].append(whole.start_byte)
    return dict(read)


def _finder(node: Node | None) -> str | None:
    """Return the method by which a node makes a locator; None when it makes none."""
    method = _method(node)
    if method in FINDERS and _given(node):
        return method
    narrows = method in NARROWERS and _finder(bare(field(field(node, "function"), "object")))
    return method if narrows else None


def _method(node: Node | None) -> str:
    called = (
        field(node, "function") if node is not None and node.type == "call_expression" else None
    )
    return snake(said(field(called, "property"))) if called is not None else ""


def _start(node: Node) -> int:
    called = field(field(node, "function"), "property")
    return node.start_byte if called is None else called.start_byte


def _given(node: Node | None) -> list[Node]:
    given = field(node, "arguments")
    return [] if given is None else [one for one in given.named_children if one.type != "comment"]
