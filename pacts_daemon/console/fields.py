"""Reading what a form or an address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.pages import page_of
from pacts_daemon.rpc.requests import MAX_ELEMENT_BYTES, MAX_NAME_BYTES, MAX_PAGE_BYTES, bounded

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Search:
    """Which entries are looked for; an empty field matches all.

    ``element`` is a part of what a query calls the element, letter case aside. ``page`` is as it
    was typed, ``route`` the page that it means.
    """

    app: str = ""
    environment: str = ""
    page: str = ""
    element: str = ""
    route: str = ""

    def fields(self) -> dict[str, str]:
        """Return what leads to the same search again."""
        return {
            "app": self.app,
            "environment": self.environment,
            "page": self.page,
            "element": self.element,
        }


def search_from(given: Mapping[str, str], kept_parameters: tuple[str, ...] = ()) -> Search:
    """Return what is searched for.

    Raises:
        InvalidFieldError: a field is too long, or the page no usable URL.
    """
    page = text_of(given, "page", MAX_PAGE_BYTES)
    return Search(
        app=text_of(given, "app", MAX_NAME_BYTES),
        environment=text_of(given, "environment", MAX_NAME_BYTES),
        page=page,
        element=text_of(given, "element", MAX_ELEMENT_BYTES),
        route=page_of(page, kept_parameters) if page else "",
    )


def text_of(given: Mapping[str, object], name: str, max_bytes: int) -> str:
    """Return a field without the blanks around it, empty when it is not there.

    Raises:
        InvalidFieldError: it is too long.
    """
    value = given.get(name, "")
    return bounded(name, value.strip() if isinstance(value, str) else "", max_bytes, required=False)


def choice_of(kind: type[Choice], name: str, text: str) -> Choice | None:
    """Return what was chosen, None for nothing.

    Raises:
        InvalidFieldError: it is none of those there are.
    """
    try:
        return kind(text) if text else None
    except ValueError:
        raise InvalidFieldError(name, f"must be one of {', '.join(kind)}") from None
