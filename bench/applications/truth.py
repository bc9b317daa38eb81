"""The truth by hand: ``truth/<product>.yaml``, checked in the browser when pages are captured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
SIDES = ("old", "new")


@dataclass(frozen=True)
class Element:
    """One element of a state.

    ``where`` leads to it on each side, as Playwright reads selectors; a side without one has no
    such element. ``cut`` elements are on the new page too, and taken out of a third capture.
    ``asks`` are names that people would use, the same on both sides unless said otherwise.
    """

    id: str
    where: dict[str, str]
    asks: dict[str, tuple[str, ...]]
    action: str = ""
    cut: bool = False
    also: tuple[str, ...] = ()
    """Selectors, tried on each side, of what does as well when the element is asked for by name."""


@dataclass(frozen=True)
class State:
    """One page as a user has brought it about, by ``steps`` from its start."""

    product: str
    id: str
    steps: dict[str, tuple[str, ...]]
    elements: tuple[Element, ...] = field(repr=False)

    @property
    def key(self) -> str:
        return f"{self.product}.{self.id}"


def states(only: list[str] | None = None) -> Iterator[State]:
    """Yield the states of all products, or of those named."""
    for path in sorted((FOLDER / "truth").glob("*.yaml")):
        if only and path.stem not in only:
            continue
        for name, said in yaml.safe_load(path.read_text()).items():
            steps = {
                side: tuple(said.get(f"steps_{side}", said.get("steps", []))) for side in SIDES
            }
            elements = tuple(_element(name, row) for name, row in said["elements"].items())
            yield State(path.stem, name, steps, elements)


def _element(name: str, row: dict[str, Any]) -> Element:
    unknown = row.keys() - {"at", "old", "new", "ask", "ask_new", "do", "cut", "also"}
    if unknown:
        raise ValueError(f"{name}: {sorted(unknown)} mean nothing here")
    where = {side: row.get(side, row.get("at")) for side in SIDES}
    asks = {
        "old": _texts(row.get("ask", [])),
        "new": _texts(row.get("ask_new", row.get("ask", []))),
    }
    return Element(
        id=str(name),
        where={side: selector for side, selector in where.items() if selector},
        asks=asks,
        action=row.get("do", ""),
        cut=row.get("cut", False),
        also=_texts(row.get("also", [])),
    )


def _texts(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
