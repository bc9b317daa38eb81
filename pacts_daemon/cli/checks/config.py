"""``pacts config``: the settings in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import print_json

app = new_app()


@app.command()
def config(config_file: opt.ConfigFile = None, as_json: opt.Json = False) -> None:
    """Print every setting in force, secrets masked."""
    settings = late.settings.describe(late.settings.load_settings(config_file))
    if as_json:
        print_json(settings)
    else:
        late.display.show(late.display.pair_table(_flat(settings)))


def _flat(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", "-" if value is None else str(value)
