"""Answers go to standard output, everything else to standard error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typer


def say(text: str) -> None:
    """Print a line of the answer."""
    typer.echo(text)


def complain(text: str) -> None:
    """Print a line to standard error."""
    typer.echo(f"pacts: {text}", err=True)


def print_json(value: object) -> None:
    """Print one JSON value, indented."""
    typer.echo(json.dumps(plain(value), indent=2))


def print_json_line(value: object) -> None:
    """Print one JSON value on one line and flush it."""
    typer.echo(json.dumps(plain(value)))


def plain(value: object) -> Any:
    """Return a value as JSON can hold it: times in ISO 8601."""
    match value:
        case datetime():
            held: Any = value.isoformat()
        case str() | Path():
            held = str(value)
        case Mapping():
            held = {str(name): plain(item) for name, item in value.items()}
        case Sequence():
            held = [plain(item) for item in value]
        case _ if is_dataclass(value):
            held = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            held = value
    return held
