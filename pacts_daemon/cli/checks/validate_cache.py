"""``pacts validate-cache``: prove the cache's promises on the tiers that are configured."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from rich.table import Table

import pacts
from pacts_daemon.app.run import running
from pacts_daemon.app.wiring import migrator_of
from pacts_daemon.cli.checks.validation.findings import Finding, Findings
from pacts_daemon.cli.checks.validation.steps import FAST_TTL_S, RETENTION_S, Validation
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import print_json, show
from pacts_daemon.settings import Settings, load_settings

app = typer.Typer()


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
    findings = asyncio.run(_validate(_isolated(load_settings(config_file, given))))
    if as_json:
        rows = [_row(finding) for finding in findings.rows]
        print_json({"ok": findings.ok, "findings": rows})
    else:
        show(_table(findings))
    raise typer.Exit(ExitCode.OK if findings.ok else ExitCode.NOT_QUITE)


def _isolated(settings: Settings) -> Settings:
    """The same tiers under a name nobody else uses, on free ports, with lives short to see."""
    cache = settings.cache.model_copy(
        update={
            "namespace": f"validate_{uuid4().hex[:12]}",
            "fast_ttl_s": FAST_TTL_S,
            "retention_s": RETENTION_S,
        }
    )
    return settings.model_copy(
        update={
            "cache": cache,
            "grpc": settings.grpc.model_copy(
                update={"host": "127.0.0.1", "port": 0, "unix_socket": None, "token": None,
                        "tls_certificate": None, "tls_key": None}
            ),
            "management": settings.management.model_copy(update={"host": "127.0.0.1", "port": 0}),
            "log": settings.log.model_copy(update={"level": "error"}),
        }
    )  # fmt: skip


async def _validate(settings: Settings) -> Findings:
    findings = Findings()
    fast = "redis" if settings.redis.url else "memory"
    durable = "postgres" if settings.postgres.dsn else "sqlite"
    try:
        async with running(settings) as daemon, pacts.AsyncClient(daemon.address) as client:
            try:
                await Validation(client, daemon, fast, durable, findings).run()
            finally:
                await daemon.fast.clear()
    finally:
        await migrator_of(settings).drop()
    return findings


def _row(row: Finding) -> dict[str, object]:
    return {"step": row.step, "expected": row.expected, "seen": row.seen, "ok": row.ok}


def _table(findings: Findings) -> Table:
    table = Table("", "step", "expected", "seen")
    for row in findings.rows:
        mark = "[green]ok[/]" if row.ok else "[red]differs[/]"
        table.add_row(mark, row.step, row.expected, row.seen)
    return table
