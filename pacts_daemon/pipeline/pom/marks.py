"""Comments around what is generated, so that it can be written anew and nothing else is touched.

A class has one block, and its first line says who wrote it::

    # pacts:elements LoginPage ask 5f0c33a1
    …
    # pacts:end LoginPage

The last word is a digest of what stands between; a block that was edited by hand is not written
over, while a formatter may wrap its lines and choose its quotes.
A block with no lines in it needs neither mode nor digest: that is how a person asks for one.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pacts_daemon.pipeline.pom.model import PageElement, PomError, PomMode

_LINE: Final = re.compile(
    r"[ \t]*(?:#|//)[ \t]*pacts:(?P<what>elements|end)\b[ \t]*(?P<said>[^\r\n]*?)[ \t]*\r?"
)
_OF_FORMATTERS: Final = re.compile(r"[\s,;()\"'`\\]+")
_SAID: Final = re.compile(r"(?P<class>\S+)(?:[ \t]+(?P<mode>\S+)[ \t]+(?P<digest>\S+))?")
_ABOVE: Final = re.compile(
    r"^[ \t]*(?:#|//)[ \t]*pacts:[ \t]*(?P<json>\{.*\})[ \t]*\r?$", re.MULTILINE
)
_NAME: Final = re.compile(r"^[ \t]*(?:def|get|public \S+)[ \t]+(?P<name>\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two marks.

    Attributes:
        class_name: whose getters they are.
        mode: how they were written; None for a block that waits to be filled.
        start: the line of the first mark, counted from 0.
        end: the line of the last one.
        inner: the lines between.
        indent: what the first mark is indented by.
    """

    class_name: str
    mode: PomMode | None
    start: int
    end: int
    inner: str
    indent: str


def digest_of(inner: str) -> str:
    """Return the digest of a block, whatever a formatter made of it."""
    return hashlib.sha256(_OF_FORMATTERS.sub("", inner).encode()).hexdigest()[:12]


def blocks_in(file: str, content: str) -> dict[str, Block]:
    """Return the blocks of a file, by class.

    Raises:
        PomError: marks are damaged, doubled or nested, or what is between them was edited.
    """
    found: dict[str, Block] = {}
    opened: tuple[int, str] | None = None
    lines = content.split("\n")
    for number, line in enumerate(lines):
        mark = _LINE.fullmatch(line)
        if mark is None:
            continue
        if mark["what"] == "elements":
            if opened is not None:
                raise _damaged(file, number, f"another block begins before {opened[1]!r} ends")
            opened = (number, mark["said"])
            continue
        if opened is None:
            raise _damaged(file, number, "a block ends that has not begun")
        block = _block(file, lines, opened, number)
        if mark["said"] not in {"", block.class_name} or block.class_name in found:
            raise _damaged(file, number, f"{block.class_name!r} has two blocks, or another's end")
        found[block.class_name] = block
        opened = None
    if opened is not None:
        raise _damaged(file, opened[0], f"the block {opened[1]!r} does not end")
    return found


def replaced(content: str, block: Block, inner: str, mode: PomMode) -> str:
    """Return a file with other lines in a block; all others are as they were."""
    ending = "\r\n" if "\r\n" in content else "\n"
    lines = content.split("\n")
    comment = lines[block.start].strip().partition("pacts:")[0].strip()
    written = [
        f"{block.indent}{comment} pacts:elements {block.class_name} {mode} {digest_of(inner)}",
        *inner.removesuffix("\n").split("\n"),
        # As formatters of Python have it before a comment that follows a function.
        *([""] if comment == "#" else []),
        f"{block.indent}{comment} pacts:end {block.class_name}",
    ]
    new = [line + ("\r" if ending == "\r\n" else "") for line in written]
    return "\n".join([*lines[: block.start], *new, *lines[block.end + 1 :]])


def getters_in(inner: str) -> dict[PageElement, tuple[str, str]]:
    """Return the name and the lines of each getter in a block, by what it is for."""
    found: dict[PageElement, tuple[str, str]] = {}
    inner = inner.replace("\r\n", "\n")
    starts = [one.start() for one in _ABOVE.finditer(inner)]
    for start, end in pairwise([*starts, len(inner)]):
        lines = inner[start:end].rstrip() + "\n"
        above, name = _ABOVE.match(lines), _NAME.search(lines)
        if above is None or name is None:
            continue
        try:
            found[PageElement(**json.loads(above["json"]))] = (name["name"], lines)
        except (ValueError, TypeError):  # what a person wrote there names no element
            continue
    return found


def said_of(element: PageElement) -> str:
    """Return what stands above a getter, so that its name stays when it is written anew."""
    parts = {
        "element": element.element,
        "scope": element.scope,
        "ordinal": element.ordinal,
        "frame": element.frame,
    }
    return json.dumps({name: value for name, value in parts.items() if value})


def _block(file: str, lines: list[str], opened: tuple[int, str], end: int) -> Block:
    start, said = opened
    read = _SAID.fullmatch(said)
    if read is None:
        raise _damaged(file, start, "a block begins with: pacts:elements CLASS")
    inner = "".join(f"{line}\n" for line in lines[start + 1 : end])
    if not inner.strip():
        mode = None
    elif read["mode"] not in set(PomMode) or read["digest"] != digest_of(inner):
        raise _damaged(
            file,
            start,
            f"the getters of {read['class']} were changed by hand, and would be written over; "
            "move what is yours out of the block and undo the rest, or empty the block",
        )
    else:
        mode = PomMode(read["mode"])
    indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
    return Block(read["class"], mode, start, end, inner, indent)


def _damaged(file: str, line: int, problem: str) -> PomError:
    return PomError("update", f"{file}:{line + 1}: {problem}")
