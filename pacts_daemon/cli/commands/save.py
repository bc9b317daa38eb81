"""``pacts save``: store selectors."""

from __future__ import annotations

from typing import Annotated

import typer

import pacts
from pacts_daemon.cli.batch.files import read_page
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.output import print_json, show
from pacts_daemon.cli.console.ranked import RankedCommand, ranked_selectors
from pacts_daemon.cli.console.render import entry_table, selector_table
from pacts_daemon.cli.console.session import connected

app = typer.Typer()

Values = Annotated[list[str] | None, typer.Option(help="May be repeated.")]


@app.command(cls=RankedCommand)
def save(
    ctx: typer.Context,
    page: opt.PageArgument,
    element: opt.ElementArgument,
    app: opt.App,
    environment: opt.Environment,
    css: Values = None,  # noqa: ARG001
    xpath: Values = None,  # noqa: ARG001
    role: Annotated[  # noqa: ARG001
        list[str] | None, typer.Option(help="Followed by its --name. May be repeated.")
    ] = None,
    name: Annotated[  # noqa: ARG001
        list[str] | None, typer.Option(help="The accessible name, after its --role.")
    ] = None,
    label: Values = None,  # noqa: ARG001
    placeholder: Values = None,  # noqa: ARG001
    text: Values = None,  # noqa: ARG001
    alt_text: Values = None,  # noqa: ARG001
    title: Values = None,  # noqa: ARG001
    test_id: Values = None,  # noqa: ARG001
    test_id_attribute: Annotated[
        str, typer.Option(help="The attribute that --test-id values stand in.")
    ] = "data-testid",
    action: opt.Action = None,
    scope: opt.Scope = "",
    ordinal: opt.Ordinal = 0,
    frame: opt.Frame = "",
    variant: opt.Variant = None,
    html: opt.Html = None,
    expected_version: Annotated[
        int | None, typer.Option(help="Refuse unless this is stored; 0: nothing may be.")
    ] = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Store selectors, ranked in the order they are given."""
    query = opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
    selectors = ranked_selectors(ctx, test_id_attribute)
    evidence = pacts.Page(html=read_page(html, "html")) if html else None
    with connected(address) as client:
        entry = client.save_selector(
            query, selectors, evidence=evidence, expected_version=expected_version
        )
    if as_json:
        print_json(entry)
    else:
        show(entry_table([entry]), selector_table(entry.selectors))
