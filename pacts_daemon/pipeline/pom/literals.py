"""Texts inside code: string literals and comments, whatever people called an element."""

from __future__ import annotations

import json
from typing import Final

from pacts_daemon.pipeline.pom.model import PomTarget

_OF_JAVADOC: Final = frozenset("&<>@{}")
_LAST_OF_BASIC_PLANE: Final = 0xFFFF


def literal(target: PomTarget, value: str) -> str:
    """Return a string literal; in Java of ASCII alone, since javac reads files by the locale."""
    if target is PomTarget.SELENIUM_JAVA:
        return json.dumps(value)
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(
        character if character.isprintable() else _escaped(target, ord(character))
        for character in quoted
    )


def comment(target: PomTarget, value: str) -> str:
    """Return a text on one line that ends no comment and escapes nothing."""
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    line = line.replace("\\", "/").replace('"""', "'''").replace("*/", "* /")
    if target is PomTarget.SELENIUM_JAVA:
        line = "".join(c if c.isascii() and c not in _OF_JAVADOC else f"&#{ord(c)};" for c in line)
    # A docstring can't end in its own quote.
    return f"{line} " if line.endswith('"') else line


def _escaped(target: PomTarget, code: int) -> str:
    if code <= _LAST_OF_BASIC_PLANE:
        return f"\\u{code:04x}"
    return f"\\U{code:08x}" if target is PomTarget.PLAYWRIGHT_PYTHON else f"\\u{{{code:x}}}"
