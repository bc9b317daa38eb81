"""Flags that several commands share, and the element query they make up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

import pacts
from pacts_daemon.cli.console.failures import UsageError

Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Address = Annotated[
    str | None,
    typer.Option(
        metavar="HOST:PORT",
        help="Where the daemon listens, or unix:/path. Default: the setting `address`.",
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="A TOML file of settings.")
]

PageArgument = Annotated[
    str, typer.Argument(metavar="PAGE", help="URL of the page, or a page name of yours.")
]
ElementArgument = Annotated[
    str, typer.Argument(metavar="ELEMENT", help="What people call the element.")
]
App = Annotated[str, typer.Option(help="The application under test.", show_default=False)]
Environment = Annotated[
    str, typer.Option(help="Where it runs: prod, staging, …", show_default=False)
]
Action = Annotated[
    pacts.Action | None, typer.Option(help="What is about to be done with the element.")
]
Scope = Annotated[str, typer.Option(help="The part of the page it is in, such as 'dialog'.")]
Ordinal = Annotated[int, typer.Option(help="Which of several, from 1; 0: there is only one.")]
Frame = Annotated[str, typer.Option(help="Name or URL of its frame.")]
Variant = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="What makes another page of the same route."),
]
Cdp = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Use the browser at this CDP endpoint, not one of its own."),
]
LivePage = Annotated[
    str | None, typer.Option(metavar="URL", help="The page to open. Default: PAGE.")
]
OldPage = Annotated[
    Path | None, typer.Argument(help="The page as it was, HTML, .gz too.", show_default=False)
]
NewPage = Annotated[Path | None, typer.Argument(help="The page as it is.", show_default=False)]
Html = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="The page as it is now, .gz too: evidence for drift."),
]


def query_of(
    app: str,
    environment: str,
    page: str,
    element: str,
    action: pacts.Action | None = None,
    scope: str = "",
    ordinal: int = 0,
    frame: str = "",
    variant: Sequence[str] | None = None,
) -> pacts.ElementQuery:
    """Return the query that the flags of a command name."""
    return pacts.ElementQuery(
        app=app,
        environment=environment,
        page=page,
        element=element,
        action=action or pacts.Action.ANY,
        scope=scope,
        ordinal=ordinal,
        frame=frame,
        variant=dict(_pair(text) for text in variant or ()),
    )


def access_of(url: str | None, cdp: str | None, page: str) -> pacts.PageAccess | None:
    """Return how the daemon may look at the page; with only ``cdp`` the page itself is the URL."""
    if url is None and cdp is None:
        return None
    return pacts.PageAccess(url or page, cdp or "")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError("variant", f"{text!r} is not NAME=VALUE")
    return name, value
