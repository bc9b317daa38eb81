"""Modes of files, in base 8 as `chmod` takes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field


def _octal(mode: object) -> object:
    """Take a number, as TOML has 0o660, for what it is written as in base 8."""
    if isinstance(mode, int) and not isinstance(mode, bool):
        return f"{mode:04o}"
    return f"{mode.removeprefix('0o'):0>4}" if isinstance(mode, str) else mode


FileMode = Annotated[str, BeforeValidator(_octal), Field(pattern="^0[0-7]{3}$")]
