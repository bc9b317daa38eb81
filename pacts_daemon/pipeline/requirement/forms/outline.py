"""Plain-language steps and Playwright's specs: headings are cases, lists are their sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from pacts_daemon.pipeline.requirement.drafts import DraftSentence, Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms import tables
from pacts_daemon.pipeline.requirement.forms.blocks import Block, BlockKind
from pacts_daemon.pipeline.requirement.forms.labels import (
    IN_ITEMS,
    STEP_NUMBER,
    Part,
    heading_name,
    label_of,
    misspelt_label,
    part_of_heading,
)
from pacts_daemon.pipeline.requirement.forms.sections import Section
from pacts_daemon.pipeline.requirement.model import SentenceKind

# Below all headings, of which Markdown has six levels.
_CASE_LEVEL: Final = 7
_LINK: Final = re.compile(r"[`\"'<]|\[|\]\(.*\)")
_KINDS: Final = {Part.STEPS: SentenceKind.STEP, Part.EXPECT: SentenceKind.EXPECT}
_TO_PARENT: Final = frozenset({Part.BACKGROUND, Part.PRECONDITIONS, Part.SEED, Part.TAGS})
# What no step stands under: where one does, these are what a case is about, and called by.
_WITHOUT_STEPS: Final = frozenset({Part.NOTES, Part.DATA, Part.SETTINGS, Part.SEED, Part.TAGS})


class Outline:
    """Builds the sections of a text from its blocks.

    Args:
        has_plain_steps: lines of paragraphs are sentences where no list is: a text without lists.
        has_lists: bullets that no label opens describe something, since steps stand elsewhere.
        faults: told what can't be placed.
        notes: told what was read as a description.
    """

    def __init__(
        self, *, has_plain_steps: bool, has_lists: bool, faults: Faults, notes: list[str]
    ) -> None:
        self.root = Section(0)
        self._has_plain_steps = has_plain_steps
        self._has_lists = has_lists
        self._faults = faults
        self._notes = notes
        self._open(Section(0))
        self._section = self.root

    def add(self, blocks: Sequence[Block]) -> None:
        """Take in all blocks of a text, in order."""
        for block, after in zip_longest(blocks, blocks[1:]):
            match block.kind:
                case BlockKind.HEADING:
                    self._heading(block, after)
                case BlockKind.PARAGRAPH:
                    self._paragraph(block)
                case BlockKind.ITEM:
                    self._item(block, after)
                case BlockKind.TABLE:
                    self._table(block)
                case BlockKind.FENCE:
                    self._section.has_text = True

    def _open(self, section: Section, part: Part = Part.PLAIN) -> None:
        self._section = section
        self._part = part
        self._is_labelled = part is not Part.PLAIN
        self._has_items = False
        self._has_rest = False
        self._kinds: dict[int, SentenceKind | None] = {}

    def _heading(self, block: Block, after: Block | None) -> None:
        name, tags = heading_name(block.text)
        part = part_opened(name, after)
        if part is None or part is Part.NOTES:
            section = self._push(block, name, block.level)
            section.tags |= tags
            section.is_description = part is Part.NOTES
            return
        level = block.level if part in _TO_PARENT else block.level + 1
        owner = next(one for one in self._section.around() if one.level < level)
        self._open(owner, part)

    def _push(self, block: Block, name: str, level: int) -> Section:
        parent = next(one for one in self._section.around() if one.level < level)
        section = Section(level, name, block.place, parent)
        parent.sections.append(section)
        self._open(section)
        return section

    def _paragraph(self, block: Block) -> None:
        label = label_of(block.text)
        if label:
            self._labelled(block, label.part, label.end)
            return
        if meant := misspelt_label(block.text):
            self._faults.add(block.place, f"what is {block.text!r}?", f"did you mean {meant!r}?")
        takes = self._is_labelled and not self._has_items and self._part in _KINDS
        if (takes or self._has_plain_steps) and not self._is_described():
            for line in block.lines:
                self._utter([line], self._kind())
        else:
            self._section.has_text = True

    def _labelled(self, block: Block, part: Part, end: int) -> None:
        rest = block.text[end:].strip()
        match part:
            case Part.CASE:
                name, tags = heading_name(rest)
                self._push(block, name, _CASE_LEVEL).tags |= tags
            case Part.SEED:
                self._section.seed = Text(_LINK.sub("", rest).strip(), block.place)
            case Part.TAGS:
                self._section.tags |= {tag.lstrip("@") for tag in re.split(r"[,\s]+", rest) if tag}
            case Part.NOTES:
                self._open(self._section, part)
                self._section.has_text = True
            case Part.DATA if rest.lower().strip("`\"'").endswith(".csv"):
                self._section.data_file = Text(_LINK.sub("", rest).strip(), block.place)
            case _:
                self._open(self._section, part)
                self._has_rest = bool(rest)
                self._said_after(block, part, end)

    def _said_after(self, block: Block, part: Part, end: int) -> None:
        """Take what follows a label: words on its line are one sentence, else each line is one."""
        if part in _KINDS:
            lines = _lines_after(block.lines, end)
            is_alone = len(lines) < len(block.lines)
            for said in [[line] for line in lines] if is_alone else [lines]:
                self._utter(said, _KINDS[part])

    def _item(self, block: Block, after: Block | None) -> None:
        self._kinds = {lvl: kind for lvl, kind in self._kinds.items() if lvl < block.level}
        if not self._takes(block):
            self._section.has_text = True
            return
        self._has_items = True
        leads = after is not None and after.kind is BlockKind.ITEM and after.level > block.level
        kind = self._kinds.get(block.level - 1) or self._kind()
        for lines, part in _utterances(block.lines):
            said = _KINDS.get(part, kind) if part else kind
            self._kinds[block.level] = said if part in _KINDS else self._kinds.get(block.level - 1)
            only_leads = leads and lines and lines[-1].text.endswith(":")
            if part is not Part.NOTES and not only_leads:
                self._utter(lines, said)

    def _takes(self, block: Block) -> bool:
        """Whether an item is a sentence where it stands."""
        if self._is_described():
            return False
        if self._part is Part.EXPECT and self._has_rest and block.is_numbered and block.level == 1:
            self._open(self._section)
        if self._part in (Part.NOTES, Part.DATA):
            return False
        if self._part is Part.PRECONDITIONS and not block.is_numbered and block.level == 1:
            self._note(block, "a precondition in a list without numbers is not carried out")
            return False
        if self._part is not Part.PLAIN or block.is_numbered or self._has_items:
            return True
        if self._has_lists and block.level == 1:
            self._note(block, "a list without numbers under no 'Steps:' is a description")
            return False
        return block.level == 1

    def _table(self, block: Block) -> None:
        if self._is_described():
            return
        if self._part is Part.DATA:
            self._section.rows.append(tables.data_rows(block.rows, self._faults))
        elif sentences := tables.step_sentences(block.rows):
            self._sentences().extend(sentences)
            self._has_items = True
        else:
            self._section.has_text = True

    def _utter(self, lines: Sequence[Text], kind: SentenceKind) -> None:
        if not lines:
            return
        text = " ".join(line.text for line in lines)
        number = STEP_NUMBER.match(text)
        text = text[number.end() :].strip() if number else text
        if text and text != "-":
            place = lines[0].place
            if number and place.column:
                place = place.model_copy(update={"column": place.column + number.end()})
            self._sentences().append(DraftSentence(text, kind, place))

    def _sentences(self) -> list[DraftSentence]:
        if self._part in (Part.BACKGROUND, Part.PRECONDITIONS):
            return self._section.background
        return self._section.sentences

    def _kind(self) -> SentenceKind:
        return _KINDS.get(self._part, SentenceKind.STEP)

    def _is_described(self) -> bool:
        return any(section.is_description for section in self._section.around())

    def _note(self, block: Block, said: str) -> None:
        self._notes.append(f"line {block.place.line}: {said}: {block.text[:60]!r}")


def part_opened(heading: str, after: Block | None) -> Part | None:
    """Return what a heading opens before a block; None: it is the name of a case."""
    part = part_of_heading(heading)
    has_steps = after is not None and after.kind is BlockKind.ITEM and after.is_numbered
    return None if has_steps and part in _WITHOUT_STEPS else part


def _utterances(lines: Sequence[Text]) -> list[tuple[list[Text], Part | None]]:
    """Return the sentences of an item: a line that begins with a label begins another."""
    made: list[tuple[list[Text], Part | None]] = []
    for line in lines:
        label = label_of(line.text)
        if label and label.part in IN_ITEMS:
            made.append((_lines_after([line], label.end), label.part))
        elif made:
            made[-1][0].append(line)
        else:
            made.append(([line], None))
    return made


def _lines_after(lines: Sequence[Text], end: int) -> list[Text]:
    """Return lines without the beginning of the first."""
    first = lines[0]
    rest = first.text[end:].lstrip()
    start = len(first.text) - len(rest)
    place = first.place.model_copy(update={"column": first.place.column + start})
    return [*([Text(rest, place)] if rest else []), *lines[1:]]
