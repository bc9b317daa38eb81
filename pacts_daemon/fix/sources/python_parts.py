"""What chains of calls begin on in a file in Python: a page, a frame, or a part of either."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from pacts_daemon.fix.sources.roots import (
    ANYWHERE,
    TYPES,
    Root,
    frame_of,
    names_of,
    root_by,
    root_called,
)


class PythonParts:
    """Tells what stands for a page, for a frame, and for a part of one of them."""

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        nodes = list(nodes)
        pairs = (pair for node in nodes for pair in _given(node))
        given = [(name, value) for name, value in pairs if not isinstance(value, ast.Constant)]
        self._names = names_of(_declared(nodes), given, _root)

    def root(self, node: ast.AST | None) -> Root:
        """Return what an expression is, or comes of."""
        return _root(node, self._names)


def _root(node: ast.AST | None, names: Mapping[str, Root]) -> Root:
    literal = ""
    while True:
        match node:
            case ast.Name(id=name):
                return names.get(name) or root_called(name) or ANYWHERE
            case ast.Attribute(attr=name):
                root = root_by(name, literal) or names.get(name) or root_called(name)
                if root is not None:
                    text = first_text(node.value) if name == "content_frame" else ""
                    return frame_of(name, text) if text else root
                literal, node = "", node.value
            case ast.Call():
                literal, node = first_text(node), node.func
            case ast.Subscript() | ast.Await() | ast.Starred():
                node = node.value
            case _:
                return ANYWHERE


def first_text(node: ast.AST) -> str:
    """Return the text that a call is given first, or as ``name``; empty without one."""
    if not isinstance(node, ast.Call):
        return ""
    named = [one.value for one in node.keywords if one.arg == "name"]
    match [*node.args, *named]:
        case [ast.Constant(value=str() as text), *_]:
            return text
        case _:
            return ""


def _declared(nodes: Iterable[ast.AST]) -> Mapping[str, Root]:
    """Return what parameters are by their types; a name that is a part anywhere is one."""
    declared: dict[str, Root] = {}
    for node in nodes:
        if isinstance(node, ast.arg):
            kind = TYPES.get(last_name(node.annotation).strip("'\""))
            if kind is not None and kind >= declared.get(node.arg, ANYWHERE).kind:
                declared[node.arg] = Root(kind)
    return declared


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
