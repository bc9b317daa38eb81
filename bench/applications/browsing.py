"""The built applications in a browser: served, brought into a state, their elements told apart."""

from __future__ import annotations

import functools
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.async_api import Browser, JSHandle, Page, ViewportSize

from pacts_daemon.browser.capture import elements_script

BUILT = Path(__file__).parents[2] / ".data" / "applications"
VIEWPORT = ViewportSize(width=1280, height=900)
_SETTLED_MS = 900
_NODE_OF = "(found, held) => held.nodeOf(found)"
_CUT = "found => found.forEach(element => element.remove())"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing of each request."""


@contextmanager
def served() -> Iterator[str]:
    """Serve what was built on a free port, and give its address."""
    handler = functools.partial(_Quiet, directory=str(BUILT))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@asynccontextmanager
async def opened(browser: Browser, address: str) -> AsyncIterator[Page]:
    """Open an application in a context of its own, its animations reduced."""
    context = await browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")
    try:
        page = await context.new_page()
        page.set_default_timeout(10_000)
        await page.goto(address, wait_until="load")
        yield page
    finally:
        await context.close()


async def bring(page: Page, steps: Sequence[str]) -> None:
    """Do a state's steps: ``click|hover SELECTOR``, ``press KEY``, ``fill SELECTOR = TEXT``."""
    await page.wait_for_timeout(_SETTLED_MS)
    for step in steps:
        verb, _, rest = step.partition(" ")
        match verb:
            case "click":
                await page.click(rest)
            case "hover":
                await page.hover(rest)
            case "press":
                await page.keyboard.press(rest)
            case "fill":
                selector, _, text = rest.rpartition(" = ")
                await page.fill(selector, text)
            case _:
                raise ValueError(f"no such step: {step}")
        await page.wait_for_timeout(_SETTLED_MS // 2)
    await page.wait_for_timeout(_SETTLED_MS // 2)


class Captured:
    """A captured page whose elements can be asked for by Playwright's selectors."""

    def __init__(self, page: Page, held: JSHandle, capture: bytes) -> None:
        self.page = page
        self.capture = capture
        self._held = held

    @classmethod
    async def of(cls, page: Page) -> Captured:
        held = await page.evaluate_handle(f"() => {elements_script()}.hold({{}})")
        text, _, _ = await held.evaluate("held => held.text()")
        return cls(page, held, text.encode())

    async def node(self, selector: str) -> int:
        """Return the captured node of the one element that a selector matches, else -1."""
        return int(await self.page.locator(selector).evaluate_all(_NODE_OF, self._held))

    async def playwright_selector(self, selector: str) -> str:
        """Return what Playwright's own generator calls the element that a selector matches."""
        locator = await self.page.locator(selector).normalize()
        return str(locator._impl_obj._selector)  # noqa: SLF001, only there as it is run


async def cut(page: Page, selectors: Sequence[str]) -> None:
    """Take elements out of the page."""
    for selector in selectors:
        await page.locator(selector).evaluate_all(_CUT)
