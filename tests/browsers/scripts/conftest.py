"""A tab of each other browser, in which the tests of the in-page scripts are run as they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from pacts_daemon.app.run import Daemon
from tests.browsers.opened import firefox, webkit
from tests.e2e.check.conftest import Checks, checking
from tests.support.pages.site import Site


@pytest_asyncio.fixture(
    scope="session", loop_scope="session", params=[firefox, webkit], ids=lambda way: way.__name__
)
async def tab(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    async with async_playwright() as playwright, request.param(playwright) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def page(tab: Any) -> AsyncIterator[Any]:
    yield tab
    await tab.goto("about:blank")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def checks(site: Site, daemon: Daemon, tab: Any) -> AsyncIterator[Checks]:
    async with checking(site, daemon, tab) as made:
        yield made
