"""One frame of a live page, and what can be read of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from playwright.async_api import Frame, Page

from pacts_daemon.browser.addresses import same_address, without_query
from pacts_daemon.browser.capture import capture_script
from pacts_daemon.browser.captured import Look
from pacts_daemon.browser.failures import readable
from pacts_daemon.browser.gate import Match, matched, passed
from pacts_daemon.core.model import Selector
from pacts_daemon.core.page_ports import Gate

_MOST_FRAMES = 8
_QUIET = """limit => new Promise(done => {
  const finish = () => { observer.disconnect(); done(); };
  let quiet = setTimeout(finish, 100);
  const again = () => { clearTimeout(quiet); quiet = setTimeout(finish, 100); };
  const observer = new MutationObserver(again);
  observer.observe(document, {subtree: true, childList: true, attributes: true});
  setTimeout(finish, limit);
})"""


class PageView:
    """A page and the frame of it in which elements are looked for, with the in-page code."""

    def __init__(self, page: Page, frame: Frame, script: str) -> None:
        self._page = page
        self._frame = frame
        self._script = script

    async def settle(self, limit_ms: int) -> None:
        """Wait until nothing has changed for a moment, at most ``limit_ms``."""
        async with readable():
            await self._frame.evaluate(_QUIET, limit_ms)

    async def matched(self, selector: Selector) -> Match:
        """Say what ``selector`` matches; raises as `look`."""
        return await matched(self._frame, selector, self._script)

    async def passed(self, selector: Selector, points: Collection[str]) -> tuple[Gate | None, str]:
        """Return the first point that does not hold of the one match, and why; None when all do.

        ``points`` are those of `Gate`, and "editable". An element out of view is scrolled into it.
        What a page of another origin lays over its frame is not seen. Raises as `look`.
        """
        return await passed(self._frame, selector, points, self._script)

    async def html(self) -> bytes:
        async with readable():
            return (await self._page.content()).encode("utf-8", "replace")

    async def whole(self, look: Look) -> bytes:
        """Return the capture of the whole page, frames included, as callers take it themselves."""
        if len(self._page.frames) == 1:
            return look.capture
        async with readable():
            captured: str = await self._page.evaluate(capture_script())
            return captured.encode("utf-8", "replace")

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Look]:
        """Look at the frame; its elements are held while the block runs.

        Raises:
            PageUnavailableError: the page went away or changed under the look.
        """
        look = await Look.at(self._frame, self._script)
        try:
            yield look
        finally:
            await look.close()


def framed_views(page: Page, script: str) -> dict[str, PageView]:
    """The first frames in the page that a query can name, by that name."""
    views: dict[str, PageView] = {}
    for frame in page.frames[1 : 1 + _MOST_FRAMES]:
        name = frame.name or (without_query(frame.url) if frame.url.startswith("http") else "")
        if name:
            views.setdefault(name, PageView(page, frame, script))
    return views


def frame_of(page: Page, wanted: str) -> Frame | None:
    """The main frame, or the one frame of that name, URL or path."""
    if not wanted:
        return page.main_frame
    path = without_query(wanted)
    ways: tuple[Callable[[Frame], bool], ...] = (
        lambda frame: frame.name == wanted,
        lambda frame: same_address(frame.url, wanted),
        lambda frame: same_address(without_query(frame.url), path),
    )
    frames = [frame for frame in page.frames if frame is not page.main_frame]
    for way in ways:
        found = [frame for frame in frames if way(frame)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
