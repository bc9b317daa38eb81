"""What all suites with a browser share: one site, one browser, one daemon, and a tab a module."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from pacts_daemon import _drift_core
from pacts_daemon.app.run import Daemon, running
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.discovery import DiscoveryOptions, LiveDiscovery
from tests.support.backends.servers import free_port
from tests.support.daemons.stubs import settings_in
from tests.support.pages.browser import QUIET_MS, TabPages, own_browser
from tests.support.pages.site import Site

# What tests look for is there when the page has loaded, or a quarter of a second later at most.
QUICK = DiscoveryOptions(settle_ms=500, appear_ms=300, capture_again_ms=50)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site() -> AsyncIterator[Site]:
    async with Site().served() as served:
        yield served


@pytest.fixture(scope="session")
def endpoint() -> str:
    """The address at which others can attach to ``browser``."""
    return f"http://127.0.0.1:{free_port()}"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(endpoint: str) -> AsyncIterator[Browser]:
    """A browser that no daemon has started."""
    port = endpoint.rpartition(":")[2]
    async with own_browser(f"--remote-debugging-port={port}") as running_browser:
        yield running_browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pages(browser: Browser) -> AsyncIterator[TabPages]:
    made = TabPages(await browser.new_page())
    yield made
    await made.close()


@pytest.fixture(scope="session")
def discovery(pages: TabPages) -> LiveDiscovery:
    return LiveDiscovery(pages, RustMeter(_drift_core.Limits()), QUICK)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Daemon]:
    """A daemon with a browser of its own. A test takes an app that no other test asks about.

    Apps that are called "quarantine" and "off" heal in that mode.
    """
    heal: dict[str, object] = {
        "modes": {"quarantine/*": "quarantine", "off/*": "off"},
        "promote_after_passes": 2,
        # What is not there is looked for many times here, which is not how a suite should behave.
        "futile_after": 1_000,
        "budget": 1_000,
    }
    patience: dict[str, object] = {"quiet_ms": QUIET_MS, "appear_ms": QUICK.appear_ms}
    folder = tmp_path_factory.mktemp("daemon")
    settings = settings_in(folder, heal=heal, browser=patience)
    async with running(settings) as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tab(browser: Browser) -> AsyncIterator[Page]:
    """The tab of a module's tests, which ``page`` empties after each."""
    opened = await browser.new_page()
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(tab: Page) -> AsyncIterator[Page]:
    yield tab
    await tab.goto("about:blank")
