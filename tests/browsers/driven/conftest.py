"""The tests of the pipeline and of the engine in the system's Firefox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from pacts import AsyncClient
from pacts_daemon.pipeline.executor.browsers import BrowserChoice, BrowserName, launched_browser
from pacts_daemon.pipeline.executor.ports import ExecutorSettings, Kept
from tests.e2e.check.conftest import checks
from tests.e2e.pipeline.conftest import Bench, client
from tests.support.pages.site import Site

__all__ = ["checks", "client"]

_APPS = count(1)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with launched_browser(BrowserChoice(BrowserName.FIREFOX)) as running:
        yield running.native


@pytest.fixture(scope="session")
def unreachable_browser(browser: Browser) -> Browser:
    return browser


@pytest.fixture
def bench(
    browser: Browser,
    client: AsyncClient,
    site: Site,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Bench:
    settings = ExecutorSettings(
        app=f"firefox-{next(_APPS)}",
        environment="test",
        wait_s=10,
        artifacts=tmp_path,
        trace=Kept.OFF,
    )
    return Bench(browser, client, site, settings)
