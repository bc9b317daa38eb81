"""``pacts migrate``: the schema of the durable tier."""

from __future__ import annotations

import asyncio

from pacts_daemon.cli import late
from pacts_daemon.cli.bulk import stores
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import print_json, say

app = new_app("Bring the durable tier to the schema of this version, or say where it is.")

# Whoever runs this waits for it, unlike a daemon, which has callers meanwhile.
_LOCK_WAIT_S = 60.0


@app.command()
def up(
    data_dir: stores.DataDir = None,
    postgres_dsn: stores.PostgresDsn = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Apply what is pending, all or nothing; safe to repeat. No daemon may have the SQLite file."""
    applied = asyncio.run(_up(stores.settings_of(data_dir, postgres_dsn, config_file)))
    if as_json:
        print_json({"applied": applied})
    else:
        say("\n".join(f"applied {name}" for name in applied) or "nothing to do")


@app.command()
def status(
    data_dir: stores.DataDir = None,
    postgres_dsn: stores.PostgresDsn = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Say what is applied and what is pending, changing nothing."""
    settings = stores.settings_of(data_dir, postgres_dsn, config_file)
    found = asyncio.run(late.wiring.migrator_of(settings).status())
    if as_json:
        print_json(found)
        return
    for name in found.applied:
        say(f"applied  {name}")
    for name in found.pending:
        say(f"pending  {name}")


async def _up(settings: late.settings.Settings) -> tuple[str, ...]:
    migrator = late.wiring.migrator_of(settings, lock_wait_s=_LOCK_WAIT_S)
    if not (await migrator.status()).pending:
        return ()
    with late.wiring.sole_use(settings):
        return await migrator.up()
