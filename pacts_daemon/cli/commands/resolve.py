"""``pacts resolve``: look for the element on the live page, whatever is known."""

from __future__ import annotations

from typing import Annotated

import typer

import pacts
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.render import give_answer
from pacts_daemon.cli.console.session import LOOKING_S, connected

app = typer.Typer()


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
    failed: Annotated[
        str | None,
        typer.Option(metavar="STRATEGY=VALUE", help="The selector that failed, css= or xpath=."),
    ] = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Find an element on its live page and save it. Exit code 0: found, 1: a miss."""
    query = opt.query_of(app, environment, page, element, action, scope, ordinal, frame, variant)
    access = pacts.PageAccess(access_url or page, cdp or "")
    with connected(address) as client:
        answer = client.resolve_selector(
            query, access, _selector(failed) if failed else None, timeout_s=LOOKING_S
        )
    raise typer.Exit(give_answer(answer, as_json=as_json))


def _selector(text: str) -> pacts.Selector:
    strategy, equals, value = text.partition("=")
    if not equals or strategy not in {"css", "xpath"}:
        raise UsageError("failed", f"{text!r} is neither css=… nor xpath=…")
    return pacts.Selector(pacts.SelectorStrategy(strategy), value)
