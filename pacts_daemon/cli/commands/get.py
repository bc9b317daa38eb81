"""``pacts get``: where is this element?"""

from __future__ import annotations

from typing import Annotated

import typer

import pacts
from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.files import read_page
from pacts_daemon.cli.console.output import complain

app = new_app()


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
    access_url: opt.LivePage = None,
    cdp: opt.Cdp = None,
    page_file: opt.PageFile = None,
    wait: opt.Wait = None,
    no_discovery: Annotated[
        bool, typer.Option("--no-discovery", help="Ask only what is stored; open no page.")
    ] = False,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Say where an element is. When no tier knows it, it is looked for on the live page.

    Exit code 0: found, 1: a miss.
    """
    query = opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
    if no_discovery and (access_url or cdp or wait is not None or page_file):
        problem = "takes no --access-url, --cdp, --wait or --page-file beside it"
        raise UsageError("no-discovery", problem)
    access = None if no_discovery else opt.access_of(page, access_url, cdp, wait, page_file)
    evidence = pacts.Page(html=read_page(html, "html")) if html else None
    with late.session.connected(address) as client:
        answer = _asked(client, query, evidence, access)
    code = late.render.give_answer(answer, as_json=as_json)
    if isinstance(answer, pacts.Miss) and access is None and not no_discovery:
        complain(f"{page!r} is not a URL: with --access-url URL the live page is looked at, too")
    raise typer.Exit(code)


def _asked(
    client: pacts.Client,
    query: pacts.ElementQuery,
    evidence: pacts.Page | None,
    access: pacts.PageAccess | None,
) -> pacts.Answer:
    timeout_s = late.session.LOOKING_S if access else None
    try:
        return client.get_selector(query, evidence, access, timeout_s=timeout_s)
    except pacts.AddressNotAllowedError as error:
        hint = "--no-discovery asks only what is stored"
        raise UsageError(
            "page", f"no tier knows the element, and {error.problem}; {hint}"
        ) from None
