"""Flags of `serve` that are settings, and the settings they say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

Host = Annotated[str | None, typer.Option(help="Address to listen on.")]
Port = Annotated[int | None, typer.Option(help="gRPC port; 0 picks a free one.")]
ManagementPort = Annotated[int | None, typer.Option(help="Port of /healthz, /readyz and /metrics.")]
UnixSocket = Annotated[Path | None, typer.Option(help="Listen here instead.")]
DataDir = Annotated[Path | None, typer.Option(help="Where SQLite keeps entries.")]
RedisUrl = Annotated[
    str | None, typer.Option(help="Use Redis as the fast tier; better in PACTS_REDIS_URL.")
]
PostgresDsn = Annotated[
    str | None,
    typer.Option(help="Use Postgres as the durable tier; better in PACTS_POSTGRES_DSN."),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(help="A host the browser may visit. May be repeated; replaces the setting."),
]
Insecure = Annotated[
    bool | None, typer.Option("--insecure", help="Listen beyond loopback without TLS.")
]
LogLevel = Annotated[str | None, typer.Option(help="debug, info, warning or error.")]


def overrides(
    *,
    host: str | None,
    port: int | None,
    management_port: int | None,
    unix_socket: Path | None,
    data_dir: Path | None,
    redis_url: str | None,
    postgres_dsn: str | None,
    allow_host: list[str] | None,
    insecure: bool | None,
    log_level: str | None,
) -> dict[str, object]:
    """Return what the flags that were given say, nested like the sections."""
    grpc = {"host": host, "port": port, "unix_socket": unix_socket, "insecure": insecure}
    return _given(
        {
            "data_dir": data_dir,
            "grpc": grpc,
            "management": {"port": management_port, "insecure": insecure},
            "redis": {"url": redis_url},
            "postgres": {"dsn": postgres_dsn},
            "browser": {"allowed_hosts": tuple(allow_host) if allow_host else None},
            "log": {"level": log_level},
        }
    )


def _given(said: Mapping[str, Any]) -> dict[str, object]:
    """Leave out the flags, and the sections, that were not given."""
    kept: dict[str, object] = {}
    for name, value in said.items():
        given = _given(value) if isinstance(value, Mapping) else value
        if given is not None and given != {}:
            kept[name] = given
    return kept
