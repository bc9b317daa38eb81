"""``pacts validate-cache``: prove the cache's promises on the tiers that are configured."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import print_json

app = new_app()


@app.command()
def validate_cache(
    redis_url: Annotated[str | None, typer.Option(help="Validate this Redis.")] = None,
    postgres_dsn: Annotated[str | None, typer.Option(help="Validate this Postgres.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where SQLite would keep entries.")] = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Write, read, expire, invalidate and drift on the configured tiers, through a daemon.

    The daemon is one of its own, in a namespace of its own that is removed afterwards: stored
    entries and the counters of a running daemon are left alone. Takes about eight seconds.
    """
    given: dict[str, object] = {}
    if redis_url is not None:
        given["redis"] = {"url": redis_url}
    if postgres_dsn is not None:
        given["postgres"] = {"dsn": postgres_dsn}
    if data_dir is not None:
        given["data_dir"] = data_dir
    settings = late.settings.load_settings(config_file, given)
    findings = asyncio.run(late.validation.validate(settings))
    if as_json:
        rows = [late.validation.row_of(finding) for finding in findings.rows]
        print_json({"ok": findings.ok, "findings": rows})
    else:
        late.checks_report.give_findings(findings.rows)
    raise typer.Exit(ExitCode.OK if findings.ok else ExitCode.NOT_QUITE)
