"""``pacts token``: make the tokens that callers show, and check the file that has them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.output import complain, print_json, say
from pacts_daemon.core.calls.principal import Scope

if TYPE_CHECKING:
    from pacts_daemon.rpc.access.tokens import Token

app = new_app("Make the tokens that callers show, and check the file that has them.")

_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_SPAN: Final = re.compile(r"([1-9]\d{0,4})([hdw])")
_SCOPES: Final = ", ".join(Scope)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What the log and the audit call its bearer.")],
    scopes: Annotated[str, typer.Option(help=f"What it may do, with commas: {_SCOPES}.")],
    app_prefix: Annotated[
        str, typer.Option(help="It reaches only applications whose name begins so.")
    ] = "",
    expires: Annotated[
        str, typer.Option(help="When it ends: 90d, 12h, 4w, or a time as 2027-01-31T00:00:00Z.")
    ] = "",
    as_json: opt.Json = False,
) -> None:
    """Print a fresh token, this once, and the entry that the file of grpc.token_file needs for it.

    The token goes to whoever calls, as PACTS_TOKEN; the entry, which has only its hash, into the
    file. A daemon that runs reads the file again within a second or two.
    """
    fresh, entry = late.token_file.made(
        name, _scopes(scopes), app_prefix, _moment(expires) if expires else None
    )
    if as_json:
        print_json({"token": fresh, "entry": entry.model_dump(mode="json", exclude_defaults=True)})
        return
    complain("this token is shown now and never again; the lines below it are for the file")
    say(fresh)
    say("")
    say(late.token_file.toml_of(entry))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The file of grpc.token_file.")],
    as_json: opt.Json = False,
) -> None:
    """Read a file of tokens as the daemon would, and say who may do what."""
    read = late.token_file.read_token_file(file)
    for warning in read.warnings:
        complain(warning)
    if as_json:
        print_json([_told(token) for token in read.tokens])
        return
    for token in read.tokens:
        who, end = token.principal, ""
        reach = f"{who.app_prefix}*" if who.app_prefix else "every application"
        if token.expires is not None:
            is_over = token.expires <= datetime.now(UTC)
            end = f", {'expired' if is_over else 'until'} {token.expires.isoformat()}"
        say(f"{who.name}: {', '.join(sorted(who.scopes))}; {reach}{end}")


def _told(token: Token) -> dict[str, object]:
    who = token.principal
    return {
        "name": who.name,
        "scopes": sorted(who.scopes),
        "app_prefix": who.app_prefix,
        "expires": token.expires,
    }


def _scopes(text: str) -> list[Scope]:
    try:
        return [Scope(word.strip()) for word in text.split(",")]
    except ValueError:
        raise UsageError("scopes", f"{text!r} are not some of {_SCOPES}") from None


def _moment(text: str) -> datetime:
    span = _SPAN.fullmatch(text)
    now = datetime.now(UTC).replace(microsecond=0)
    if span is not None:
        return now + int(span[1]) * _UNITS[span[2]]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UsageError("expires", f"{text!r} is neither 90d, 12h, 4w nor 2027-01-31T00:00:00Z")
    if moment <= now:
        raise UsageError("expires", f"{text} has passed")
    return moment
