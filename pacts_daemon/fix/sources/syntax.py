"""Syntax trees of tree-sitter, whose grammars come with the extra ``fix``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final

from pacts_daemon.fix.sources.model import RUNTIME, UnreadableError

if TYPE_CHECKING:
    from tree_sitter import Node

GRAMMARS: Final = {
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "java": ("tree_sitter_java", "language"),
}


def parsed(grammar: str, path: str, content: bytes) -> Node:
    """Return the root of a file's tree.

    Raises:
        UnreadableError: it is no UTF-8, or the grammar is not installed.
    """
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: not UTF-8: {error.reason}") from None
    package, language = GRAMMARS[grammar]
    try:
        library, grammars = import_module("tree_sitter"), import_module(package)
    except ModuleNotFoundError as error:
        missing = f"{path}: {error.name} is not there; pip install 'pacts-daemon[fix]'"
        raise UnreadableError(missing) from None
    parser = library.Parser(library.Language(getattr(grammars, language)()))
    root: Node = parser.parse(content).root_node
    return root


def nodes_of(root: Node) -> Iterator[Node]:
    """Yield every node, parents first, however deep the tree is."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.named_children))


def field(node: Node | None, name: str) -> Node | None:
    """Return the part of a node that has a name in its grammar."""
    return None if node is None else node.child_by_field_name(name)


def said(node: Node | None) -> str:
    """Return the text of a node as it stands in its file."""
    return "" if node is None or node.text is None else node.text.decode("utf-8", "replace")


def unescaped(literal: str) -> str | None:
    """Return what stands between the quotes of a literal; None when an escape is not known."""
    known = True

    def replaced(escape: re.Match[str]) -> str:
        nonlocal known
        value = _escape(escape[1])
        known = known and value is not None
        return value or ""

    text = _ESCAPE.sub(replaced, literal)
    return _joined(text) if known else None


def meaning_of(literal: str) -> tuple[str, str]:
    """Return what a literal in quotes comes to, and why it is not rewritten, empty when it may."""
    value = unescaped(literal[1:-1])
    return (RUNTIME, "it has an escape that is not known") if value is None else (value, "")


def _escape(code: str) -> str | None:
    if code[0] in "ux" and len(code) > 1:
        digits = code.lstrip("ux").strip("{}")
        number = int(digits, 16)
        return chr(number) if number <= _LAST_CODE else None
    if code in _PLAIN_ESCAPES:
        return _PLAIN_ESCAPES[code]
    is_plain = len(code) == 1 and not code.isalnum()
    return code if is_plain else None


def _joined(text: str) -> str | None:
    """Join the halves of surrogate pairs; None when one stands alone."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


_ESCAPE: Final = re.compile(
    r"\\(u+[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL
)
_PLAIN_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "s": " "}
_LAST_CODE: Final = 0x10FFFF
