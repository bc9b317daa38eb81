"""``pacts doctor``: what is missing, and how to get it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import print_json, say

if TYPE_CHECKING:
    from pacts_daemon.cli.checks.ready import Answer

app = new_app()

_Ready = Annotated[
    bool,
    typer.Option(
        "--ready",
        help="Only ask the daemon on its management port whether it is ready. Exit code 0: ready "
        "or degraded, 1: not ready, 3: none answers.",
    ),
]


@app.command()
def doctor(
    ready: _Ready = False, config_file: opt.ConfigFile = None, as_json: opt.Json = False
) -> None:
    """Check what the daemon needs here. Exit code 0: all there, 1: something is missing."""
    settings = late.settings.load_settings(config_file)
    if ready:
        _give_ready(late.ready.ask_ready(settings.management), as_json)
    checks = asyncio.run(late.checks.examine(settings))
    missing = any(check.state is late.checks.State.MISSING for check in checks)
    if as_json:
        print_json({"ok": not missing, "checks": checks})
    else:
        late.checks_report.give_checks(checks)
    raise typer.Exit(ExitCode.NOT_QUITE if missing else ExitCode.OK)


def _give_ready(answer: Answer, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        problems = "".join(f", {name}: {said}" for name, said in answer.problems.items())
        say(answer.status + problems)
    raise typer.Exit(ExitCode.OK if answer.ready else ExitCode.NOT_QUITE)
