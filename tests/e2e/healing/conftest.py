"""A shop whose one page is released anew, and a daemon that heals on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

import pacts
from pacts_daemon.app.run import running
from pacts_daemon.browser.capture import capture_script
from tests.rpc.conftest import settings_in
from tests.support.browser import own_browser
from tests.support.site import Site

PATH = "/checkout"
FIELDS = "".join(f"<p><label>Field {c} <input name=field-{c}></label></p>" for c in "abcd")
FORM = "<nav><a href=/>Home</a> <a href=/help>Help</a></nav><form><h2>Order</h2>{}{}</form>"
SAVE = '<button id="save-order" class="btn">Save order</button>'
CANCEL = "<button type=button class=btn>Cancel order</button>"
BEFORE = FORM.format(FIELDS, SAVE + CANCEL)


@dataclass
class Shop:
    """The page, and the way to ask for its elements."""

    site: Site
    client: pacts.AsyncClient

    def release(self, html: str) -> None:
        self.site.page(html, PATH)

    def query(self, element: str, action: pacts.Action = pacts.Action.CLICK) -> pacts.ElementQuery:
        return pacts.ElementQuery("shop", "test", "checkout", element, action)

    @property
    def access(self) -> pacts.PageAccess:
        return pacts.PageAccess(self.site.page("", "/unused").replace("/unused", PATH))

    async def learned(self, html: str, element: str) -> pacts.Found:
        self.release(html)
        answer = await self.client.get_selector(self.query(element), access=self.access)
        assert isinstance(answer, pacts.Found), answer
        return answer

    async def failed(self, element: str, selector: pacts.Selector) -> pacts.Answer:
        return await self.client.resolve_selector(self.query(element), self.access, selector)


Opened = Callable[..., Awaitable[Shop]]


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opened]:
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(Site().served())

        async def open_shop(**heal: object) -> Shop:
            settings = settings_in(tmp_path, heal=heal)
            daemon = await stack.enter_async_context(running(settings))
            client = pacts.AsyncClient(daemon.address, timeout_s=60)
            return Shop(site, await stack.enter_async_context(client))

        yield open_shop


async def captured(html: str) -> pacts.Page:
    """A page as a test runner of another language would capture it."""
    async with own_browser() as browser:
        page = await browser.new_page()
        await page.set_content(html)
        return pacts.Page(capture=await page.evaluate(capture_script()))
