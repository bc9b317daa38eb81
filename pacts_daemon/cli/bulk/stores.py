"""Which store a command works on, as flags and settings name it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pacts_daemon.cli import late

DataDir = Annotated[
    Path | None, typer.Option(help="Where SQLite keeps entries.", show_default=False)
]
PostgresDsn = Annotated[
    str | None,
    typer.Option(help="The Postgres; better in PACTS_POSTGRES_DSN.", show_default=False),
]


def settings_of(
    data_dir: Path | None, dsn: str | None, config_file: Path | None
) -> late.settings.Settings:
    """Return the settings with what the flags say."""
    given: dict[str, object] = {}
    if data_dir is not None:
        given["data_dir"] = data_dir
    if dsn is not None:
        given["postgres"] = {"dsn": dsn}
    return late.settings.load_settings(config_file, given)
