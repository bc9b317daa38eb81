"""``pacts save``: store selectors."""

from __future__ import annotations

from typing import Annotated

import typer

import pacts
from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.files import read_page
from pacts_daemon.cli.console.output import print_json
from pacts_daemon.cli.console.selectors import FORM, HELP, parse_selectors

app = new_app()


@app.command()
def save(
    page: opt.PageArgument,
    element: opt.ElementArgument,
    app: opt.App,
    environment: opt.Environment,
    selector: Annotated[
        list[str],
        typer.Option(metavar=FORM, help=f"May be repeated, best first. {HELP}", show_default=False),
    ],
    action: opt.Action = None,
    scope: opt.Scope = "",
    ordinal: opt.Ordinal = 0,
    frame: opt.Frame = "",
    variant: opt.Variant = None,
    html: opt.Html = None,
    expected_version: Annotated[
        int | None, typer.Option(help="Refuse unless this is stored; 0: nothing may be.")
    ] = None,
    never_heal: Annotated[
        bool,
        typer.Option("--never-heal", help="Never look for it again when they stop being right."),
    ] = False,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Store selectors, ranked in the order they are given."""
    query = opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
    parsed = parse_selectors(selector, "selector")
    evidence = pacts.Page(html=read_page(html, "html")) if html else None
    with late.session.connected(address) as client:
        selectors = late.session.settled(parsed, "selector")
        entry = client.save_selector(
            query,
            selectors,
            evidence=evidence,
            expected_version=expected_version,
            never_heal=never_heal,
        )
    if as_json:
        print_json(entry)
    else:
        late.render.give_entry(entry)
