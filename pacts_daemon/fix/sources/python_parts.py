"""Which names of a file in Python hold locators, so that what is called on them is a part."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from pacts_daemon.fix.sources.methods import PARTS

_TYPES: Final = frozenset({"Locator", "FrameLocator", "WebElement", "ElementHandle"})


class PythonParts:
    """Tells what stands for a part of a page from what stands for the page."""

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        nodes = list(nodes)
        annotated = (node for node in nodes if isinstance(node, ast.arg))
        self._names = {
            one.arg for one in annotated if last_name(one.annotation).strip("'\"") in _TYPES
        }
        given = [pair for node in nodes for pair in _given(node)]
        known = -1
        while known != len(self._names):
            known = len(self._names)
            self._names.update(name for name, value in given if self.is_part(value))

    def is_part(self, node: ast.AST | None) -> bool:
        """Whether an expression is, or comes of, something that was found on a page."""
        while True:
            match node:
                case ast.Name():
                    return node.id in self._names
                case ast.Attribute():
                    if node.attr in PARTS or node.attr in self._names:
                        return True
                    node = node.value
                case ast.Call():
                    node = node.func
                case ast.Subscript() | ast.Await() | ast.Starred():
                    node = node.value
                case _:
                    return False


def last_name(node: ast.AST | None) -> str:
    """Return the last part of a dotted name, empty where there is none."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Constant(value=str() as text):
            return text
        case _:
            return ""


def _given(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the names that get a value here, and what that comes of."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((last_name(one), value) for one in targets if last_name(one))
        case ast.AnnAssign(target=target, value=ast.AST() as value):
            yield last_name(target), value
        case ast.NamedExpr(target=target, value=value):
            yield target.id, value
        case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
            yield last_name(target), value
        case ast.comprehension(target=target, iter=value):
            yield last_name(target), value
