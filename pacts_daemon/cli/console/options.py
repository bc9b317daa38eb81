"""Flags that several commands share, and the element query they make up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer

import pacts
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.files import read_html_or_capture

T = TypeVar("T")

# The most that a page of a list may have: the fewest calls.
PAGE_SIZE: Final = 1000

Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Address = Annotated[
    str | None,
    typer.Option(
        metavar="HOST:PORT",
        help="Where the daemon listens, or unix:/path. Default: PACTS_TARGET, else the setting"
        " `address`.",
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
_ACTIONS: Final = [action.value for action in pacts.Action if action.value]


def one_of(names: Sequence[str], make: Callable[[str], T]) -> Callable[[str], T]:
    """Return what reads a flag that is one of these names; other texts are typer.BadParameter."""

    def read(text: str) -> T:
        if text not in names:
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(names)}.")
        return make(text)

    return read


Action = Annotated[
    pacts.Action | None,
    typer.Option(
        parser=one_of(_ACTIONS, pacts.Action),
        metavar="ACTION",
        autocompletion=lambda: _ACTIONS,
        help=f"What is about to be done with the element: {', '.join(_ACTIONS)}.",
    ),
]
Scope = Annotated[str, typer.Option(help="The part of the page it is in, such as 'dialog'.")]
Ordinal = Annotated[
    int, typer.Option(min=0, help="Which of several, from 1; 0: there is only one.")
]
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
    str | None,
    typer.Option(metavar="URL", help="The page to look at. Default: PAGE when that is a URL."),
]
PageFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The page itself, HTML or a capture, .gz too: no browser is asked.",
        show_default=False,
    ),
]
Wait = Annotated[
    float | None,
    typer.Option(
        "--wait",
        metavar="SECONDS",
        min=0,
        help="How long to wait for an element that is not there; 0 looks once. "
        "Default: the setting `browser.appear_ms`.",
        show_default=False,
    ),
]
OldPage = Annotated[
    Path | None,
    typer.Argument(
        metavar="OLD", help="The page as it was: HTML or a capture, .gz too.", show_default=False
    ),
]
NewPage = Annotated[
    Path | None, typer.Argument(metavar="NEW", help="The page as it is.", show_default=False)
]
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
        variant=pairs_of(variant),
    )


def pairs_of(variant: Sequence[str] | None) -> dict[str, str]:
    """Return what ``--variant`` says.

    Raises:
        UsageError: one is not NAME=VALUE.
    """
    return dict(_pair(text) for text in variant or ())


def access_of(
    page: str,
    url: str | None,
    cdp: str | None,
    wait_s: float | None = None,
    page_file: Path | None = None,
) -> pacts.PageAccess | None:
    """Return how the daemon may look at the page; None where PAGE is no URL and none is given.

    Raises:
        UsageError: a browser or a wait is given, and no URL for it; or a file beside them.
    """
    if page_file is not None:
        if url or cdp or wait_s is not None:
            raise UsageError("page-file", "takes no --access-url, --cdp or --wait beside it")
        content, is_capture = read_html_or_capture(page_file, "page-file")
        sent = pacts.Page(capture=content) if is_capture else pacts.Page(html=content)
        return pacts.PageAccess(page=sent)
    target = url or (page if _is_url(page) else None)
    if target is not None:
        return pacts.PageAccess(target, cdp or "", appear_wait_s=wait_s)
    for flag, value in (("--cdp", cdp), ("--wait", wait_s)):
        if value is not None:
            raise UsageError("access-url", f"needed with {flag}, because {page!r} is not a URL")
    return None


def live_access_of(
    page: str,
    url: str | None,
    cdp: str | None,
    wait_s: float | None = None,
    page_file: Path | None = None,
) -> pacts.PageAccess:
    """Return how the daemon may look at the page, for a command that has to.

    Raises:
        UsageError: PAGE is no URL, and none is given.
    """
    access = access_of(page, url, cdp, wait_s, page_file)
    if access is None:
        raise UsageError("access-url", f"needed, because {page!r} is not a URL")
    return access


def _is_url(page: str) -> bool:
    return page.lower().startswith(("http://", "https://"))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError("variant", f"{text!r} is not NAME=VALUE")
    return name, value
