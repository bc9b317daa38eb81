"""What may be written in place of a locator, in the user's own kind first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pacts
from pacts.playwright.locators import css_string
from pacts_daemon.fix.places import Place
from pacts_daemon.fix.sources.model import Pair


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of a file, in bytes, and the text that is to stand there."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to write a locator anew, and the selector that says what it then means."""

    selector: pacts.Selector
    edits: tuple[Edit, ...]


CSS, XPATH, TEST_ID, ROLE = (
    pacts.SelectorStrategy.CSS,
    pacts.SelectorStrategy.XPATH,
    pacts.SelectorStrategy.TEST_ID,
    pacts.SelectorStrategy.ROLE,
)


def css_of(selector: pacts.Selector) -> pacts.Selector | None:
    """Return a selector as CSS where it has such a form."""
    if selector.strategy is CSS:
        return selector
    if selector.strategy is TEST_ID:
        return pacts.Selector(CSS, f"[{selector.attribute}={css_string(selector.value)}]")
    return None


def is_inline(place: Place) -> bool:
    """Whether all that a locator is made of stands where it is used."""
    if isinstance(place.locator, Pair):
        return not place.text.name
    values = [one.value for call in place.locator.chain for one in call.arguments]
    return not any(getattr(value, "name", "") for value in values)


Selectors = Sequence[pacts.Selector]
Candidates = Iterator[Candidate]
