"""``pacts version``."""

from __future__ import annotations

import platform

import typer

import pacts_daemon
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.options import Json
from pacts_daemon.cli.console.output import print_json, say

app = new_app()


@app.command()
def version(as_json: Json = False) -> None:
    """Print the version of this installation."""
    if as_json:
        print_json({"pacts": pacts_daemon.__version__, "python": platform.python_version()})
    else:
        say(f"pacts {pacts_daemon.__version__}")


def show_version(wanted: bool) -> None:
    """Print the version and stop, when asked to by the flag."""
    if wanted:
        version()
        raise typer.Exit
