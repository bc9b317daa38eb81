"""Tables in a text: rows of data, or steps with what is expected of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pacts_daemon.pipeline.requirement.drafts import DraftSentence, Row, Rows, Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms.labels import (
    STEP_NUMBER,
    Part,
    label_of,
    without_start,
)
from pacts_daemon.pipeline.requirement.model import SentenceKind
from pacts_daemon.pipeline.requirement.values import named_columns

_KINDS: Final = {Part.STEPS: SentenceKind.STEP, Part.EXPECT: SentenceKind.EXPECT}
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)


def data_rows(table: Sequence[Sequence[Text]], faults: Faults, *, is_own: bool = True) -> Rows:
    """Return the rows of a table whose first one names the columns."""
    columns = named_columns(table[0], faults)
    rows = []
    for cells in table[1:]:
        if len(cells) != len(columns):
            message = f"{len(cells)} values for {len(columns)} columns"
            faults.add(cells[0].place if cells else table[0][0].place, message)
        else:
            values = {name: cell.text for name, cell in zip(columns, cells, strict=True)}
            rows.append(Row(values, cells[0].place))
    return Rows(columns, rows, is_own=is_own)


def step_sentences(table: Sequence[Sequence[Text]]) -> list[DraftSentence]:
    """Return the sentences of a table with a column of steps; none when it has no such."""
    kinds = [_kind(cell.text) for cell in table[0]]
    if SentenceKind.STEP not in kinds:
        return []
    return [
        DraftSentence(text, kind, cell.place)
        for cells in table[1:]
        for cell, kind in zip(cells, kinds, strict=False)
        if kind
        for text in _lines(cell.text)
    ]


def _kind(title: str) -> SentenceKind | None:
    label = label_of(f"{title.strip()}:")
    return _KINDS.get(label.part) if label else None


def _lines(cell: str) -> Iterator[str]:
    for line in _BREAK.split(cell):
        if text := without_start(STEP_NUMBER, line).strip():
            yield text
