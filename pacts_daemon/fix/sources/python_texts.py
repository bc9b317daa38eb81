"""Texts in Python: which of them are one plain literal, and what the others come to."""

from __future__ import annotations

import ast
import re
from typing import Final

from pacts_daemon.fix.sources.model import RUNTIME, Text

_OPENING: Final = re.compile(rb"([A-Za-z]*)('''|\"\"\"|'|\")")


class PythonTexts:
    """Reads the texts of one file."""

    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        self._content = content

    def text(self, node: ast.expr, start: int, end: int, name: str = "") -> Text:
        """Return the text of an expression, which stands from ``start`` to ``end``."""
        value = _value_of(node)
        quote, problem = self._quote(start, end)
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            problem = _kind_of(node)
        return Text(self._path, start, end, value, quote, problem, name)

    def _quote(self, start: int, end: int) -> tuple[str, str]:
        literal = self._content[start:end]
        opening = _OPENING.match(literal)
        if opening is None:
            return '"', "it is put together of parts"
        prefix, quote = opening[1].lower(), opening[2].decode()
        if b"r" in prefix:
            return quote[0], "it is a raw string"
        if len(quote) > 1:
            return quote[0], "it is a string in triple quotes"
        if _closing(literal, opening.end(), quote) != len(literal):
            return quote, "it is put together of parts"
        return quote, ""


def _closing(literal: bytes, at: int, quote: str) -> int:
    """Return where the first of the strings in a literal ends."""
    while at < len(literal) and literal[at : at + 1] != quote.encode():
        at += 2 if literal[at : at + 1] == b"\\" else 1
    return at + 1


def _value_of(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr():
            return "".join(_value_of(part) for part in node.values)
        case ast.BinOp(op=ast.Add()):
            return _value_of(node.left) + _value_of(node.right)
        case _:
            return RUNTIME


def _kind_of(node: ast.expr) -> str:
    match node:
        case ast.JoinedStr():
            return "it is an f-string"
        case ast.BinOp():
            return "it is put together of parts"
        case _:
            return "it is made at run time"
