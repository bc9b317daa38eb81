"""``pacts resolve``: look for the element on the live page, whatever is known."""

from __future__ import annotations

from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.selectors import FORM, HELP, parse_selectors

app = new_app()


@app.command()
def resolve(
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
    wait: opt.Wait = None,
    failed: Annotated[
        str | None,
        typer.Option(metavar=FORM, help=f"The selector that failed. {HELP}", show_default=False),
    ] = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Find an element on its live page and save it. Exit code 0: found, 1: a miss."""
    query = opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
    wrong = parse_selectors([failed] if failed is not None else [], "failed")
    access = opt.live_access_of(page, access_url, cdp, wait, page_file)
    with late.session.connected(address) as client:
        selector = next(iter(late.session.settled(wrong, "failed")), None)
        answer = client.resolve_selector(query, access, selector, timeout_s=late.session.LOOKING_S)
    raise typer.Exit(late.render.give_answer(answer, as_json=as_json))
