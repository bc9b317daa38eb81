"""Writing names into CSS and XPath so that they mean themselves."""

from __future__ import annotations

import string

_PLAIN = frozenset(string.ascii_letters + string.digits + "-_")
_LAST_CONTROL = 0x1F
_DELETE = 0x7F
_FIRST_NON_ASCII = 0x80


def css_identifier(name: str) -> str:
    """Serialise an identifier as CSSOM's ``CSS.escape`` does."""
    if name == "-":
        return "\\-"
    return "".join(_in_identifier(name, at) for at in range(len(name)))


def xpath_string(text: str) -> str:
    """Quote text for XPath 1.0, which has no escapes: text with both quotes is put together."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = ', "\'", '.join(f"'{piece}'" for piece in text.split("'"))
    return f"concat({pieces})"


def _in_identifier(name: str, at: int) -> str:
    character = name[at]
    code = ord(character)
    if code == 0:
        return "\ufffd"
    leading = at == 0 or (at == 1 and name[0] == "-")
    if code <= _LAST_CONTROL or code == _DELETE or (leading and character in string.digits):
        return f"\\{code:x} "
    if code >= _FIRST_NON_ASCII or character in _PLAIN:
        return character
    return f"\\{character}"
