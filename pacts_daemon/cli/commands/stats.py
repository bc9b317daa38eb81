"""``pacts stats``: the counters."""

from __future__ import annotations

import typer

from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.output import plain, print_json, show
from pacts_daemon.cli.console.render import pair_table
from pacts_daemon.cli.console.session import connected

app = typer.Typer()


@app.command()
def stats(address: opt.Address = None, as_json: opt.Json = False) -> None:
    """Show how many lookups were answered, and by which tier, since the daemon started."""
    with connected(address) as client:
        counters = client.cache_stats()
    if as_json:
        print_json(counters)
    else:
        show(pair_table((name, str(value)) for name, value in plain(counters).items()))
