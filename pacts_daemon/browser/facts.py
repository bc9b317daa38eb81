"""What the in-page code reports, as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypedDict


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element that some strategy calls by the wanted name, in document order.

    ``matches`` gives for each strategy whether the name is exactly the same (True), or only when
    case and decoration are set aside (False). ``brief`` is how a message calls the element.
    """

    index: int
    matches: Mapping[str, bool]
    role: str = ""
    visible: bool = True
    in_scope: bool = True
    interactive: bool = False
    clickable: bool = False
    editable: bool = False
    selectable: bool = False
    checkable: bool = False
    brief: str = ""

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Candidate:
        matches = {strategy: hit == "exact" for strategy, hit in facts["matches"].items()}
        return cls(**{**facts, "matches": matches})


class ScopeReading(NamedTuple):
    """One way to understand a scope: containers of these roles (any when empty), of this name."""

    roles: tuple[str, ...]
    name: str


class Probe(NamedTuple):
    """What a selector matches: how many elements, and whether ours is among them."""

    matches: int
    ours: bool


class Step(TypedDict):
    """One element on the way from the root to the element, both included."""

    tag: str
    nth: int
    alone: bool
    id: str
    test_id: tuple[str, str] | None
    role: str
    label: str
    host: bool


class Cell(TypedDict):
    """A text beside the element in its row."""

    tag: str
    text: str


class Row(TypedDict):
    """The row or list item that holds the element."""

    tag: str
    cells: list[Cell]


class ElementFacts(TypedDict):
    """What identifies an element and what is around it."""

    tag: str
    role: str
    label: str
    text: str
    attributes: dict[str, str]
    neighbourhood: list[str]
    path: list[Step]
    row: Row | None
    rect: dict[str, float]
