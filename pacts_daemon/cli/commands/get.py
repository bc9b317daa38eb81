"""``pacts get``: where is this element?"""

from __future__ import annotations

from typing import Annotated

import typer

import pacts
from pacts_daemon.cli.batch.files import read_page
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.render import give_answer
from pacts_daemon.cli.console.session import LOOKING_S, connected

app = typer.Typer()


@app.command()
def get(
    page: opt.PageArgument,
    element: opt.ElementArgument,
    app: opt.App,
    environment: opt.Environment,
    action: opt.Action = None,
    scope: opt.Scope = "",
    ordinal: opt.Ordinal = 0,
    frame: opt.Frame = "",
    variant: opt.Variant = None,
    html: opt.Html = None,
    access_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Look here when no tier knows the element.")
    ] = None,
    cdp: opt.Cdp = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Say where an element is. Exit code 0: found, 1: a miss."""
    query = opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
    evidence = pacts.Page(html=read_page(html, "html")) if html else None
    access = opt.access_of(access_url, cdp, page)
    with connected(address) as client:
        timeout_s = LOOKING_S if access else None
        answer = client.get_selector(query, evidence, access, timeout_s=timeout_s)
    raise typer.Exit(give_answer(answer, as_json=as_json))
