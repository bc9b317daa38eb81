"""A requirement as its file says it: variables not put in, rows not multiplied, seeds not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pacts_daemon.pipeline.requirement.model import Place, SentenceKind


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text with its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence with its variables still in it."""

    text: str
    kind: SentenceKind
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one run of a case, by the names of their columns."""

    values: Mapping[str, str]
    place: Place
    tags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Rows:
    """The rows of a case.

    Attributes:
        columns: where each column is named.
        rows: in order.
        is_own: the rows were written for this case alone, so a column that nothing uses is a slip;
            a file of data or a table of examples may have columns for other readers.
    """

    columns: Mapping[str, Place]
    rows: Sequence[Row]
    is_own: bool


@dataclass(slots=True)
class DraftCase:
    """A case before its rows make several of it."""

    name: str
    place: Place
    sentences: list[DraftSentence] = field(default_factory=list)
    group: str = ""
    tags: set[str] = field(default_factory=set)
    rows: list[Rows] = field(default_factory=list)
    data_file: Text | None = None
    seed: Text | None = None


@dataclass(slots=True)
class Header:
    """What is agreed about the whole; values may have variables in them."""

    title: Text | None = None
    app: Text | None = None
    environment: Text | None = None
    base_url: Text | None = None
    pages: dict[str, Text] = field(default_factory=dict)
    logins: dict[str, list[DraftSentence]] = field(default_factory=dict)
    interruptions: dict[str, Text] = field(default_factory=dict)
    frames: dict[str, Text] = field(default_factory=dict)
    variables: dict[str, Text] = field(default_factory=dict)
    never_heal: list[Text] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    background: list[DraftSentence] = field(default_factory=list)
    seed: Text | None = None


@dataclass(slots=True)
class Draft:
    """A whole file."""

    header: Header = field(default_factory=Header)
    cases: list[DraftCase] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
