"""What the drift core says, in the words of the core."""

from __future__ import annotations

from collections.abc import Sequence

from pacts_daemon import drift_core
from pacts_daemon.core.model import Descriptor, Rect, Selector, Strategy

_MAX_NAME = 60
_MAX_PLACE = 40


def selectors_of(made: Sequence[drift_core.Selector]) -> tuple[Selector, ...]:
    return tuple(
        Selector(Strategy(s.strategy), s.value, s.role, s.attribute, s.positional) for s in made
    )


def descriptor_of(said: drift_core.Description) -> Descriptor:
    return Descriptor(
        tag=said.tag,
        role=said.role,
        name=said.name,
        label=said.label,
        text=said.text,
        attributes=said.attributes,
        neighbourhood=tuple(said.neighbourhood),
        rect=None if said.rect is None else Rect(*said.rect),
    )


def brief(page: drift_core.PreparedPage, path: str) -> str:
    """How an element is called in a message: role, name, and what tells it from its equals."""
    said = page.describe(path)
    named = f'{said.role or said.tag} "{_clipped(said.name or said.text, _MAX_NAME)}"'
    own = said.attributes.get("id")
    if own:
        return f'{named} with id "{_clipped(own, _MAX_PLACE)}"'
    near = next(iter(said.neighbourhood), "")
    return f'{named} near "{_clipped(near, _MAX_PLACE)}"' if near else named


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
