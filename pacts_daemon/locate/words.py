"""What the drift core says, in the words of the core."""

from __future__ import annotations

from pacts_daemon import drift_core
from pacts_daemon.core.model import Descriptor, Rect


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


def folded(text: str) -> str:
    """Return a text as it is compared: white space and letter case do not matter."""
    return " ".join(text.split()).casefold()
