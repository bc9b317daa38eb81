"""Edits of files, and the patch that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from itertools import pairwise
from typing import Final

from pacts_daemon.fix.writing.candidates import Edit


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file with edits carried out; those of a file do not overlap."""
    for edit in sorted(set(edits), key=lambda one: (one.start, one.end), reverse=True):
        content = content[: edit.start] + edit.text.encode() + content[edit.end :]
    return content


def overlap(edits: Iterable[Edit]) -> bool:
    """Whether two different edits want the same part of a file."""
    ordered = sorted(set(edits), key=lambda one: (one.path, one.start, one.end))
    return any(
        one.path == next_.path and (next_.start < one.end or next_.start == one.start)
        for one, next_ in pairwise(ordered)
    )


def patch_of(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> bytes:
    """Return what ``git apply`` takes to make the new files of the old; paths are relative."""
    parts = (_of_file(path, old[path], new[path]) for path in sorted(new))
    return "".join(parts).encode("utf-8", "surrogateescape")


def _of_file(path: str, old: bytes, new: bytes) -> str:
    lines = list(unified_diff(_lines(old), _lines(new), "a", "b", n=3))
    if not lines:
        return ""
    before, after = _name(f"a/{path}"), _name(f"b/{path}")
    tab = "\t" if " " in path and before[0] != '"' else ""
    head = f"diff --git {before} {after}\n--- {before}{tab}\n+++ {after}{tab}\n"
    return head + "".join(_whole(lines[2:]))


def _lines(content: bytes) -> list[str]:
    """Return lines as git has them: they end with a line feed alone."""
    text = content.decode("utf-8", "surrogateescape")
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _whole(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _name(path: str) -> str:
    """Return a name as git writes it: in quotes when it has more than plain letters."""
    raw = path.encode("utf-8", "surrogateescape")
    if all(_SPACE <= byte < _DELETE and byte not in b'"\\' for byte in raw):
        return path
    return f'"{"".join(map(_quoted, raw))}"'


def _quoted(byte: int) -> str:
    if byte in b'"\\':
        return f"\\{chr(byte)}"
    return chr(byte) if _SPACE <= byte < _DELETE else f"\\{byte:03o}"


_SPACE: Final = 0x20
_DELETE: Final = 0x7F
