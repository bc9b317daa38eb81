"""The documents of a page that was sent: its own, and those of its frames."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from pacts_daemon.core.content.frames import frame_label, frame_named
from pacts_daemon.core.content.page import PageForm, SentPage
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.live_page import MOST_FRAMES
from pacts_daemon.drift_core import Page
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.locate.snapshot import packed

# No text of a page can read so: within a string of the capture its quotes are escaped.
_TRUNCATED = re.compile(rb'"truncated"\s*:\s*true')


@dataclass(frozen=True, slots=True)
class Document:
    """A document that elements are found in, alone as a browser would capture it.

    ``sent`` is the page that it was sent in. ``capture`` is empty unless it came as a capture.
    """

    sent: SentPage
    page: Page
    capture: bytes

    def snapshot(self) -> bytes:
        """Return what is kept of it beside an entry, empty when nothing is; blocks."""
        return packed(self.capture) if self.capture else b""

    @property
    def is_truncated(self) -> bool:
        """Whether the page was too large to be captured whole."""
        is_capture = self.sent.form is PageForm.CAPTURE
        return is_capture and _TRUNCATED.search(self.sent.content) is not None


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame by its name and URL: one in ``sent`` at the path, or all of it without one."""

    name: str
    url: str
    sent: SentPage
    path: str = ""


class SentDocuments:
    """Opens the documents of pages that were sent; all errors are those of `SentPages.parsed`."""

    def __init__(self, pages: SentPages) -> None:
        self._pages = pages

    async def document(self, sent: SentPage, frame: str) -> Document | None:
        """Return the page's own document, or that of the one frame of that name, URL or path.

        None when the page has no such frame, more than one, or came without its document.
        """
        if not frame:
            return await self._whole(sent)
        async for frames in self._frames(sent):
            at = frame_named(frame, [(one.name, one.url) for one in frames])
            if at is not None:
                return await self._opened(frames[at])
        return None

    async def frames(self, sent: SentPage) -> Mapping[str, Document]:
        """Return the first eight frames that a query can name, by that name."""
        named: dict[str, Document] = {}
        async for frames in self._frames(sent):
            for frame in frames:
                label = frame_label(frame.name, frame.url)
                if label and label not in named and len(named) < MOST_FRAMES:
                    named[label] = await self._opened(frame)
        return named

    async def _frames(self, sent: SentPage) -> AsyncIterator[list[_Frame]]:
        """Yield the frames of the page with those that were sent beside it, then those in these."""
        beside = [_Frame(one.name, one.url, one.page) for one in sent.frames]
        yield await self._within(sent) + beside
        yield [inner for one in beside for inner in await self._within(one.sent, one.url)]

    async def _within(self, sent: SentPage, url: str = "") -> list[_Frame]:
        page = await self._pages.parsed(sent)
        bases = {"": page.url or url}
        found = []
        for frame in await in_page_thread(page.frames):
            around = max((path for path in bases if frame.xpath.startswith(path)), key=len)
            address = urljoin(bases[around], frame.address) if frame.address else ""
            bases[f"{frame.xpath}/"] = address or bases[around]
            if frame.is_open:
                found.append(_Frame(frame.name, address, sent, frame.xpath))
        return found

    async def _opened(self, frame: _Frame) -> Document:
        if not frame.path:
            return await self._whole(frame.sent)
        around = await self._pages.parsed(frame.sent)
        page = await in_page_thread(around.frame, frame.path)
        if page is None:
            raise ValueError(f"the frame at {frame.path} is not open")
        return Document(frame.sent, page, await _capture_of(page))

    async def _whole(self, sent: SentPage) -> Document:
        page = await self._pages.parsed(sent)
        alone = await in_page_thread(page.alone)
        if alone is not None:
            return Document(sent, alone, await _capture_of(alone))
        return Document(sent, page, sent.content if sent.form is PageForm.CAPTURE else b"")


async def _capture_of(page: Page) -> bytes:
    return await in_page_thread(lambda: page.capture() or b"")
