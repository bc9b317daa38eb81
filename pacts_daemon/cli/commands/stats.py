"""``pacts stats``: the counters."""

from __future__ import annotations

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import print_json

app = new_app()


@app.command()
def stats(address: opt.Address = None, as_json: opt.Json = False) -> None:
    """Show how many lookups were answered, and by which tier, since the daemon started."""
    with late.session.connected(address) as client:
        counters = client.cache_stats()
    if as_json:
        print_json(counters)
    else:
        late.render.give_stats(counters)
