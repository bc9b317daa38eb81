"""``pacts invalidate``: drop one element, a page or a whole app."""

from __future__ import annotations

from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.output import print_json, say

app = new_app()
# Some hundred thousand entries take a minute, batch by batch; who gives up does not stop it.
_SWEEP_S = 600.0


@app.command()
def invalidate(
    app: opt.App,
    environment: opt.Environment,
    page: Annotated[str | None, typer.Option(help="Only this page.")] = None,
    element: Annotated[str | None, typer.Option(help="Only this element of the page.")] = None,
    action: opt.Action = None,
    scope: opt.Scope = "",
    ordinal: opt.Ordinal = 0,
    frame: opt.Frame = "",
    variant: opt.Variant = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Drop entries from every tier: an element, a page, or everything of an app."""
    narrowed = any((action, scope, ordinal, frame, variant))
    if element is None and narrowed:
        raise UsageError("element", "needed with --action, --scope, --ordinal, --frame, --variant")
    if element is not None and page is None:
        raise UsageError("page", "needed with --element")
    query = (
        opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
        if element is not None and page is not None
        else None
    )
    with late.session.connected(address) as client:
        count = client.invalidate_selectors(
            app,
            environment,
            page=None if query else page,
            query=query,
            timeout_s=None if query else _SWEEP_S,
        )
    if as_json:
        print_json({"invalidated": count})
    else:
        say(f"{count} invalidated")
