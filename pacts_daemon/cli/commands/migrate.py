"""``pacts migrate``: the schema of the durable tier."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import print_json, say

app = new_app("Bring the durable tier to the schema of this version, or say where it is.")

# Whoever runs this waits for it, unlike a daemon, which has callers meanwhile.
_LOCK_WAIT_S = 60.0
DataDir = Annotated[Path | None, typer.Option(help="Where SQLite keeps entries.")]
PostgresDsn = Annotated[
    str | None, typer.Option(help="The Postgres to migrate; better in PACTS_POSTGRES_DSN.")
]


@app.command()
def up(
    data_dir: DataDir = None,
    postgres_dsn: PostgresDsn = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Apply what is pending, all or nothing; safe to repeat."""
    settings = _settings(data_dir, postgres_dsn, config_file)
    migrator = late.wiring.migrator_of(settings, lock_wait_s=_LOCK_WAIT_S)
    applied = asyncio.run(migrator.up())
    if as_json:
        print_json({"applied": applied})
    else:
        say("\n".join(f"applied {name}" for name in applied) or "nothing to do")


@app.command()
def status(
    data_dir: DataDir = None,
    postgres_dsn: PostgresDsn = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Say what is applied and what is pending, changing nothing."""
    settings = _settings(data_dir, postgres_dsn, config_file)
    found = asyncio.run(late.wiring.migrator_of(settings).status())
    if as_json:
        print_json(found)
        return
    for name in found.applied:
        say(f"applied  {name}")
    for name in found.pending:
        say(f"pending  {name}")


def _settings(
    data_dir: Path | None, dsn: str | None, config_file: Path | None
) -> late.settings.Settings:
    overrides: dict[str, object] = {}
    if data_dir is not None:
        overrides["data_dir"] = data_dir
    if dsn is not None:
        overrides["postgres"] = {"dsn": dsn}
    return late.settings.load_settings(config_file, overrides)
