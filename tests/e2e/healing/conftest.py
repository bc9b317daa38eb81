"""A shop whose one page is released anew, and a daemon that heals on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page

import pacts
from pacts_daemon.app.run import Daemon
from pacts_daemon.browser.capture import capture_script
from tests.support.pages.site import Site

FIELDS = "".join(f"<p><label>Field {c} <input name=field-{c}></label></p>" for c in "abcd")
FORM = "<nav><a href=/>Home</a> <a href=/help>Help</a></nav><form><h2>Order</h2>{}{}</form>"
SAVE = '<button id="save-order" class="btn">Save order</button>'
CANCEL = "<button type=button class=btn>Cancel order</button>"
BEFORE = FORM.format(FIELDS, SAVE + CANCEL)


@dataclass
class Shop:
    """The page of one app, and the way to ask for its elements."""

    app: str
    site: Site
    client: pacts.AsyncClient

    def release(self, html: str) -> None:
        self.site.page(html, f"/{self.app}/checkout")

    def query(self, element: str, action: pacts.Action = pacts.Action.CLICK) -> pacts.ElementQuery:
        return pacts.ElementQuery(self.app, "test", "checkout", element, action)

    @property
    def access(self) -> pacts.PageAccess:
        return pacts.PageAccess(self.site.url(f"/{self.app}/checkout"))

    async def learned(self, html: str, element: str) -> pacts.Found:
        self.release(html)
        answer = await self.client.get_selector(self.query(element), access=self.access)
        assert isinstance(answer, pacts.Found), answer
        return answer

    async def failed(self, element: str, selector: pacts.Selector) -> pacts.Answer:
        return await self.client.resolve_selector(self.query(element), self.access, selector)


ShopOf = Callable[[str], Shop]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def client(daemon: Daemon) -> AsyncIterator[pacts.AsyncClient]:
    async with pacts.AsyncClient(daemon.address, timeout_s=60) as opened:
        yield opened


@pytest.fixture
def shop_of(site: Site, client: pacts.AsyncClient) -> ShopOf:
    """The shop of an app: each test has its own, and with it its own entries and heals."""
    return lambda app: Shop(app, site, client)


async def captured(page: Page, html: str) -> pacts.Page:
    """A page as a test runner of another language would capture it."""
    await page.set_content(html)
    return pacts.Page(capture=await page.evaluate(capture_script()))
