"""The console of a daemon in a browser, with something to see on each of its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest_asyncio
from playwright.async_api import Browser, Page

from pacts.v1.selector_service_pb2_grpc import SelectorServiceStub
from pacts_daemon.app.run import Daemon
from pacts_daemon.browser.capture import capture_script
from tests.support.console import found, healed
from tests.support.pages.site import Site

# Each of them would be seen: as an element, a request, a dialog or a message of the console.
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=//evil.test/x onerror='alert(1)'>",
)
SHOP = """<header><nav aria-label=Main><a href=/o>Orders</a></nav></header>
<main><h1>Orders</h1><p>All of the last <b>30 days</b>, see <a href=/help>how to refund</a>.</p>
<form><label>Customer <input name=customer placeholder="Name"></label>
<label><input type=checkbox checked> Mine</label>{button}</form>
<table><tr><th>Order<th>Total<tr><td>1001<td>12.00</table><img alt="{alt}" width=99 height=40>
<p>{text}</p></main>"""


def a_shop(button: str, text: str = "Bye", alt: str = "Chart") -> str:
    return SHOP.format(button=button, text=text, alt=alt)


OLD = a_shop("<button id=apply data-testid=apply>Apply</button>")
NEW = a_shop("<button id=filter data-testid=filter>Apply</button>")


@dataclass
class Seen:
    """The console in a tab, and what should never come of it."""

    page: Page
    origin: str
    heal: str
    complaints: list[str] = field(default_factory=list)

    async def go(self, path: str) -> None:
        await self.page.goto(f"{self.origin}/console/{path}")

    async def entry(self, element: str, app: str = "quarantine") -> None:
        """Show an entry by way of the list."""
        await self.go(f"entries?app={app}")
        await self.page.get_by_role("link", name=element).first.click()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def selector(daemon: Daemon) -> AsyncIterator[Any]:
    async with grpc.aio.insecure_channel(daemon.address) as channel:
        yield SelectorServiceStub(channel)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def captures(browser: Browser, site: Site) -> dict[str, bytes]:
    """What a browser captures of the pages of a shop, one of them hostile."""
    page = await browser.new_page()
    hostile = a_shop("<button>Apply</button>", *map(_text, HOSTILE))
    shown = {"old": OLD, "new": NEW, "hostile": hostile}
    made = {}
    for name, html in shown.items():
        await page.goto(site.page(html))
        made[name] = (await page.evaluate(capture_script())).encode()
    await page.close()
    return made


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def heal_id(selector: Any, captures: dict[str, bytes]) -> str:
    """A heal of "Apply" that waits; "Customer" of the same app is known."""
    for element in ("Customer", "Apply", "how to refund link"):
        await found(selector, captures["old"], element, "quarantine")
    return await healed(selector, captures["new"], "Apply", "quarantine")


@pytest_asyncio.fixture(loop_scope="session")
async def seen(browser: Browser, daemon: Daemon, heal_id: str) -> AsyncIterator[Seen]:
    context = await browser.new_context()
    assert daemon.management is not None
    made = Seen(await context.new_page(), f"http://{daemon.management.address}", heal_id)
    watch(made)
    yield made
    await context.close()


def watch(seen: Seen) -> None:
    told, page = seen.complaints, seen.page
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on(
        "request",
        lambda one: None if one.url.startswith((seen.origin, "data:")) else told.append(one.url),
    )


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
