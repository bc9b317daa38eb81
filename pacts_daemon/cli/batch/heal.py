"""``pacts heal``: what became of an element, or of all stored ones, in a new build?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.batch.lines import answer_batch
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError

app = new_app()

_PURPOSES = "give --xpath, --batch or --app"


@app.command()
def heal(
    old: opt.OldPage = None,
    new: opt.NewPage = None,
    xpath: Annotated[
        str | None, typer.Option(help="Absolute XPath of the element in OLD.", show_default=False)
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help='JSON Lines of {"id","old","new","xpath"}, and what it is called as for discover: '
            '{"element","action","scope","ordinal"}; - is standard input.',
        ),
    ] = None,
    stored_for: Annotated[
        str | None,
        typer.Option("--app", help="Judge the stored selectors of this application."),
    ] = None,
    environment: Annotated[
        str, typer.Option(help="With --app: only those of this environment.")
    ] = "",
    page: Annotated[
        str, typer.Option(help="With --app: only those of this page, URL or name.")
    ] = "",
    junit: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --app: write what breaks as JUnit XML, too."),
    ] = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Say what became of elements of an old page in a new one.

    heal OLD NEW --xpath XPATH finds one element. Exit code 0: found, 1: not.

    heal --batch FILE answers each line with one JSON line. Exit code 0: all answered, 1: some
    errors.

    heal OLD NEW --app APP says which of the stored selectors this build breaks. Exit code 0: none,
    1: some.
    """
    if stored_for is None and (environment or page or junit):
        raise UsageError("app", "needed with --environment, --page and --junit")
    if batch is not None:
        if old is not None or xpath is not None or stored_for is not None:
            raise UsageError("batch", "takes no OLD, NEW, --xpath or --app beside it")
        raise typer.Exit(
            answer_batch(batch, late.pairs.Healer(late.settings.load_settings()).answer)
        )
    if old is None or new is None:
        raise UsageError("new" if old else "old", f"give two pages, and {_PURPOSES}")
    if xpath is not None and stored_for is not None:
        raise UsageError("xpath", "takes no --app beside it")
    if stored_for is not None:
        code = late.judgement.give_judged(
            old, new, stored_for, environment, page, junit, address, as_json=as_json
        )
    elif xpath is not None:
        code = late.heal_report.give_one(old, new, xpath, as_json=as_json)
    else:
        raise UsageError("xpath", _PURPOSES)
    raise typer.Exit(code)
