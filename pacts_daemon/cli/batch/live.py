"""An element looked for by its name on a live page, with a browser of this process."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from rich.text import Text

import pacts
from pacts_daemon.app.values import browser_options, discovery_options, meter_of, policy_of
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.cli.console.display import show
from pacts_daemon.cli.console.failures import ExitCode, UsageError
from pacts_daemon.cli.console.output import plain, print_json
from pacts_daemon.cli.console.render import selector_table
from pacts_daemon.core.answers import CLASS_OF_REASON
from pacts_daemon.core.model import Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.core.policy import InForce
from pacts_daemon.locate.discovery import LiveDiscovery
from pacts_daemon.settings import Settings


def give_discovered(
    settings: Settings, query: ElementQuery, access: PageAccess, *, as_json: bool
) -> ExitCode:
    """Look for an element on a live page, and print what was found.

    Raises:
        UsageError: an address is no URL.
        PactsError: there is no browser, or the page may not be opened.
    """
    return _give(asyncio.run(_discover(settings, query, access)), as_json=as_json)


async def _discover(
    settings: Settings, query: ElementQuery, access: PageAccess
) -> Draft | NotDiscovered:
    # Whoever types an address here may visit it: the allow-list guards against remote callers.
    typed = [_host(access.url, "page")]
    if access.cdp_endpoint:
        typed.append(_host(access.cdp_endpoint, "cdp"))
    hosts = (*settings.browser.allowed_hosts, *typed)
    browser = settings.browser.model_copy(update={"allowed_hosts": hosts})
    meter = meter_of(settings)
    policy = InForce(policy_of(settings))
    pages = BrowserPages(BrowserPool(browser_options(browser), TabChoice(meter, policy)))
    discovery = LiveDiscovery(pages, meter, discovery_options(browser), policy=policy)
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
            failure = found.said or CLASS_OF_REASON[found.reason]
            print_json({"outcome": "miss", **plain(found), "failure_class": failure})
        else:
            said = found.reason.value.replace("_", " ")
            told = f"{found.detail}; {found.waited}" if found.waited else found.detail
            show(Text.assemble(("miss", "bold yellow"), f": {said}. {told}"))
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
