"""How every command is parsed, and how its help looks."""

from __future__ import annotations

from typing import Final

import typer

CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def new_app(help_text: str | None = None) -> typer.Typer:
    """Return an app whose help is plain text.

    Completion is for ``pacts`` as a whole, and plain help costs no import of a rendering library.
    """
    return typer.Typer(
        help=help_text, add_completion=False, rich_markup_mode=None, context_settings=CONTEXT
    )
