"""``pacts list``: what is stored."""

from __future__ import annotations

from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import print_json

app = new_app()


@app.command()
def list_entries(
    app: Annotated[str, typer.Option(help="Only this application.")] = "",
    environment: Annotated[str, typer.Option(help="Only this environment.")] = "",
    page: Annotated[str, typer.Option(help="Only this page, a URL or a page name.")] = "",
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """List stored entries in key order."""
    with late.session.connected(address) as client:
        entries = list(client.list_selectors(app, environment, page, page_size=500))
    if as_json:
        print_json({"entries": entries})
    else:
        late.display.show(late.render.entry_table(entries), f"{len(entries)} entries")
