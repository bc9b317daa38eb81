"""``pacts discover``: find an element on a live page, in this process, and store nothing."""

from __future__ import annotations

import asyncio
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.text import Text

import pacts
from pacts_daemon.app.values import browser_options, meter_of
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.cli.batch.lines import answer_batch
from pacts_daemon.cli.batch.names import Discoverer
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.failures import ExitCode, UsageError
from pacts_daemon.cli.console.output import plain, print_json, show
from pacts_daemon.cli.console.render import selector_table
from pacts_daemon.core.model import Action, Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.discovery import LiveDiscovery
from pacts_daemon.settings import Settings, load_settings

app = typer.Typer()


@app.command()
def discover(
    page: Annotated[
        str | None, typer.Argument(metavar="PAGE", help="URL of the page.", show_default=False)
    ] = None,
    element: Annotated[
        str | None,
        typer.Argument(metavar="ELEMENT", help="What people call it.", show_default=False),
    ] = None,
    action: opt.Action = None,
    scope: opt.Scope = "",
    ordinal: opt.Ordinal = 0,
    frame: opt.Frame = "",
    cdp: opt.Cdp = None,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help='JSON Lines of {"id","page","element","action","scope","ordinal"}, the page being '
            "a file of HTML or a capture; - is standard input.",
        ),
    ] = None,
    test_ids: Annotated[
        list[str] | None,
        typer.Option(
            "--test-id", metavar="NAME", help="An attribute that is there for tests (batch only)."
        ),
    ] = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Find an element by its name on the page at a URL. Exit code 0: found, 1: it is not there.

    A batch answers each line with one JSON line. Exit code 0: all answered, 1: some errors.
    """
    if batch is not None:
        if page is not None:
            raise UsageError("batch", "takes no PAGE or ELEMENT beside it")
        raise typer.Exit(answer_batch(batch, Discoverer(test_ids).answer))
    if page is None or element is None:
        raise UsageError(
            "element" if page else "page", "give a page and an element, or --batch FILE"
        )
    query = ElementQuery(
        app="adhoc",
        environment="adhoc",
        page=page,
        element=element,
        action=Action(action.value) if action else Action.ANY,
        scope=scope,
        ordinal=ordinal,
        frame=frame,
    )
    access = PageAccess(page, cdp or "")
    found = asyncio.run(_discover(load_settings(config_file), query, access))
    raise typer.Exit(_give(found, as_json=as_json))


async def _discover(
    settings: Settings, query: ElementQuery, access: PageAccess
) -> Draft | NotDiscovered:
    # Whoever types an address here may visit it: the allow-list guards against remote callers.
    typed = [_host(access.url, "page")]
    if access.cdp_endpoint:
        typed.append(_host(access.cdp_endpoint, "cdp"))
    hosts = (*settings.browser.allowed_hosts, *typed)
    browser = settings.browser.model_copy(update={"allowed_hosts": hosts})
    pages = BrowserPages(BrowserPool(browser_options(browser)))
    discovery = LiveDiscovery(pages, meter_of(settings))
    try:
        return await discovery.discover(query, access)
    finally:
        await discovery.close()


def _host(url: str, field: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError as error:
        raise UsageError(field, str(error)) from None
    if not host:
        raise UsageError(field, f"{url!r} is not a URL with a host")
    return host


def _give(found: Draft | NotDiscovered, *, as_json: bool) -> ExitCode:
    if isinstance(found, NotDiscovered):
        if as_json:
            print_json({"outcome": "miss", **plain(found)})
        else:
            said = found.reason.value.replace("_", " ")
            show(Text.assemble(("miss", "bold yellow"), f": {said}. {found.detail}"))
        return ExitCode.NOT_QUITE
    selectors = [
        pacts.Selector(
            pacts.SelectorStrategy(s.strategy.value), s.value, s.role, s.attribute, s.positional
        )
        for s in found.selectors
    ]
    if as_json:
        print_json({"outcome": "found", "selectors": selectors, "descriptor": found.descriptor})
    else:
        show(selector_table(selectors))
    return ExitCode.OK
