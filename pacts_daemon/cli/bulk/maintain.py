"""``pacts maintain``: what a daemon does beside its lookups, once."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.bulk import stores
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import complain, print_json, say

app = new_app()


@app.command()
def maintain(
    purge_expired: Annotated[
        bool,
        typer.Option(
            "--purge-expired", help="Delete what has expired even where that is most of all."
        ),
    ] = False,
    data_dir: stores.DataDir = None,
    postgres_dsn: stores.PostgresDsn = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Tell the fast tier what it missed, and delete what has expired; a daemon does it by itself.

    Exit code 0: done, 1: so much has expired that nothing was deleted, 5: the fast tier is away.
    """
    settings = stores.settings_of(data_dir, postgres_dsn, config_file)
    done = asyncio.run(late.upkeep.maintain(settings, purge_expired=purge_expired))
    if as_json:
        print_json(done)
    else:
        say(f"{done.told:,} notes told, {done.refused:,} refused")
        say(f"{done.purged:,} of {done.entries:,} entries purged")
    if done.held_back:
        complain(
            f"{done.expired:,} of {done.entries:,} entries have expired, and none was deleted: "
            "is a clock wrong? --purge-expired deletes them"
        )
    if done.problem:
        complain(done.problem)
        raise typer.Exit(ExitCode.FAILED)
    raise typer.Exit(ExitCode.NOT_QUITE if done.held_back else ExitCode.OK)
