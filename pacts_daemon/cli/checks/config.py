"""``pacts config``: the settings in force, and where each was said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import flags
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.output import print_json

if TYPE_CHECKING:
    from pacts_daemon.settings import Layers, Origin

app = new_app()

_Sample = Annotated[
    bool, typer.Option("--sample", help="Print a file of settings with every default, commented.")
]
_Schema = Annotated[
    bool, typer.Option("--schema", help="Print the JSON Schema of a file of settings.")
]


@app.command()
def config(
    host: flags.Host = None,
    port: flags.Port = None,
    management_port: flags.ManagementPort = None,
    unix_socket: flags.UnixSocket = None,
    data_dir: flags.DataDir = None,
    redis_url: flags.RedisUrl = None,
    postgres_dsn: flags.PostgresDsn = None,
    allow_host: flags.AllowHost = None,
    insecure: flags.Insecure = None,
    log_level: flags.LogLevel = None,
    config_file: opt.ConfigFile = None,
    sample: _Sample = False,
    as_schema: _Schema = False,
    as_json: opt.Json = False,
) -> None:
    """Print every setting in force and where it was said, secrets masked.

    With the flags of `serve`, what a daemon that is started with them would have.
    """
    if sample and as_schema:
        raise UsageError("schema", "is another thing than --sample: ask for one of them")
    if as_schema:
        print_json(late.settings.schema())
    elif sample:
        typer.echo(late.settings.sample_file(), nl=False)
    else:
        given = flags.overrides(
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
        settings, layers = late.settings.load_with_layers(config_file, given)
        _print(late.settings.describe(settings), layers, as_json=as_json)


def _print(shown: Mapping[str, Any], layers: Layers, *, as_json: bool) -> None:
    values = [(path, value, layers.origin(path)) for path, value in _flat(shown)]
    if as_json:
        origins = {".".join(path): _origin(origin) for path, _, origin in values}
        print_json({**shown, "origins": origins})
        return
    rows = late.display.table("setting", "value", "from")
    for path, value, origin in values:
        rows.add_row(".".join(path), _written(value), str(origin))
    late.display.show(rows)


def _origin(origin: Origin) -> dict[str, object]:
    named = {"name": origin.name} if origin.name else {}
    return {"kind": origin.kind.value, **named, **({"line": origin.line} if origin.line else {})}


def _flat(
    settings: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    for name, value in settings.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, (*above, name))
        else:
            yield (*above, name), value


def _written(value: object) -> str:
    """Return a value as a file says it, text without its quotes."""
    if value is None:
        return "-"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
