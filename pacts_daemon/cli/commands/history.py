"""``pacts history``: what was changed, when, by whom and why."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Annotated

import typer

import pacts
from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import print_json

app = new_app()

_ACTIONS = [one.value for one in pacts.AuditAction if one is not pacts.AuditAction.UNRECOGNIZED]
_AGO = re.compile(r"([0-9]{1,6})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _moment(text: str) -> datetime:
    ago = _AGO.fullmatch(text)
    try:
        if ago is not None:
            return datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        problem = f"{text!r} is no time: 2026-07-01, 2026-07-01T12:30, 30m, 12h or 7d."
        raise typer.BadParameter(problem) from None


Action = Annotated[
    pacts.AuditAction | None,
    typer.Option(
        parser=opt.one_of(_ACTIONS, pacts.AuditAction),
        metavar="ACTION",
        autocompletion=lambda: _ACTIONS,
        help=f"Only what was done so: {', '.join(_ACTIONS)}.",
    ),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        parser=_moment,
        metavar="TIME",
        help="Only from then on: a local time, or 7d.",
    ),
]
Until = Annotated[
    datetime | None, typer.Option(parser=_moment, metavar="TIME", help="Only before then.")
]


@app.command()
def history(
    element: Annotated[
        str,
        typer.Argument(
            metavar="[ELEMENT]", help="Only entries of this name, oldest first: their story."
        ),
    ] = "",
    app: Annotated[str, typer.Option(help="Only this application.")] = "",
    environment: Annotated[str, typer.Option(help="Only this environment.")] = "",
    page: Annotated[str, typer.Option(help="Only this page, a URL or a page name.")] = "",
    key: Annotated[
        str, typer.Option(help="Only the entry with this key, as --json shows it; oldest first.")
    ] = "",
    action: Action = None,
    who: Annotated[str, typer.Option(help="Only what this one did.")] = "",
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest.")] = 100,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """List what was changed, by whom and why, newest first; of an element, its story."""
    where = pacts.AuditFilter(
        app, environment, page, element, key, action=action, who=who, since=since, until=until
    )
    with late.session.connected(address) as client:
        found = client.audit.list(where, page_size=min(limit, opt.PAGE_SIZE))
        records = list(islice(found, limit))
    if element or key:
        records.reverse()
    if as_json:
        print_json({"records": records})
    else:
        late.history_tables.give_records(records)
