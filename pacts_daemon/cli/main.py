"""``pacts``: loads the one command that was called, so that each starts as fast as it can."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from pacts_daemon.cli.checks.version import show_version
from pacts_daemon.cli.console.apps import CONTEXT
from pacts_daemon.cli.console.failures import EXPECTED, exit_code_of
from pacts_daemon.cli.console.output import complain

COMMANDS: Final[Mapping[str, str]] = {
    "serve": "pacts_daemon.cli.serving.serve",
    "get": "pacts_daemon.cli.commands.get",
    "save": "pacts_daemon.cli.commands.save",
    "resolve": "pacts_daemon.cli.commands.resolve",
    "verify": "pacts_daemon.cli.commands.verify",
    "invalidate": "pacts_daemon.cli.commands.invalidate",
    "list": "pacts_daemon.cli.commands.list_entries",
    "history": "pacts_daemon.cli.commands.history",
    "stats": "pacts_daemon.cli.commands.stats",
    "drift": "pacts_daemon.cli.batch.drift",
    "heal": "pacts_daemon.cli.batch.heal",
    "heals": "pacts_daemon.cli.commands.heals",
    "fix": "pacts_daemon.cli.fixing.fix",
    "discover": "pacts_daemon.cli.batch.discover",
    "plan": "pacts_daemon.cli.planning.plan",
    "run": "pacts_daemon.cli.pipeline.run",
    "pom": "pacts_daemon.cli.pages.pom",
    "mcp": "pacts_daemon.cli.agents.mcp_command",
    "export": "pacts_daemon.cli.bulk.export_entries",
    "import": "pacts_daemon.cli.bulk.import_entries",
    "token": "pacts_daemon.cli.serving.token",
    "maintain": "pacts_daemon.cli.bulk.maintain",
    "validate-cache": "pacts_daemon.cli.checks.validate_cache",
    "migrate": "pacts_daemon.cli.serving.migrate",
    "doctor": "pacts_daemon.cli.checks.doctor",
    "config": "pacts_daemon.cli.checks.config",
    "version": "pacts_daemon.cli.checks.version",
}
"""The module of each command, in the order help shows them; each has an ``app``."""

EPILOG: Final = (
    "Exit codes: 0 yes or done; 1 the answer is no: a miss, wrong, gone, some errors in a batch; "
    "2 the call is unusable; 3 no daemon answers; 4 there is no such thing; 5 refused or failed."
)


class _Commands(TyperGroup):
    """Finds commands by name and turns expected errors into a line and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return command

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except EXPECTED as error:
            complain(str(error))
            raise typer.Exit(exit_code_of(error)) from None


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
)


@app.callback(epilog=EPILOG)
def pacts(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Remember where every element of a web application is."""


def run() -> None:
    """Run the command line; the console script."""
    app(prog_name="pacts")
