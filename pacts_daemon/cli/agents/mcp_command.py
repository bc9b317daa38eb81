"""``pacts mcp``: tools of the Model Context Protocol, which read and change nothing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError

app = new_app()


@app.command()
def mcp(
    root: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Fixes are proposed for files in here, and for no others. Default: this folder.",
            show_default=False,
        ),
    ] = Path(),
    address: opt.Address = None,
) -> None:
    """Serve tools over standard input and output: find, explain, propose; nothing is written."""
    if find_spec("mcp") is None:
        raise UsageError("mcp", "needs the official SDK: pip install 'pacts-daemon[mcp]'")
    with late.session.connected(address) as client:
        late.mcp_server.server_of(late.tools.Tools(client, root.resolve())).run()
