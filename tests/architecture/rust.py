"""The functions of Rust sources, found without a compiler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

# What may hold a brace that is none: comments, strings, and characters (not lifetimes).
_TEXT = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r(\#*)".*?"\1|b?"(?:\\.|[^"\\])*"|b?'(?:\\[^\n]+?|[^'\\\n])'""",
    re.DOTALL,
)
_FUNCTION = re.compile(r"\bfn\s+(\w+)")
_TESTS = re.compile(r"#\[cfg\(test\)\]\s*mod\s+\w+\s*\{")


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield name, first line and number of lines of each function with a body."""
    code = _TEXT.sub(_blank, source)
    for found in _FUNCTION.finditer(code):
        opened = re.compile(r"[;{]").search(_without_array_types(code), found.end())
        if opened and opened[0] == "{":
            end = _closing(code, opened.start())
            first = code.count("\n", 0, found.start()) + 1
            yield found[1], first, code.count("\n", found.start(), end) + 1


def without_tests(source: str) -> str:
    """Return the source with its test modules blanked, lines kept."""
    code = _TEXT.sub(_blank, source)
    for found in reversed(list(_TESTS.finditer(code))):
        end = _closing(code, found.end() - 1)
        source = source[: found.start()] + _lines(source[found.start() : end]) + source[end:]
    return source


def is_test(path: Path) -> bool:
    return path.stem.endswith("tests") or "tests" in path.parts


def _without_array_types(code: str) -> str:
    """Blank the semicolons of types such as ``[u8; 4]``, which end no declaration."""
    return re.sub(r"\[[^\[\]{}\n]*\]", lambda found: " " * len(found[0]), code)


def _closing(code: str, opened: int) -> int:
    depth = 0
    for found in re.compile(r"[{}]").finditer(code, opened):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end()
    raise ValueError(f"the brace at {opened} is never closed")


def _blank(found: re.Match[str]) -> str:
    return _lines(found[0])


def _lines(text: str) -> str:
    """Return as many characters and lines, with nothing on them."""
    return re.sub(r"[^\n]", " ", text)
