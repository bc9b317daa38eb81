"""``pacts``: loads the one command that was called, so that each starts as fast as it can."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from pacts_daemon.cli.failures import EXPECTED, ExitCode
from pacts_daemon.cli.output import complain
from pacts_daemon.cli.version import show_version

COMMANDS: Final[Mapping[str, str]] = {
    "serve": "pacts_daemon.cli.serve",
    "get": "pacts_daemon.cli.get",
    "save": "pacts_daemon.cli.save",
    "resolve": "pacts_daemon.cli.resolve",
    "verify": "pacts_daemon.cli.verify",
    "invalidate": "pacts_daemon.cli.invalidate",
    "list": "pacts_daemon.cli.list_entries",
    "stats": "pacts_daemon.cli.stats",
    "drift": "pacts_daemon.cli.drift",
    "heal": "pacts_daemon.cli.heal",
    "heals": "pacts_daemon.cli.heals",
    "discover": "pacts_daemon.cli.discover",
    "validate-cache": "pacts_daemon.cli.validate_cache",
    "migrate": "pacts_daemon.cli.migrate",
    "doctor": "pacts_daemon.cli.doctor",
    "config": "pacts_daemon.cli.config",
    "version": "pacts_daemon.cli.version",
}
"""The module of each command, in the order help shows them; each has an ``app``."""


class _Commands(TyperGroup):
    """Finds commands by name and turns expected errors into a line and exit code 2."""

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
            raise typer.Exit(ExitCode.UNUSABLE) from None


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
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
