"""``pacts import``: lines of an export into what is stored."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.bulk import stores
from pacts_daemon.cli.bulk.files import read_lines
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import complain, print_json, say

app = new_app()

_TOLD_EVERY = 10_000


@app.command("import")
def import_entries(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="What `pacts export` wrote, .gz too; - is standard input.",
            show_default=False,
        ),
    ],
    app: Annotated[str, typer.Option(help="Into this application, whatever the lines say.")] = "",
    environment: Annotated[
        str, typer.Option(help="Into this environment, whatever the lines say.")
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave alone what is known here, and add the rest.")
    ] = False,
    after: Annotated[int, typer.Option(min=0, metavar="LINE", help="Go on behind this line.")] = 0,
    data_dir: stores.DataDir = None,
    postgres_dsn: stores.PostgresDsn = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Store exported entries; once more changes nothing. A daemon may be running.

    Each becomes the next version here and lives as if it was saved now. Malformed lines are named
    and left out. Exit code 0: all there, 1: some lines were malformed.
    """
    settings = stores.settings_of(data_dir, postgres_dsn, config_file)
    options = late.importing.ImportOptions(
        retention_s=settings.cache.retention_s,
        kept_parameters=settings.cache.kept_query_parameters,
        app=app,
        environment=environment,
        over=not keep,
        after=after,
    )
    done = asyncio.run(_read(settings, file, options))
    if as_json:
        print_json(done)
    else:
        say(f"{done.written:,} written, {done.same:,} the same, {done.kept:,} kept")
    raise typer.Exit(ExitCode.NOT_QUITE if done.refused else ExitCode.OK)


async def _read(
    settings: late.settings.Settings, file: Path, options: late.importing.ImportOptions
) -> late.importing.Imported:
    progress = _Progress()
    with read_lines(file) as lines:
        async with late.bulk_store.written_store(settings) as (tier, clock):
            run = late.importing.EntryImport(
                tier,
                clock,
                options,
                refused=progress.refused,
                committed=progress.committed,
            )
            try:
                return await run.run(lines)
            except BaseException:
                if run.done.line:
                    complain(f"stopped: --after {run.done.line} goes on")
                raise


class _Progress:
    def __init__(self) -> None:
        self._next = _TOLD_EVERY

    def refused(self, line: int, error: Exception) -> None:
        complain(f"line {line}: {error}")

    def committed(self, done: late.importing.Imported) -> None:
        if done.line >= self._next:
            complain(f"line {done.line:,}: {done.written:,} written")
            self._next = done.line + _TOLD_EVERY
