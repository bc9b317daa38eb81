"""``pacts doctor``: what is missing, and how to get it."""

from __future__ import annotations

import asyncio

import typer
from rich.table import Table
from rich.text import Text

from pacts_daemon.cli.checks.checks import Check, State, examine
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import print_json, show
from pacts_daemon.settings import load_settings

app = typer.Typer()

_STYLES = {State.OK: "green", State.MISSING: "bold red", State.UNUSED: "dim"}


@app.command()
def doctor(config_file: opt.ConfigFile = None, as_json: opt.Json = False) -> None:
    """Check what the daemon needs here. Exit code 0: all there, 1: something is missing."""
    checks = asyncio.run(examine(load_settings(config_file)))
    missing = any(check.state is State.MISSING for check in checks)
    if as_json:
        print_json({"ok": not missing, "checks": checks})
    else:
        show(_table(checks))
    raise typer.Exit(ExitCode.NOT_QUITE if missing else ExitCode.OK)


def _table(checks: list[Check]) -> Table:
    table = Table("", "state", "", "how to get it", box=None, header_style="dim")
    for check in checks:
        state = Text(check.state.value, _STYLES[check.state])
        table.add_row(check.name, state, Text(check.detail), Text(check.remedy))
    return table
