"""From a selector in our words to one that Playwright runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from playwright.async_api import Frame, Locator, Page

from pacts_daemon.core.model import Selector, Strategy


def to_locator(root: Page | Frame | Locator, selector: Selector) -> Locator:
    """Return the locator that finds what ``selector`` means; names and texts match whole."""
    return _LOCATORS[selector.strategy](root, selector)


def css_string(text: str) -> str:
    """Quote ``text`` as a CSS string."""
    escaped = "".join(_in_string(character) for character in text)
    return f'"{escaped}"'


_Root = Page | Frame | Locator
_LOCATORS: dict[Strategy, Callable[[_Root, Selector], Locator]] = {
    # Roles arrive as text; Playwright's own list is a Literal of the same words.
    Strategy.ROLE: lambda root, s: root.get_by_role(cast("Any", s.role), name=s.value, exact=True),
    Strategy.LABEL: lambda root, s: root.get_by_label(s.value, exact=True),
    Strategy.PLACEHOLDER: lambda root, s: root.get_by_placeholder(s.value, exact=True),
    Strategy.TEXT: lambda root, s: root.get_by_text(s.value, exact=True),
    Strategy.ALT_TEXT: lambda root, s: root.get_by_alt_text(s.value, exact=True),
    Strategy.TITLE: lambda root, s: root.get_by_title(s.value, exact=True),
    Strategy.TEST_ID: lambda root, s: root.locator(f"css=[{s.attribute}={css_string(s.value)}]"),
    Strategy.CSS: lambda root, s: root.locator(f"css={s.value}"),
    Strategy.XPATH: lambda root, s: root.locator(f"xpath={s.value}"),
}


def _in_string(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character >= " " else f"\\{ord(character):x} "
