"""Which heals are to be written back, and for which element each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pacts
from pacts.flow import target

Key = target.Key


@dataclass(frozen=True, slots=True)
class Healed:
    """The heals of all elements that a suite calls the same.

    Attributes:
        element: the locator as it is written, in canonical form.
        heals: one of each element: the newest that is to be written.
        waiting: newer heals of them that nobody has decided on.
    """

    element: str
    heals: tuple[pacts.Heal, ...]
    waiting: tuple[pacts.Heal, ...]


def healed_of(heals: Iterable[pacts.Heal], states: frozenset[pacts.HealState]) -> list[Healed]:
    """Return what is to be written of heals, which come newest first, by element."""
    of_elements: dict[Key, list[pacts.Heal]] = {}
    for heal in heals:
        of_elements.setdefault(key_of(heal.old.query), []).append(heal)
    by_name: dict[str, tuple[list[pacts.Heal], list[pacts.Heal]]] = {}
    for row in of_elements.values():
        written = next((heal for heal in row if heal.state in states), None)
        if written is None:
            continue
        chosen, waiting = by_name.setdefault(written.old.query.element, ([], []))
        chosen.append(written)
        newer = row[: row.index(written)]
        waiting += [heal for heal in newer if heal.state in _UNDECIDED]
    return [
        Healed(name, tuple(chosen), tuple(waiting)) for name, (chosen, waiting) in by_name.items()
    ]


def elsewhere(healed: Healed, entries: Sequence[pacts.Entry]) -> list[pacts.Entry]:
    """Return the entries of the same name that were not healed: their locator is still right."""
    known = {key_of(heal.old.query) for heal in healed.heals}
    return [
        entry
        for entry in entries
        if entry.query.element == healed.element and key_of(entry.query) not in known
    ]


def is_locator(element: str) -> bool:
    """Whether an element is called by a locator, rather than by what people call it."""
    return _LOCATOR.match(element) is not None


def key_of(query: pacts.ElementQuery) -> Key:
    """Return what tells a query from any other, as a value that can be looked up."""
    return (query.app, query.environment, *target.key_of(query))


_UNDECIDED: Final = frozenset({pacts.HealState.QUARANTINED, pacts.HealState.PROBATION})
_LOCATOR: Final = re.compile(
    r"(css|xpath|text|role|id|testid|label|placeholder|alt|title|name|class|tag|link"
    r"|partial[ -]link|data-test|data-testid|data-test-id)="
)
