"""Locators in Python."""

from __future__ import annotations

import ast
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pacts_daemon.fix.sources.driven.python import spots_of, switching_of
from pacts_daemon.fix.sources.driven.trail import UNKNOWN
from pacts_daemon.fix.sources.methods import (
    ACTION,
    BY_ATTRIBUTES,
    FINDERS,
    NARROWERS,
    PAGE_ACTIONS,
)
from pacts_daemon.fix.sources.model import (
    Argument,
    Call,
    Language,
    Pair,
    Reference,
    Source,
    Spelling,
    Text,
    UnreadableError,
    Value,
    line_starts,
)
from pacts_daemon.fix.sources.python_parts import PythonParts, last_name
from pacts_daemon.fix.sources.python_texts import PythonTexts
from pacts_daemon.fix.sources.roots import ANYWHERE, RootKind

_PROPERTIES: Final = frozenset({"first", "last"})
_WAYS: Final = frozenset(BY_ATTRIBUTES.values())


def read_python(path: str, content: bytes) -> Source:
    """Read a file of Python.

    Raises:
        UnreadableError: it is no UTF-8, or no Python of this interpreter's version.
    """
    try:
        text = content.decode("utf-8-sig")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the suite's own interpreter tells its people
            tree = ast.parse(text)
        return _Reader(path, content).read(tree)
    except SyntaxError as error:
        raise UnreadableError(f"{path}:{error.lineno or 1}: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: not UTF-8: {error.reason}") from None
    except (ValueError, MemoryError) as error:
        raise UnreadableError(f"{path}: {error}") from None


class _Reader:
    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        self._content = content
        self._texts = PythonTexts(path, content)
        self._lines = line_starts(content)
        self._bom = len(_BOM) if content.startswith(_BOM) else 0
        self._inner: set[int] = set()
        self._parts = PythonParts(())

    def read(self, tree: ast.Module) -> Source:
        nodes = list(ast.walk(tree))
        self._parts = PythonParts(nodes)
        calls = [call for node in nodes if (call := self._outermost(node)) is not None]
        return Source(
            self._path,
            Language.PYTHON,
            self._content,
            calls=tuple(calls),
            pairs=self._driven(tree, nodes),
            definitions=self._definitions(nodes),
            mentions=self._mentions(nodes),
            switching=switching_of(nodes),
        )

    def _driven(self, tree: ast.Module, nodes: Sequence[ast.AST]) -> tuple[Pair, ...]:
        spots = spots_of(tree, nodes)
        return tuple(
            replace(pair, spot=spots.get(id(node), UNKNOWN))
            for node in nodes
            for pair in self._pairs(node)
        )

    def _outermost(self, node: ast.AST) -> Call | None:
        """Return the locator that a node makes, unless it is only a step of a longer one."""
        if id(node) in self._inner:
            return None
        return self._chain(node) or self._page_action(node)

    def _chain(self, node: ast.AST) -> Call | None:
        method = _finder(node)
        if method is None:
            return None
        owner = _owner(node)
        receiver = self._chain(owner)
        self._inner.add(id(owner))
        root = self._parts.root(owner) if receiver is None else ANYWHERE
        called = node.func if isinstance(node, ast.Call) else node
        start = self._end(called) - len(method.encode())
        arguments = self._arguments(node) if isinstance(node, ast.Call) else ()
        return Call(method, start, self._end(node), arguments, receiver, root)

    def _page_action(self, node: ast.AST) -> Call | None:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return None
        method, owner = node.func.attr, node.func.value
        root = self._parts.root(owner)
        if len(node.args) != PAGE_ACTIONS.get(method) or root.kind is RootKind.PART:
            return None
        start = self._end(node.func) - len(method)
        return Call(ACTION, start, self._end(node), self._arguments(node)[:1], root=root)

    def _arguments(self, node: ast.Call) -> tuple[Argument, ...]:
        given = [(one, "") for one in node.args]
        given += [(one.value, one.arg or "**") for one in node.keywords]
        return tuple(
            Argument(self._value(value), self._start(value), self._end(value), keyword)
            for value, keyword in given
        )

    def _value(self, node: ast.expr) -> Value:
        start, end = self._start(node), self._end(node)
        match node:
            case ast.Constant(value=bool() | int() | float() | None as plain):
                return plain
            case ast.Name() | ast.Attribute():
                return Reference(last_name(node), start)
            case _:
                return self._texts.text(node, start, end)

    def _pairs(self, node: ast.AST) -> Iterator[Pair]:
        values: Sequence[ast.expr] = ()
        if isinstance(node, ast.Tuple):
            values = node.elts
        elif isinstance(node, ast.Call) and not self._is_within(node):
            values = [*node.args, *_by_and_value(node)]
        for by, value in pairwise(values):
            if isinstance(by, ast.Attribute) and by.attr in BY_ATTRIBUTES:
                start = self._end(by) - len(by.attr)
                way, spelling = BY_ATTRIBUTES[by.attr], Spelling.PYTHON_BY
            elif self._is_find(node) and isinstance(by, ast.Constant) and by.value in _WAYS:
                start, way, spelling = self._start(by), str(by.value), Spelling.PYTHON_TEXT
            else:
                continue
            yield Pair(way, spelling, start, self._end(by), self._value(value))

    @staticmethod
    def _is_find(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and last_name(node.func) == "find_element"

    def _is_within(self, node: ast.Call) -> bool:
        """Whether a call finds within an element that was found before."""
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        return self._parts.root(owner).kind is RootKind.PART

    def _definitions(self, nodes: Sequence[ast.AST]) -> dict[str, list[Text]]:
        made: dict[str, list[Text]] = defaultdict(list)
        for node in nodes:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                continue
            start, end = self._start(node.value), self._end(node.value)
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in filter(None, map(last_name, targets)):
                made[name].append(self._texts.text(node.value, start, end, name))
        return dict(made)

    def _mentions(self, nodes: Sequence[ast.AST]) -> dict[str, list[int]]:
        read: dict[str, list[int]] = defaultdict(list)
        for node in nodes:
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                read[last_name(node)].append(self._start(node))
        return dict(read)

    def _start(self, node: ast.AST) -> int:
        return self._offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def _end(self, node: ast.AST) -> int:
        return self._offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def _offset(self, line: int, column: int) -> int:
        return self._lines[line - 1] + column + (self._bom if line == 1 else 0)


def _finder(node: ast.AST | None) -> str | None:
    """Return the method by which a node makes a locator; None when it makes none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        method = node.func.attr
        if method in FINDERS and node.args:
            return method
        narrows = method in NARROWERS and method not in _PROPERTIES
        return method if narrows and _finder(node.func.value) else None
    if isinstance(node, ast.Attribute) and node.attr in _PROPERTIES and _finder(node.value):
        return node.attr
    return None


def _owner(node: ast.AST) -> ast.expr:
    called = node.func if isinstance(node, ast.Call) else node
    if not isinstance(called, ast.Attribute):
        raise TypeError(f"{called} belongs to nothing")
    return called.value


def _by_and_value(node: ast.Call) -> list[ast.expr]:
    named = {one.arg: one.value for one in node.keywords}
    return [named[name] for name in ("by", "value") if name in named]


_BOM: Final = b"\xef\xbb\xbf"
