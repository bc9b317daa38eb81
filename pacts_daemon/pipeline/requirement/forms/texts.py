"""Requirements in Markdown or plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pacts_daemon.pipeline.requirement.drafts import Draft, Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms.blocks import Block, BlockKind, blocks
from pacts_daemon.pipeline.requirement.forms.head import Head, front_matter, is_header_line
from pacts_daemon.pipeline.requirement.forms.labels import (
    Part,
    heading_name,
    label_of,
    part_of_heading,
)
from pacts_daemon.pipeline.requirement.forms.outline import Outline, part_opened
from pacts_daemon.pipeline.requirement.forms.sections import cases_of, title_of
from pacts_daemon.pipeline.requirement.model import Place
from pacts_daemon.pipeline.requirement.text import SourceText

_PROMOTED_LEVEL: Final = 2


def read_text(source: SourceText, faults: Faults) -> Draft:
    """Return what a text says; ``faults`` is told what is wrong with it."""
    head, lines = Head(faults), source.lines
    ahead = front_matter(lines)
    if ahead:
        head.add(lines[1 : ahead - 1], 2)
    elif lines[0].rstrip() == "---":
        faults.add(Place(line=1, column=1), "the front matter never ends", "close it with ---")
    body = [""] * ahead + lines[ahead:]
    is_plain = source.name.lower().endswith(".txt")
    found = _with_labels_apart(blocks("\n".join(body)))
    found = _promoted(found) if is_plain else found
    found = _without_settings(found, body, head)
    found = _without_head_lines(found, body, head)
    return _draft(found, head, faults, is_plain=is_plain)


def _draft(found: list[Block], head: Head, faults: Faults, *, is_plain: bool) -> Draft:
    draft = Draft(head.header())
    has_items = any(block.kind is BlockKind.ITEM for block in found)
    has_lists = any(block.is_numbered or _opens_steps(block) for block in found)
    outline = Outline(
        has_plain_steps=is_plain and not has_items,
        has_lists=has_lists,
        faults=faults,
        notes=draft.notes,
    )
    outline.add(found)
    if draft.header.title is None and (title := title_of(outline.root)):
        draft.header.title = Text(title, outline.root.sections[0].place)
    draft.cases = list(cases_of(outline.root, faults, draft.notes))
    return draft


def _opens_steps(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return part_of_heading(heading_name(block.text)[0]) is Part.STEPS
    label = label_of(block.text) if block.kind is BlockKind.PARAGRAPH else None
    return label is not None and label.part is Part.STEPS


def _with_labels_apart(found: list[Block]) -> list[Block]:
    """Return blocks with the labels apart that Markdown takes as more of the item before them.

    That is how it reads a line that follows a list at once, without an empty line.
    """
    apart: list[Block] = []
    for block in found:
        for number, line in enumerate(block.lines):
            is_label = line.place.column == 1 and label_of(line.text) is not None
            if number == 0:
                apart.append(replace(block, lines=[line]))
            elif is_label and block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH):
                apart.append(Block(BlockKind.PARAGRAPH, [line]))
            else:
                apart[-1].lines.append(line)
    return apart


def _promoted(found: list[Block]) -> list[Block]:
    """Make headings of the lines in a plain text that stand alone before a list or at the top."""
    for block, after in pairwise(found):
        if _is_name(block) and _begins_case(after):
            _promote(block, _PROMOTED_LEVEL)
    if found and all(is_header_line(line.text) for line in found[0].lines[1:]):
        first, *rest = found[0].lines
        more = [Block(BlockKind.PARAGRAPH, rest)] if rest else []
        found = [replace(found[0], lines=[first]), *more, *found[1:]]
    if len(found) > 1 and _is_name(found[0]):
        others = any(block.kind in (BlockKind.ITEM, BlockKind.HEADING) for block in found)
        if others and not is_header_line(found[0].text):
            _promote(found[0], 1)
    return found


def _promote(block: Block, level: int) -> None:
    block.kind, block.level = BlockKind.HEADING, level
    block.lines = [Text(block.text.rstrip(":").rstrip(), block.place)]


def _is_name(block: Block) -> bool:
    is_line = block.kind is BlockKind.PARAGRAPH and len(block.lines) == 1
    return is_line and label_of(block.text) is None and not block.text.endswith(".")


def _begins_case(block: Block) -> bool:
    return block.kind is BlockKind.ITEM or _opens_steps(block)


def _without_settings(found: list[Block], lines: Sequence[str], head: Head) -> list[Block]:
    """Return blocks without the sections that are settings, which the head takes in."""
    kept: list[Block] = []
    headings = [n for n, block in enumerate(found) if block.kind is BlockKind.HEADING]
    ends = dict(pairwise([*headings, len(found)]))
    skipped_to = 0
    for at, block in enumerate(found):
        if at < skipped_to:
            continue
        if at in ends and _is_settings(block, found[at + 1 : at + 2]):
            skipped_to = ends[at]
            end = found[skipped_to].place.line - 1 if skipped_to < len(found) else len(lines)
            start = _end_of_heading(lines, block.place.line)
            head.add(list(lines[start:end]), start + 1)
        else:
            kept.append(block)
    return kept


def _is_settings(heading: Block, after: list[Block]) -> bool:
    """Say whether a section is settings: with steps in it, it is a case that is called so."""
    name = heading_name(heading.text)[0]
    return part_opened(name, next(iter(after), None)) is Part.SETTINGS


def _end_of_heading(lines: Sequence[str], line: int) -> int:
    is_underlined = line < len(lines) and lines[line].strip() and not lines[line].strip("=- \t")
    return line + 1 if is_underlined else line


def _without_head_lines(found: list[Block], lines: Sequence[str], head: Head) -> list[Block]:
    """Return blocks without the "key: value" lines before the first list or second heading."""
    kept: list[Block] = []
    headings = 0
    for at, block in enumerate(found):
        headings += block.kind is BlockKind.HEADING
        if block.kind in (BlockKind.ITEM, BlockKind.TABLE) or headings > 1:
            return [*kept, *found[at:]]
        if block.kind is BlockKind.PARAGRAPH and is_header_line(block.text):
            first = block.place.line - 1
            head.add(list(lines[first : block.lines[-1].place.line]), first + 1)
        else:
            kept.append(block)
    return kept
