"""``pacts doctor``: what is missing, and how to get it."""

from __future__ import annotations

import asyncio

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import print_json

app = new_app()


@app.command()
def doctor(config_file: opt.ConfigFile = None, as_json: opt.Json = False) -> None:
    """Check what the daemon needs here. Exit code 0: all there, 1: something is missing."""
    settings = late.settings.load_settings(config_file)
    checks = asyncio.run(late.checks.examine(settings))
    missing = any(check.state is late.checks.State.MISSING for check in checks)
    if as_json:
        print_json({"ok": not missing, "checks": checks})
    else:
        late.checks_report.give_checks(checks)
    raise typer.Exit(ExitCode.NOT_QUITE if missing else ExitCode.OK)
