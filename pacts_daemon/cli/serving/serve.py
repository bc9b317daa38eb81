"""``pacts serve``: run the daemon."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from pacts_daemon.app.lifecycle.signals import heed_while_loading
from pacts_daemon.cli import late
from pacts_daemon.cli.console import flags
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError

if TYPE_CHECKING:
    from pacts_daemon.settings import Settings

app = new_app()
CALLERS_TOKEN: Final = "PACTS_TOKEN"  # noqa: S105 - the name of a variable

_Ephemeral = Annotated[
    bool,
    typer.Option(
        "--ephemeral",
        help="Keep nothing, serve on a free loopback port that is printed as JSON, and end when "
        "standard input closes: a daemon for one run of tests.",
    ),
]
_Child = Annotated[
    bool,
    typer.Option(
        "--child", help="As --ephemeral, but keeping what it learns where the settings say."
    ),
]


@app.command()
def serve(
    host: flags.Host = None,
    port: flags.Port = None,
    management_port: flags.ManagementPort = None,
    unix_socket: flags.UnixSocket = None,
    data_dir: flags.DataDir = None,
    redis_url: flags.RedisUrl = None,
    postgres_dsn: flags.PostgresDsn = None,
    allow_host: flags.AllowHost = None,
    insecure: flags.Insecure = None,
    ephemeral: _Ephemeral = False,
    child: _Child = False,
    log_level: flags.LogLevel = None,
    config_file: opt.ConfigFile = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C. Flags win over PACTS_* variables, which win over the file.

    SIGHUP reads them again. A second SIGTERM does not wait for running calls.
    """
    heed_while_loading()
    overrides = flags.overrides(
        host=host,
        port=port,
        management_port=management_port,
        unix_socket=unix_socket,
        data_dir=data_dir,
        redis_url=redis_url,
        postgres_dsn=postgres_dsn,
        allow_host=allow_host,
        insecure=insecure,
        log_level=log_level,
    )
    environment = late.settings.process_environment()
    if ephemeral or child:
        _refuse_beside("--ephemeral" if ephemeral else "--child", overrides)
        serve_one = late.ephemeral.serve_ephemeral if ephemeral else late.ephemeral.serve_child
        asyncio.run(serve_one(config_file, overrides, environment))
        return
    load = partial(late.settings.load_settings, config_file, overrides)
    if environment.get(CALLERS_TOKEN):
        _refuse_open(load())
    asyncio.run(late.process.serve(load, environment))


def _refuse_open(settings: Settings) -> None:
    """Refuse to start without any token where somebody has meant to give one."""
    if settings.grpc.token is None and settings.grpc.token_file is None:
        problem = "is what callers show, and this daemon would ask nobody: set PACTS_GRPC_TOKEN"
        raise UsageError(CALLERS_TOKEN, problem)


def _refuse_beside(kind: str, given: Mapping[str, Any]) -> None:
    """Refuse what would have the daemon be reached from elsewhere, or an ephemeral one keep."""
    grpc = given.get("grpc", {})
    kept = kind == "--child"
    for name, is_given in (
        ("--data-dir", "data_dir" in given and not kept),
        ("--redis-url", "redis" in given and not kept),
        ("--postgres-dsn", "postgres" in given and not kept),
        ("--management-port", "port" in given.get("management", {})),
        ("--host", "host" in grpc),
        ("--unix-socket", "unix_socket" in grpc),
        ("--insecure", "insecure" in grpc),
    ):
        if is_given:
            raise typer.BadParameter(f"means nothing with {kind}", param_hint=name)
