"""What is kept in a document, so that the check script is sent to it and read there once."""

from __future__ import annotations

from typing import Final

CALLED: Final = "(check, asked) => check(asked)"


def making(script: str) -> str:
    """Return an expression that makes the script's function; Playwright calls the outer one."""
    return f"() => ({script})"
