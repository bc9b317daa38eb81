"""What differs between the text that should be there and the one that was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_TOKENS: Final = re.compile(r"\w+|\s+|[^\w\s]")
# The comparison is quadratic in the worst case; longer texts are shown unmarked.
MAX_TOKENS: Final = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that both have, or one alone."""

    text: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Both texts in pieces; ``is_marked`` is False for texts that are too long to compare."""

    expected: tuple[Piece, ...]
    seen: tuple[Piece, ...]
    is_marked: bool = True


def difference(expected: str, seen: str) -> Difference:
    """Return two texts with the words marked that only one of them has."""
    if not expected or not seen:
        return Difference(_same(expected), _same(seen))
    old, new = _TOKENS.findall(expected), _TOKENS.findall(seen)
    if max(len(old), len(new)) > MAX_TOKENS:
        return Difference(_same(expected), _same(seen), is_marked=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _add(left, "".join(old[a:b]), tag == "equal")
        _add(right, "".join(new[c:d]), tag == "equal")
    return Difference(tuple(left), tuple(right))


def _same(text: str) -> tuple[Piece, ...]:
    return (Piece(text, True),) if text else ()


def _add(pieces: list[Piece], text: str, is_same: bool) -> None:
    if text:
        pieces.append(Piece(text, is_same))
