"""The tabs of one case: which one it is on, what is loading in them, and what they did unasked."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from time import monotonic
from typing import Final

from playwright.async_api import BrowserContext, Download, Error, Page, Request, Response

from pacts_daemon.pipeline.executor.failures import StepBlockedError, StepFailedError, first_line
from pacts_daemon.pipeline.executor.page.dialogs import Dialogs

# Of what Playwright tells without asking the page.
_STEP_S: Final = 0.05
# What a page goes on loading for as long as it is open says nothing of whether it is ready.
_ENDLESS: Final = {"websocket", "eventsource", "media", "ping"}
# Long polling is a request as any other: what is not answered after this is no part of getting
# ready.
_FRESH_S: Final = 10.0
# What a page's own script asks for, and goes on with once it is answered.
_ASKED: Final = {"fetch", "xhr"}
# A slow answer must not make each step slow: then the next element is looked for, and waited for.
_ANSWERS_S: Final = 2.0
# From an answer to the address or the request that its script goes on with: some frames.
_GOES_ON_S: Final = 0.1
_SERVER_ERROR: Final = 500
_NEW: Final = re.compile(r"(the\s+)?(new|newest|latest|last|other|next)(\s+(tab|window|page))?$")
_ORDINAL: Final = re.compile(r"(?:tab\s+)?(\d+)(?:st|nd|rd|th)?(?:\s+(?:tab|window))?$")
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), start=1
    )
} | {"original": 1, "previous": 1, "main": 1, "old": 1, "initial": 1}
_TAB: Final = re.compile(r"^(the|a)\s+|\s+(tab|window|page)$", re.IGNORECASE)


class Tabs:
    """The pages of one browser context.

    Attributes:
        current: the page that the case is on.
        dialogs: what is answered to the browser's own dialogs.
        downloads: files that were saved, in order.
        notes: what happened unasked, since they were last taken.
    """

    def __init__(self, context: BrowserContext, downloads: Path | None) -> None:
        self._context = context
        self._folder = downloads
        self._loading: dict[Request, float] = {}
        self._saving: set[asyncio.Task[None]] = set()
        self._crashed = False
        self._asked_at = self._answered_at = 0.0
        self.dialogs = Dialogs()
        self.downloads: list[Path] = []
        self.notes: list[str] = []
        context.on("page", self._opened)
        context.on("request", self._began)
        context.on("requestfinished", self._ended)
        context.on("requestfailed", self._ended)
        context.on("response", self._answered)
        self.current: Page

    async def open(self) -> None:
        """Open the first tab."""
        self.current = await self._context.new_page()
        self.notes.clear()

    @property
    def url(self) -> str:
        """Where the current page is."""
        return self.current.url

    @property
    def has_crashed(self) -> bool:
        """Whether a page has died."""
        return self._crashed

    def take_notes(self) -> tuple[str, ...]:
        """Return what happened unasked since the last time."""
        taken = (*self.notes, *self.dialogs.notes)
        self.notes.clear()
        self.dialogs.notes.clear()
        return taken

    def follow(self) -> None:
        """Go on with another tab when the current one has closed itself."""
        if self.current.is_closed() and self._context.pages:
            self.current = self._context.pages[-1]
            self.notes.append(f"went on in the tab {self.current.url}: the one before has closed")

    async def switch(self, wanted: str, wait_s: float) -> None:
        """Go to the tab of that title, address or number, or the new one, once it is there.

        Raises:
            StepFailedError: there is none.
        """
        ends_at = monotonic() + wait_s
        while (found := await self._tab(wanted)) is None:
            if monotonic() >= ends_at:
                raise StepFailedError(
                    "not_found",
                    f"there is no tab {wanted!r}",
                    expected=wanted,
                    seen="; ".join([await _title(page) for page in self._context.pages]),
                )
            await asyncio.sleep(_STEP_S)
        self.current = found
        await found.bring_to_front()
        await found.wait_for_load_state("domcontentloaded")

    async def arrive(self, wait_s: float, since: float | None = None) -> None:
        """Wait for a document that the current page is on its way to, if it is on one.

        Args:
            wait_s: at most so many seconds.
            since: when an action began: what the page's script has asked for since then, and at
                once goes on with, is waited for as well, a moment at most. Until then it may be at
                the address where it was, on which nobody knows the next element.

        Raises:
            StepBlockedError: the page has crashed.
        """
        # Requests that Playwright has read of already are told with the loop's next turn.
        await asyncio.sleep(0)
        ends_at = monotonic() + wait_s
        while monotonic() < ends_at:
            if not self._is_on_its_way():
                break
            await asyncio.sleep(_STEP_S)
        if self._crashed:
            raise StepBlockedError("environment", "the page has crashed")
        if not self.current.is_closed():
            left_ms = max(1.0, (ends_at - monotonic()) * 1000)
            try:
                await self.current.wait_for_load_state("domcontentloaded", timeout=left_ms)
            except Error as error:
                self.notes.append(f"the page was still loading: {first_line(error)}")
        if since is not None:
            await self._answers(since, min(ends_at, monotonic() + _ANSWERS_S))

    async def _answers(self, since: float, ends_at: float) -> None:
        while self._asked_at >= since and monotonic() < ends_at:
            asks = any(
                began >= since and request.resource_type in _ASKED
                for request, began in self._of_current()
            )
            if not asks and monotonic() - self._answered_at >= _GOES_ON_S:
                break
            await asyncio.sleep(_STEP_S)

    def is_loading(self) -> bool:
        """Say whether the current page waits for something that it asked for lately."""
        oldest = monotonic() - _FRESH_S
        return any(
            began > oldest and request.resource_type not in _ENDLESS
            for request, began in self._of_current()
        )

    async def saved(self) -> None:
        """Wait until each download that has begun is there."""
        while self._saving:
            await asyncio.gather(*self._saving)

    def _of_current(self) -> list[tuple[Request, float]]:
        return [one for one in self._loading.items() if _page_of(one[0]) is self.current]

    def _is_on_its_way(self) -> bool:
        return any(
            request.is_navigation_request() and _is_main(request)
            for request, _ in self._of_current()
        )

    async def _tab(self, wanted: str) -> Page | None:
        pages = self._context.pages
        name = " ".join(wanted.casefold().split())
        short = _TAB.sub("", _TAB.sub("", name)).strip()
        if _NEW.match(name):
            return pages[-1] if len(pages) > 1 and pages[-1] is not self.current else None
        titles = [(page, await _title(page)) for page in pages]
        for wish in (name, short):
            exact = [page for page, title in titles if wish in _names(page, title)]
            if exact:
                return exact[-1]
        if (number := _number(name, short)) is not None:
            return pages[number - 1] if 1 <= number <= len(pages) else None
        part = [
            page for page, title in titles if short and short in f"{title} {page.url}".casefold()
        ]
        return part[0] if len(part) == 1 else None

    def _opened(self, page: Page) -> None:
        page.on("dialog", self.dialogs.answer)
        page.on("download", self._download)
        page.on("crash", self._crash)
        self.notes.append("a new tab was opened")

    def _crash(self, _: Page) -> None:
        self._crashed = True

    def _began(self, request: Request) -> None:
        self._loading[request] = monotonic()
        if request.resource_type in _ASKED:
            self._asked_at = monotonic()

    def _ended(self, request: Request) -> None:
        self._loading.pop(request, None)
        if request.resource_type in _ASKED:
            self._answered_at = monotonic()

    def _answered(self, response: Response) -> None:
        request = response.request
        if not request.is_navigation_request() or not _is_main(request):
            return
        is_current = _page_of(request) is getattr(self, "current", None)
        if is_current and response.status >= _SERVER_ERROR:
            self.notes.append(f"{response.url} answered {response.status}")

    def _download(self, download: Download) -> None:
        self.notes.append(f"downloaded {download.suggested_filename!r}")
        if self._folder is not None:
            task = asyncio.create_task(self._save(download, self._folder))
            self._saving.add(task)
            task.add_done_callback(self._saving.discard)

    async def _save(self, download: Download, folder: Path) -> None:
        target = folder / f"{len(self.downloads) + 1}-{Path(download.suggested_filename).name}"
        self.downloads.append(target)
        try:
            await download.save_as(target)
        except Error as error:
            self.downloads.remove(target)
            self.notes.append(f"the download was not saved: {first_line(error)}")


async def _title(page: Page) -> str:
    try:
        return await page.title()
    except Error:
        return ""  # it is on its way to another document, or closed


def _names(page: Page, title: str) -> set[str]:
    url = page.url.casefold()
    return {" ".join(title.casefold().split()), url, url.rstrip("/")}


def _number(*names: str) -> int | None:
    for name in names:
        if name in _ORDINALS:
            return _ORDINALS[name]
        if found := _ORDINAL.match(name):
            return int(found[1])
    return None


def _is_main(request: Request) -> bool:
    try:
        return request.frame.parent_frame is None
    except Error:
        return False  # of a page that is not there yet, or of a service worker


def _page_of(request: Request) -> Page | None:
    try:
        return request.frame.page
    except Error:
        return None
