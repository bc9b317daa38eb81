"""A daemon for pages whose records are exchanged, and a browser that tells whose control it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

import pacts
from pacts_daemon.app.run import running
from pacts_daemon.browser.capture import capture_script
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import Selector, Strategy
from tests.e2e.records.pages import PEOPLE
from tests.support.daemons.stubs import settings_in
from tests.support.pages.site import Site

# The person who is named nearest to a control.
OWNERS = """(found, people) => found.map(element => {
  for (let box = element; box; box = box.parentElement) {
    const named = people.filter(name => box.textContent.includes(name))
    if (named.length) return named.join(' and ')
  }
})"""


@dataclass
class Directory:
    """Pages of people, each under an address of its own, and what the daemon says of them."""

    site: Site
    client: pacts.AsyncClient
    page: Page
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def opened(self, html: str) -> Place:
        return Place(self, f"/people/{next(self._numbers)}x", html)


class Place:
    """One page, whose content may be exchanged."""

    def __init__(self, directory: Directory, path: str, html: str) -> None:
        self._directory = directory
        self._path = path
        self.client = directory.client
        self.url = ""
        self.release(html)

    def release(self, html: str) -> None:
        self.url = self._directory.site.page(html, self._path)

    @property
    def access(self) -> pacts.PageAccess:
        return pacts.PageAccess(self.url)

    def query(self, element: str, scope: str = "") -> pacts.ElementQuery:
        action = pacts.Action.CLICK
        return pacts.ElementQuery("directory", "test", self._path, element, action, scope=scope)

    async def captured(self) -> str:
        """The page as a test runner of another language would capture it."""
        page = self._directory.page
        await page.goto(self.url)
        return str(await page.evaluate(capture_script()))

    async def owners(self, selectors: Sequence[pacts.Selector]) -> list[list[str]]:
        """Whose control each selector leads to on the page as it is now."""
        page = self._directory.page
        await page.goto(self.url)
        return [
            await to_locator(page, _core(one)).evaluate_all(OWNERS, list(PEOPLE))
            for one in selectors
        ]


def _core(selector: pacts.Selector) -> Selector:
    strategy = Strategy(selector.strategy.value)
    return Selector(strategy, selector.value, role=selector.role, attribute=selector.attribute)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def directory(
    site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Directory]:
    folder: Path = tmp_path_factory.mktemp("directory")
    settings = settings_in(folder, browser={"appear_ms": 300})
    async with (
        running(settings) as daemon,
        pacts.AsyncClient(daemon.address, timeout_s=30) as client,
    ):
        page = await browser.new_page()
        yield Directory(site, client, page)
        await page.close()
