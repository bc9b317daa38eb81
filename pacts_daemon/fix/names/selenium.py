"""What the wrapped drivers of the Python and the Java client call a locator."""

from __future__ import annotations

from typing import Final

from pacts.flow.target import short
from pacts_daemon.fix.sources.model import Language, Pair, Text

_TERMS: Final = {
    "css selector": "css",
    "class name": "class",
    "tag name": "tag",
    "link text": "link",
    "partial link text": "partial link",
}
_JAVA_TERMS: Final = {**_TERMS, "partial link text": "partial-link"}


def name_of_pair(pair: Pair, language: Language) -> str | None:
    """Return what a locator is called as an element; None when its value is no text."""
    if not isinstance(pair.value, Text):
        return None
    terms = _JAVA_TERMS if language is Language.JAVA else _TERMS
    return short(f"{terms.get(pair.way, pair.way)}={pair.value.value}")
