"""Tables and trees for people."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

import typer
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

# What is piped must be neither wrapped nor cut: no line is as long.
_UNBOUNDED: Final = 10_000


def show(*renderables: RenderableType) -> None:
    """Print to the terminal as wide as it is; into a pipe or a file never wrapped, never padded."""
    console = Console(highlight=False)
    if console.is_terminal:
        for renderable in renderables:
            console.print(renderable)
        return
    page = io.StringIO()
    plain = Console(file=page, highlight=False, width=_UNBOUNDED, color_system=None)
    for renderable in renderables:
        plain.print(renderable)
    for line in page.getvalue().splitlines():
        typer.echo(line.rstrip())


def terminal_width() -> int | None:
    """Return how many characters stand in a line of the terminal; None where there is none."""
    console = Console()
    return console.width if console.is_terminal else None


def table(*titles: str) -> Table:
    """Return an empty table without rules or margins."""
    return Table(*titles, box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))


def pair_table(pairs: Iterable[tuple[str, str]]) -> Table:
    """Return names and values, one pair a row."""
    pairs_table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, value in pairs:
        pairs_table.add_row(Text(name, "dim"), Text(value))
    return pairs_table
