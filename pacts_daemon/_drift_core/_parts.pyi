"""The records of a page: its repeated parts, and what people call each of them by."""

from typing import final

from pacts_daemon._drift_core._enums import RecordKeySource, RecordKind

@final
class RecordKey:
    """The text that tells a record from its siblings."""

    text: str
    source: RecordKeySource
    unique: bool
    """No sibling is called the same."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Record:
    """A repeated part of a page, with its place among its siblings."""

    xpath: str
    """The element; of a term with its definitions the term."""
    kind: RecordKind
    ordinal: int
    """Which one of its siblings it is, from 1; 0 for what is no data: a group's row, a sum."""
    siblings: int
    """How many there are, itself included; 0 for what is no data."""
    keys: list[RecordKey]
    """Best first, at most 4; empty when nothing tells it from its siblings."""

    def __eq__(self, other: object, /) -> bool: ...
