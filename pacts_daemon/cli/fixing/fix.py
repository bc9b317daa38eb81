"""``pacts fix``: write reviewed heals back to where the locators stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import pacts
from pacts_daemon.cli import late
from pacts_daemon.cli.commands.heals import STATES, read_state
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode

app = new_app()

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...", help="Files and folders of the suite. Default: this folder.",
        exists=True, show_default=False,
    ),
]  # fmt: skip
States = Annotated[
    list[pacts.HealState] | None,
    typer.Option(
        "--state",
        parser=read_state,
        metavar="STATE",
        autocompletion=lambda: STATES,
        help="Heals that stand so; may be repeated. Default: promoted.",
        show_default=False,
    ),
]


@app.command()
def fix(
    paths: Paths = None,
    app: Annotated[str, typer.Option(help="Only this application.")] = "",
    environment: Annotated[str, typer.Option(help="Only this environment.")] = "",
    page: Annotated[str, typer.Option(help="Only this page, a URL or a page name.")] = "",
    states: States = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="Change what several uses share, too.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Change the files, and print no patch.")
    ] = False,
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Write where something is not committed, too.")
    ] = False,
    sarif: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what became of each as SARIF.")
    ] = None,
    github: Annotated[
        bool, typer.Option("--github", help="Annotate the places, on standard error.")
    ] = False,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Print a patch that writes heals back to where their locators stand.

    Each locator is proven first, on the page that the heal was made on: it matches the element and
    nothing else, and nothing once the element is removed. Nothing is committed or pushed.
    """
    wanted = late.fixing.Wanted(app, environment, page, frozenset(states or ()), shared=shared)
    work = late.fixing.Work(tuple(paths or (Path(),)))
    with late.session.connected(address) as client:
        changes = work.changes(client, wanted)
    if write:
        work.write(changes, allow_dirty=allow_dirty)
    if sarif is not None:
        late.fix_report.write_sarif(changes, sarif)
    late.fix_report.give(changes, written=write, github=github, as_json=as_json)
    raise typer.Exit(ExitCode.OK if changes.is_whole else ExitCode.NOT_QUITE)
