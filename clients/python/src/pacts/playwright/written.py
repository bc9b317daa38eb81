"""The canonical form of locators as tests write them in Playwright."""

from __future__ import annotations

import re
from typing import Any, Final

from pacts.flow.wrapping import Written
from pacts.model import Selector, SelectorStrategy

TEST_ID: Final = "data-testid"

_ENGINE: Final = re.compile(
    r"(css|xpath|text|role|id|data-testid|data-test-id|data-test)=", re.ASCII
)
# What Playwright adds to CSS: no browser understands it, and so no check does.
_MORE_THAN_CSS: Final = re.compile(
    r">>|:(has-text|text|text-is|text-matches|visible|nth-match|light|right-of|left-of|above|below|near)\b"
)
_TERMS: Final = {
    "get_by_label": ("label", SelectorStrategy.LABEL),
    "get_by_placeholder": ("placeholder", SelectorStrategy.PLACEHOLDER),
    "get_by_text": ("text", SelectorStrategy.TEXT),
    "get_by_alt_text": ("alt", SelectorStrategy.ALT_TEXT),
    "get_by_title": ("title", SelectorStrategy.TITLE),
}


def by_selector(selector: str) -> Written:
    """Return what ``locator("…")`` is called."""
    if selector.startswith(("//", "..")):
        return Written(f"xpath={selector}", Selector(SelectorStrategy.XPATH, selector))
    engine = _ENGINE.match(selector)
    if engine is None:
        return Written(f"css={selector}", _css(selector))
    value = selector[engine.end() :]
    if engine[1] == "css":
        return Written(selector, _css(value))
    if engine[1] == "xpath":
        return Written(selector, Selector(SelectorStrategy.XPATH, value))
    return Written(selector)


def by_term(method: str, text: Any, *, exact: bool) -> Written:
    """Return what ``get_by_label("…")`` and its like are called."""
    term, strategy = _TERMS[method]
    whole = exact and isinstance(text, str)
    return Written(f"{term}={_quoted(text)}", Selector(strategy, text) if whole else None)


def by_role(role: str, options: dict[str, Any]) -> Written:
    """Return what ``get_by_role("…", name="…")`` is called."""
    name = options.get("name")
    others = {key: value for key, value in options.items() if key not in {"name", "exact"}}
    said = "".join(f"[{key}={_quoted(value)}]" for key, value in sorted(others.items()))
    called = "" if name is None else f"[name={_quoted(name)}]"
    whole = isinstance(name, str) and options.get("exact") and not others
    selector = Selector(SelectorStrategy.ROLE, str(name), role) if whole else None
    return Written(f"role={role}{called}{said}", selector)


def by_test_id(value: Any) -> Written:
    """Return what ``get_by_test_id("…")`` is called."""
    whole = isinstance(value, str)
    selector = Selector(SelectorStrategy.TEST_ID, value, attribute=TEST_ID) if whole else None
    return Written(f"testid={_quoted(value)}", selector)


def within(parent: Written, part: str) -> Written:
    """Return what a part of a locator is called; only its runner can say where that is."""
    return Written(f"{parent.name} >> {part}")


def _css(selector: str) -> Selector | None:
    return None if _MORE_THAN_CSS.search(selector) else Selector(SelectorStrategy.CSS, selector)


def _quoted(value: Any) -> str:
    if isinstance(value, re.Pattern):
        return f"/{value.pattern}/"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
