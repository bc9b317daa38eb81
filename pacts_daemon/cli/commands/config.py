"""``pacts config``: the settings in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import typer

from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.output import print_json, show
from pacts_daemon.cli.console.render import pair_table
from pacts_daemon.settings import describe, load_settings

app = typer.Typer()


@app.command()
def config(config_file: opt.ConfigFile = None, as_json: opt.Json = False) -> None:
    """Print every setting in force, secrets masked."""
    settings = describe(load_settings(config_file))
    if as_json:
        print_json(settings)
    else:
        show(pair_table(_flat(settings)))


def _flat(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", "-" if value is None else str(value)
