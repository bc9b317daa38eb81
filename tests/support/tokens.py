"""Tokens as callers show them, and as files of them have them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Metadata = tuple[tuple[str, str], ...]


def bearer(token: str) -> Metadata:
    return (("authorization", f"Bearer {token}"),)


def write_tokens(file: Path, entries: Iterable[str]) -> None:
    """Replace a token file as a whole, as its owner's alone."""
    new = file.with_suffix(".new")
    new.write_text("\n\n".join(entries), "utf-8")
    new.chmod(0o600)
    new.rename(file)
