"""``pacts serve``: run the daemon."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from pacts_daemon.app.lifecycle.signals import heed_while_loading
from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app

app = new_app()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="gRPC port; 0 picks a free one.")] = None,
    management_port: Annotated[
        int | None, typer.Option(help="Port of /healthz, /readyz and /metrics.")
    ] = None,
    unix_socket: Annotated[Path | None, typer.Option(help="Listen here instead.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where SQLite keeps entries.")] = None,
    redis_url: Annotated[
        str | None, typer.Option(help="Use Redis as the fast tier; better in PACTS_REDIS_URL.")
    ] = None,
    postgres_dsn: Annotated[
        str | None,
        typer.Option(help="Use Postgres as the durable tier; better in PACTS_POSTGRES_DSN."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A host the browser may visit. May be repeated; replaces the setting."),
    ] = None,
    insecure: Annotated[
        bool | None,
        typer.Option("--insecure", help="Listen beyond loopback without TLS or token."),
    ] = None,
    ephemeral: Annotated[
        bool,
        typer.Option(
            "--ephemeral",
            help="Keep nothing, serve on a free loopback port that is printed as JSON, and end "
            "when standard input closes: a daemon for one run of tests.",
        ),
    ] = False,
    log_level: Annotated[str | None, typer.Option(help="debug, info, warning or error.")] = None,
    config_file: opt.ConfigFile = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C. Flags win over PACTS_* variables, which win over the file.

    SIGHUP reads them again. A second SIGTERM does not wait for running calls.
    """
    heed_while_loading()
    overrides = _given(
        {
            "data_dir": data_dir,
            "grpc": {
                "host": host,
                "port": port,
                "unix_socket": unix_socket,
                "insecure": insecure,
            },
            "management": {"port": management_port},
            "redis": {"url": redis_url},
            "postgres": {"dsn": postgres_dsn},
            "browser": {"allowed_hosts": tuple(allow_host) if allow_host else None},
            "log": {"level": log_level},
        }
    )
    if ephemeral:
        _refuse_beside_ephemeral(overrides)
        environment = late.settings.process_environment()
        asyncio.run(late.ephemeral.serve_ephemeral(config_file, overrides, environment))
        return
    load = partial(late.settings.load_settings, config_file, overrides)
    asyncio.run(late.process.serve(load, late.settings.process_environment()))


def _refuse_beside_ephemeral(flags: Mapping[str, Any]) -> None:
    """Refuse what would have the daemon keep something, or be reached from elsewhere."""
    grpc = flags.get("grpc", {})
    for name, is_given in (
        ("--data-dir", "data_dir" in flags),
        ("--redis-url", "redis" in flags),
        ("--postgres-dsn", "postgres" in flags),
        ("--management-port", "management" in flags),
        ("--host", "host" in grpc),
        ("--unix-socket", "unix_socket" in grpc),
        ("--insecure", "insecure" in grpc),
    ):
        if is_given:
            raise typer.BadParameter("means nothing with --ephemeral", param_hint=name)


def _given(flags: Mapping[str, Any]) -> dict[str, object]:
    """Leave out the flags, and the sections, that were not given."""
    kept: dict[str, object] = {}
    for name, value in flags.items():
        given = _given(value) if isinstance(value, Mapping) else value
        if given is not None and given != {}:
            kept[name] = given
    return kept
