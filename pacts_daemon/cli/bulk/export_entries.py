"""``pacts export``: all that is stored, as lines of JSON."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.bulk import stores
from pacts_daemon.cli.bulk.files import written_text
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import complain
from pacts_daemon.core.ports import ListFilter

app = new_app()

_TOLD_EVERY = 10_000


@app.command()
def export(
    app: Annotated[str, typer.Option(help="Only this application.")] = "",
    environment: Annotated[str, typer.Option(help="Only this environment.")] = "",
    page: Annotated[str, typer.Option(help="Only this page, a URL or a page name.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there, .gz too."),
    ] = None,
    no_counters: Annotated[
        bool,
        typer.Option(
            "--no-counters",
            help="Leave out what every run changes, version, times and counters: for git.",
        ),
    ] = False,
    pages: Annotated[
        bool, typer.Option("--pages", help="With the pages that elements were found on.")
    ] = False,
    data_dir: stores.DataDir = None,
    postgres_dsn: stores.PostgresDsn = None,
    config_file: opt.ConfigFile = None,
) -> None:
    """Write stored entries as JSON Lines, in an order that stays. A daemon may be running."""
    settings = stores.settings_of(data_dir, postgres_dsn, config_file)
    where = late.exporting.filter_of(settings, app, environment, page)
    count = asyncio.run(_write(settings, where, output, no_counters=no_counters, pages=pages))
    complain(f"{count:,} entries exported")


async def _write(
    settings: late.settings.Settings,
    where: ListFilter,
    output: Path | None,
    *,
    no_counters: bool,
    pages: bool,
) -> int:
    count = 0
    with written_text(output) as file:
        async with late.bulk_store.read_store(settings) as tier:
            lines = late.exporting.exported(
                tier, where, has_pages=pages, has_counters=not no_counters
            )
            async for line, is_entry in lines:
                file.write(f"{line}\n")
                count += is_entry
                if is_entry and not count % _TOLD_EVERY:
                    complain(f"{count:,} entries")
    return count
