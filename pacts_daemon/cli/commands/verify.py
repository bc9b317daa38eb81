"""``pacts verify``: is what is stored still right?"""

from __future__ import annotations

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app

app = new_app()


@app.command()
def verify(
    page: opt.PageArgument,
    element: opt.ElementArgument,
    app: opt.App,
    environment: opt.Environment,
    action: opt.Action = None,
    scope: opt.Scope = "",
    ordinal: opt.Ordinal = 0,
    frame: opt.Frame = "",
    variant: opt.Variant = None,
    access_url: opt.LivePage = None,
    cdp: opt.Cdp = None,
    page_file: opt.PageFile = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Check what is stored of an element on its live page, changing nothing.

    With --action the element must be ready to take it. Exit code 0: right, 1: not, or a miss.
    """
    query = opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
    access = opt.live_access_of(page, access_url, cdp, page_file=page_file)
    with late.session.connected(address) as client:
        answer = client.verify_selector(query, access, timeout_s=late.session.LOOKING_S)
    raise typer.Exit(late.render.give_verification(answer, as_json=as_json))
