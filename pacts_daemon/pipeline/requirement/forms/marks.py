"""Marks of Markdown within a line, taken off where they mark words and kept within quotes."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.requirement.quotes import quoted_parts

MAX_LINE: Final = 10_000
"""A longer line is no sentence; what looks for the ends of its marks would take too long."""

_MARKED: Final = (
    re.compile(r"(?P<off1><!--.*?-->)"),
    re.compile(r"(?P<off1>\*\*)(?=\S).+?(?<=\S)(?P<off2>\*\*)"),
    re.compile(r"(?<!\w)(?P<off1>__)(?=\S).+?(?<=\S)(?P<off2>__)(?!\w)"),
    re.compile(r"(?<![\w*])(?P<off1>\*)(?=[^\s*])[^*]+?(?<=[^\s*])(?P<off2>\*)(?![\w*])"),
    re.compile(r"(?<![\w_])(?P<off1>_)(?=[^\s_])[^_]+?(?<=[^\s_])(?P<off2>_)(?![\w_])"),
    re.compile(r"(?P<off1>!?\[)[^\[\]]*(?P<off2>\]\([^()\s]*(?:\s\"[^\"]*\")?\))"),
    re.compile(r"(?P<off1><)https?://[^<>\s]+(?P<off2>>)"),
    re.compile(r"(?P<off1>\\)[!-/:-@\[-`{-~]"),
)
_HIDDEN: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


def unmarked(line: str) -> str:
    """Return a line without emphasis, links, comments and escapes; what is quoted stays as it is.

    In quotes stands what a page says or what is typed, and there a star is a star.
    """
    if len(line) > MAX_LINE:
        return line.strip()
    shown = line
    for part in quoted_parts(line):
        hidden = _HIDDEN * (part.end - part.start)
        shown = shown[: part.start] + hidden + shown[part.end :]
    off: set[int] = set()
    for mark in _MARKED:
        for found in mark.finditer(shown):
            for name in found.re.groupindex:
                off.update(range(*found.span(name)))
    return "".join(character for at, character in enumerate(line) if at not in off).strip()
