"""The methods that make locators, under the names that Playwright has for them in Python."""

from __future__ import annotations

import re
from typing import Final

FINDERS: Final = frozenset(
    {
        "locator",
        "get_by_role",
        "get_by_test_id",
        "get_by_label",
        "get_by_placeholder",
        "get_by_text",
        "get_by_alt_text",
        "get_by_title",
    }
)
"""Those of a page and of a locator."""

PARTS: Final = FINDERS | {"find_element", "find_elements", "shadow_root"}
"""Those by which something is no page any more: what is found from there on is a part of it."""

NARROWERS: Final = frozenset({"first", "last", "nth", "filter", "and_", "or_"})
"""Those of a locator alone."""

# How many arguments, besides named ones, each action of a page has: those of a locator, which has
# the same actions, are one fewer.
PAGE_ACTIONS: Final = {
    "click": 1,
    "dblclick": 1,
    "tap": 1,
    "fill": 2,
    "type": 2,
    "press": 2,
    "focus": 1,
    "select_option": 2,
    "check": 1,
    "uncheck": 1,
    "set_checked": 2,
    "set_input_files": 2,
    "hover": 1,
    "inner_text": 1,
    "text_content": 1,
    "input_value": 1,
    "get_attribute": 2,
}

ACTION: Final = "action"
"""Stands for any of these in a call: the locator is its first argument."""

BY_ATTRIBUTES: Final = {
    "ID": "id",
    "NAME": "name",
    "CLASS_NAME": "class name",
    "TAG_NAME": "tag name",
    "LINK_TEXT": "link text",
    "PARTIAL_LINK_TEXT": "partial link text",
    "CSS_SELECTOR": "css selector",
    "XPATH": "xpath",
}
"""Selenium's ways to find, by the names that Python's ``By`` has for them."""


def snake(name: str) -> str:
    """Return the name that Python has for a method: ``getByRole`` is ``get_by_role``."""
    return {"and": "and_", "or": "or_"}.get(name, _CAPITAL.sub(r"_\1", name).lower())


def camel(name: str) -> str:
    """Return the name that TypeScript has for a method."""
    first, *others = name.rstrip("_").split("_")
    return first + "".join(other.capitalize() for other in others)


_CAPITAL: Final = re.compile(r"(?<=[a-z])([A-Z])")
