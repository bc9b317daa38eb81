"""An element as a test names it, before it is known on which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from pacts.flow.settings import Settings
from pacts.model import ElementQuery

Key = tuple[object, ...]
# What a query takes of an element's name, and of a frame's.
MAX_NAME_BYTES: Final = 512


@dataclass(frozen=True, slots=True)
class Target:
    """What `element` was called with; as `ElementQuery` has it."""

    element: str
    scope: str = ""
    ordinal: int = 0
    frame: str = ""
    variant: Mapping[str, str] = field(default_factory=dict)

    def query(self, settings: Settings, page: str) -> ElementQuery:
        """Return the query; it names no action: one entry serves all of them."""
        return ElementQuery(
            app=settings.app,
            environment=settings.environment,
            page=page,
            element=self.element,
            scope=self.scope,
            ordinal=self.ordinal,
            frame=self.frame,
            variant={**settings.variant, **self.variant},
        )


def key_of(query: ElementQuery) -> Key:
    """Return what tells a query from the others of an app in one environment."""
    variant = tuple(sorted(query.variant.items()))
    return (query.page, *element_key(query), variant)


def element_key(query: ElementQuery) -> Key:
    """Return what tells a query from the others of its page and variant."""
    return (query.element, query.action, query.scope, query.ordinal, query.frame)


def short(name: str) -> str:
    """Return a name that fits into a query: the end of a longer one is its hash."""
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    kept = name.encode()[: MAX_NAME_BYTES - 20].decode("utf-8", "ignore")
    return f"{kept}…{sha256(name.encode()).hexdigest()[:16]}"
