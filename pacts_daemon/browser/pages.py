"""A page in a browser and its frames, as what finding and checking elements asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from playwright.async_api import Frame, Page

from pacts_daemon.browser.capture import capture_script, elements_script
from pacts_daemon.browser.captured import HeldCapture
from pacts_daemon.browser.failures import readable
from pacts_daemon.browser.gate import matched, passed
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.browser.requests import PageRequests
from pacts_daemon.core.content.frames import frame_label, frame_named
from pacts_daemon.core.live_page import MOST_FRAMES, Match, Network
from pacts_daemon.core.model import PageAccess, Selector
from pacts_daemon.core.page_ports import Gate

_QUIET = """([limit, quietFor]) => new Promise(done => {
  const finish = () => { observer.disconnect(); done(); };
  let quiet = setTimeout(finish, quietFor);
  const again = () => { clearTimeout(quiet); quiet = setTimeout(finish, quietFor); };
  const observer = new MutationObserver(again);
  observer.observe(document, {subtree: true, childList: true, attributes: true});
  setTimeout(finish, limit);
})"""


class BrowserFrame:
    """A frame of a page in a browser; a `core.live_page.LiveFrame`."""

    def __init__(self, frame: Frame, script: str, quiet_ms: int) -> None:
        self._frame = frame
        self._script = script
        self._quiet_ms = quiet_ms

    async def settle(self, limit_ms: int) -> None:
        async with readable():
            await self._frame.evaluate(_QUIET, [limit_ms, self._quiet_ms])

    async def matched(self, selector: Selector) -> Match:
        return await matched(self._frame, selector, self._script)

    async def passed(self, selector: Selector, points: Collection[str]) -> tuple[Gate | None, str]:
        return await passed(self._frame, selector, points, self._script)

    @asynccontextmanager
    async def captured(self) -> AsyncIterator[HeldCapture]:
        held = await HeldCapture.of(self._frame, self._script)
        try:
            yield held
        finally:
            await held.close()


class BrowserPage:
    """A page in a browser; a `core.live_page.LivePage`."""

    def __init__(
        self, page: Page, script: str, quiet_ms: int, requests: PageRequests | None = None
    ) -> None:
        self._page = page
        self._script = script
        self._quiet_ms = quiet_ms
        self._requests = requests or PageRequests(page)

    @property
    def main(self) -> BrowserFrame:
        return self._of(self._page.main_frame)

    def frame(self, wanted: str) -> BrowserFrame | None:
        frame = frame_of(self._page, wanted)
        return None if frame is None else self._of(frame)

    def frames(self) -> dict[str, BrowserFrame]:
        named: dict[str, BrowserFrame] = {}
        for frame in self._page.frames[1 : 1 + MOST_FRAMES]:
            name = frame_label(frame.name, frame.url)
            if name:
                named.setdefault(name, self._of(frame))
        return named

    def network(self) -> Network:
        return self._requests.network()

    async def html(self) -> bytes:
        async with readable():
            return (await self._page.content()).encode("utf-8", "replace")

    async def capture(self) -> bytes | None:
        if len(self._page.frames) == 1:
            return None
        async with readable():
            captured: str = await self._page.evaluate(capture_script())
            return captured.encode("utf-8", "replace")

    def _of(self, frame: Frame) -> BrowserFrame:
        return BrowserFrame(frame, self._script, self._quiet_ms)


class BrowserPages:
    """Pages of a browser pool; implements `core.live_page.PageProvider`."""

    def __init__(self, pool: BrowserPool) -> None:
        self._pool = pool
        self._script = elements_script()

    @asynccontextmanager
    async def page(self, access: PageAccess) -> AsyncIterator[BrowserPage]:
        async with self._pool.page(access) as page:
            requests = self._pool.requests_of(page)
            yield BrowserPage(page, self._script, self._pool.quiet_ms, requests)

    async def close(self) -> None:
        await self._pool.close()


def frame_of(page: Page, wanted: str) -> Frame | None:
    """The main frame, or the one frame of that name, URL or path."""
    if not wanted:
        return page.main_frame
    frames = [frame for frame in page.frames if frame is not page.main_frame]
    at = frame_named(wanted, [(frame.name, frame.url) for frame in frames])
    return None if at is None else frames[at]
