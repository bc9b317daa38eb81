"""Markdown as a row of blocks: headings, paragraphs, items of lists, tables and fences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pacts_daemon.pipeline.requirement.drafts import Text
from pacts_daemon.pipeline.requirement.forms.marks import unmarked
from pacts_daemon.pipeline.requirement.model import Place

_MARKER: Final = re.compile(r"(?:[-*+•]|(?P<number>\d{1,9}[.)]))\s+(?=\S)")
_CHECKBOX: Final = re.compile(r"^\[[ xX]\]\s+")


class BlockKind(Enum):
    """What a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    TABLE = auto()
    FENCE = auto()


@dataclass(slots=True)
class Block:
    """One block.

    Attributes:
        kind: what it is.
        lines: its text by the lines it was written in, without marks of emphasis.
        level: of a heading; of an item, how many lists it is in.
        is_numbered: of an item: its list is numbered.
        rows: of a table, with its header; the cells of each.
        raw: of a fence: what is in it.
    """

    kind: BlockKind
    lines: list[Text]
    level: int = 0
    is_numbered: bool = False
    rows: list[list[Text]] = field(default_factory=list)
    raw: str = ""

    @property
    def text(self) -> str:
        """All of its text on one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.lines[0].place


def blocks(text: str) -> list[Block]:
    """Return the blocks of a Markdown text, in order; quotes and comments are none."""
    # An indented paragraph is no code here: people indent steps as they like.
    # Marks within lines are taken off elsewhere, and would cost time here.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "inline", "text_join"])
    return list(_Walk(text.split("\n")).blocks(parser.parse(text)))


class _Walk:
    def __init__(self, source: list[str]) -> None:
        self._source = source
        self._lists: list[bool] = []
        self._is_first = False
        self._quotes = 0
        self._in_cell = False
        self._rows: list[list[Text]] = []

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        heading = 0
        for token in tokens:
            self._follow(token)
            if token.type == "heading_open":
                heading = int(token.tag[1:])
            elif token.type == "inline" and not self._quotes:
                yield from self._inline(token, heading)
                heading = 0
            elif token.type == "table_close" and self._rows and not self._quotes:
                place = next((cell.place for row in self._rows for cell in row), Place())
                yield Block(BlockKind.TABLE, [Text("", place)], rows=self._rows)
            elif token.type == "fence" and token.map and not self._quotes:
                place = Place(line=token.map[0] + 2, column=1)
                yield Block(BlockKind.FENCE, [Text(token.info, place)], raw=token.content)

    def _follow(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                self._lists.append(token.type == "ordered_list_open")
            case "ordered_list_close" | "bullet_list_close":
                self._lists.pop()
            case "list_item_open":
                self._is_first = True
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "table_open":
                self._rows = []
            case "th_open" | "td_open" | "th_close" | "td_close":
                self._in_cell = token.nesting > 0
            case "tr_open":
                self._rows.append([])

    def _inline(self, token: Token, heading: int) -> Iterator[Block]:
        lines = list(self._lines(token))
        if self._in_cell:
            self._rows[-1] += lines[:1] or [Text("", self._place(token, 0, ""))]
        elif heading:
            empty = [Text("", self._place(token, 0, ""))]
            yield Block(BlockKind.HEADING, lines or empty, heading)
        elif lines:
            yield from self._split(lines)

    def _split(self, lines: list[Text]) -> Iterator[Block]:
        """Yield a paragraph; lines of it that begin as an item of a list does are items.

        Two spaces before a number make Markdown take its nested items as more of its text.
        """
        depth, is_numbered = len(self._lists), bool(self._lists and self._lists[-1])
        kind = BlockKind.ITEM if depth else BlockKind.PARAGRAPH
        if depth and not self._is_first:
            depth += 1
        self._is_first = False
        block = Block(kind, [], depth, is_numbered)
        for line in lines:
            marker = _MARKER.match(line.text) if block.lines else None
            if marker:
                yield block
                block = Block(BlockKind.ITEM, [], depth + 1, bool(marker["number"]))
            block.lines.append(_after(line, marker.end() if marker else 0))
        yield block

    def _lines(self, token: Token) -> Iterator[Text]:
        for number, line in enumerate(token.content.split("\n")):
            raw = _CHECKBOX.sub("", line, count=1)
            if said := unmarked(raw):
                yield Text(said, self._place(token, number, raw))

    def _place(self, token: Token, number: int, raw: str) -> Place:
        line = (token.map[0] if token.map else 0) + number
        source = self._source[line] if line < len(self._source) else ""
        column = source.find(raw.strip()) if raw.strip() else len(source) - len(source.lstrip())
        return Place(line=line + 1, column=max(column, 0) + 1)


def _after(line: Text, start: int) -> Text:
    place = line.place.model_copy(update={"column": line.place.column + start})
    return Text(line.text[start:], place)
