"""The records of a page: its repeated parts, and what people call each of them by."""

from typing import Literal, final

@final
class RecordKey:
    """The text that tells a record from its siblings."""

    text: str
    source: Literal["header", "heading", "link", "text", "number"]
    """Where it was found; what the page itself calls the record comes first."""
    unique: bool
    """No sibling is called the same."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Record:
    """A repeated part of a page, with its place among its siblings."""

    xpath: str
    """The element; of a term with its definitions the term."""
    kind: Literal["row", "item", "article", "fieldset", "pair", "box"]
    """``box`` is what only its likeness to its siblings makes a record."""
    ordinal: int
    """Which one of its siblings it is, from 1; 0 for what is no data: a group's row, a sum."""
    siblings: int
    """How many there are, itself included; 0 for what is no data."""
    keys: list[RecordKey]
    """Best first, at most 4; empty when nothing tells it from its siblings."""

    def __eq__(self, other: object, /) -> bool: ...
