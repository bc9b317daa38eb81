"""Keys and combinations of keys, as testers write them."""

from __future__ import annotations

import re
from typing import Final

MODIFIER: Final = (
    r"(?:ctrl|control|cmd|command|meta|alt|option|opt|shift|win|windows|super|mod|"
    r"controlormeta|cmdorctrl|⌘|⌥|⇧|⌃)"
)
NAMED: Final = (
    r"(?:enter|return|tab|esc|escape|space(?:\s?bar)?|backspace|delete|del|insert|home|end|"
    r"page\s?up|page\s?down|pgup|pgdn|(?:up|down|left|right)(?:\s?-?arrow)?|"
    r"arrow\s?-?(?:up|down|left|right)|f(?:1[0-2]|[1-9]))"
)
_OF_A_SIGN: Final = r"(?:comma|period|slash|plus|minus)"
"""Keys by the name of their sign; alone they may be buttons."""

_MODIFIERS: Final = rf"{MODIFIER}(?:\s*/\s*{MODIFIER})*"
_HELD: Final = rf"{_MODIFIERS}(?:\s*[+\-]\s*{_MODIFIERS})*\s*[+\-]\s*"
COMBINATION: Final = rf"(?:{_HELD}(?:{NAMED}|{_OF_A_SIGN}|\S)(?!\w))"
PUNCTUATION: Final = re.compile(rf"\b{_HELD}(?P<key>[,.;:])(?=\W|$)")
"""A combination with a key that else ends a part of a sentence: "press Ctrl+, twice"."""

_SYSTEM: Final = (
    r"(?:\s+(?:on|for|in)\s+(?:a\s+)?(?:windows|win|mac|macos|linux|pc|windows/linux|linux/windows|"
    r"osx|os\sx)\b)?"
)
TWO_SYSTEMS: Final = rf"(?:{COMBINATION}{_SYSTEM}\s*,?\s*(?:or|/)\s*{COMBINATION}{_SYSTEM})"
KEYS: Final = rf"(?:{TWO_SYSTEMS}|{COMBINATION}|{NAMED}(?:\s*/\s*{NAMED})?(?!\w))"
"""A key, a combination, or one for each of two systems."""

_KEYS: Final = re.compile(KEYS)
_ONE: Final = re.compile(rf"{KEYS}|\S")


def is_keys(text: str) -> bool:
    """Return whether a text names a key, a combination, or is one character."""
    return _ONE.fullmatch(text.strip().lower()) is not None


def is_named_keys(text: str) -> bool:
    """Return whether a text names a key or a combination."""
    return _KEYS.fullmatch(text.strip().lower()) is not None
