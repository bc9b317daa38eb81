"""Texts as literals of a language."""

from __future__ import annotations

from typing import Final

from pacts_daemon.fix.sources.model import Language

_ESCAPES: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}
_OTHER_QUOTE: Final = {'"': "'", "'": '"'}


def literal(value: str, quote: str, language: Language) -> str:
    """Return a text as a literal, in the quotes that are wanted if they need no escape."""
    other = _OTHER_QUOTE.get(quote)
    is_free = other is not None and language is not Language.JAVA
    if is_free and other is not None and quote in value and other not in value:
        quote = other
    escaped = "".join(_in_literal(character, quote, language) for character in value)
    if quote == "`":
        escaped = escaped.replace("${", "\\${")
    return f"{quote}{escaped}{quote}"


def _in_literal(character: str, quote: str, language: Language) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character == quote:
        return f"\\{character}"
    if character.isprintable() or ord(character) > _LAST_OF_BASIC_PLANE:
        return character
    is_short = language is Language.PYTHON and ord(character) < _FIRST_OF_TWO_BYTES
    return f"\\x{ord(character):02x}" if is_short else f"\\u{ord(character):04x}"


_FIRST_OF_TWO_BYTES: Final = 0x100
_LAST_OF_BASIC_PLANE: Final = 0xFFFF
