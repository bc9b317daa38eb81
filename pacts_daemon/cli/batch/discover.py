"""``pacts discover``: find an element on a live page, in this process, and store nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.batch.lines import answer_batch
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.core.model import Action, ElementQuery, PageAccess

app = new_app()


@app.command()
def discover(
    page: Annotated[
        str | None, typer.Argument(metavar="PAGE", help="URL of the page.", show_default=False)
    ] = None,
    element: Annotated[
        str | None,
        typer.Argument(metavar="ELEMENT", help="What people call it.", show_default=False),
    ] = None,
    action: opt.Action = None,
    scope: opt.Scope = "",
    ordinal: opt.Ordinal = 0,
    frame: opt.Frame = "",
    cdp: opt.Cdp = None,
    wait: opt.Wait = None,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help='JSON Lines of {"id","page","element","action","scope","ordinal"}, the page being '
            "a file of HTML or a capture; - is standard input.",
        ),
    ] = None,
    test_ids: Annotated[
        list[str] | None,
        typer.Option(
            "--test-id",
            metavar="NAME",
            help="Batch only: an attribute that is there for tests, instead of the settings' ones.",
        ),
    ] = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Find an element by its name on the page at a URL. Exit code 0: found, 1: it is not there.

    A batch answers each line with one JSON line. Exit code 0: all answered, 1: some errors.
    """
    if batch is not None:
        if page is not None:
            raise UsageError("batch", "takes no PAGE or ELEMENT beside it")
        if wait is not None:
            raise UsageError("batch", "takes no --wait beside it: files do not change")
        settings = late.settings.load_settings(config_file)
        raise typer.Exit(answer_batch(batch, late.names.Discoverer(settings, test_ids).answer))
    if page is None or element is None:
        raise UsageError(
            "element" if page else "page", "give a page and an element, or --batch FILE"
        )
    query = ElementQuery(
        app="adhoc",
        environment="adhoc",
        page=page,
        element=element,
        action=Action(action.value) if action else Action.ANY,
        scope=scope,
        ordinal=ordinal,
        frame=frame,
    )
    settings = late.settings.load_settings(config_file)
    access = PageAccess(page, cdp or "", appear_wait_s=wait)
    raise typer.Exit(late.live.give_discovered(settings, query, access, as_json=as_json))
