"""Pages that were sent, read once each and kept for a while, so that none is sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Final, Protocol

from cachetools import TTLCache

from pacts_daemon.core.content.page import PageForm, SentPage
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import IncompatibleFingerprintsError, PageNotKeptError
from pacts_daemon.core.ports import Clock
from pacts_daemon.drift_core import Change, Page, PageContent, PageSource
from pacts_daemon.locate.content.reservations import Reservations

MIB: Final = 1024 * 1024
# A parsed page with all that was asked of it takes about so many times the memory of its text.
PARSED_WEIGHT: Final = 17


class SentPageReader(Protocol):
    """What reading pages that were sent asks of the drift core."""

    def page(self, content: PageContent) -> Page:
        """Parse a page; raises InvalidPageError or PageTooLargeError, which name its field."""

    async def fingerprint(self, page: PageContent) -> bytes:
        """Return a page's fingerprint; raises as `page`."""


@dataclass(frozen=True, slots=True)
class KeptOptions:
    """How many bytes of text are kept, how many of parsed pages by estimate, and for how long.

    ``max_worked_on_bytes`` bounds the pages that are parsed and worked on at a time, by estimate.
    """

    max_bytes: int = 64 * MIB
    max_parsed_bytes: int = 64 * MIB
    max_worked_on_bytes: int = 192 * MIB
    ttl_s: float = 600.0


@dataclass(frozen=True, slots=True)
class _Kept:
    sent: SentPage
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class _Parsed:
    page: Page
    weight: int


class SentPages:
    """Reads pages that were sent, and finds those that were sent before by their digest.

    Only what could be read is kept. A page that is larger than all that may be kept is read anew
    each time. Pages are parsed and fingerprinted within `worked_on`.
    """

    def __init__(
        self, reader: SentPageReader, clock: Clock, options: KeptOptions | None = None
    ) -> None:
        options = options or KeptOptions()
        self._reader = reader
        self._reservations = Reservations(options.max_worked_on_bytes)
        self._kept: TTLCache[bytes, _Kept] = TTLCache(
            options.max_bytes,
            options.ttl_s,
            timer=clock.monotonic,
            getsizeof=lambda kept: len(kept.sent.content),
        )
        self._parsed: TTLCache[tuple[PageForm, bytes], _Parsed] = TTLCache(
            options.max_parsed_bytes,
            options.ttl_s,
            timer=clock.monotonic,
            getsizeof=lambda parsed: parsed.weight,
        )

    @property
    def kept_bytes(self) -> int:
        """How many bytes of text are kept, and of parsed pages by estimate."""
        return int(self._kept.currsize + self._parsed.currsize)

    def find(self, digest: bytes, place: str) -> SentPage:
        """Return a page that was sent before; ``place`` names the field that asks for it.

        Raises:
            PageNotKeptError: no such page is kept.
        """
        kept = self._kept.get(digest)
        if kept is None:
            raise PageNotKeptError(place)
        return replace(kept.sent, place=place)

    def worked_on(self, *sent: SentPage) -> AbstractAsyncContextManager[None]:
        """Wait until there is memory for pages to be parsed with their frames, and hold it.

        All else that is asked of the same pages is asked within; one block holds no other.
        """
        pages = [page for one in sent for page in (one, *(frame.page for frame in one.frames))]
        return self._reservations.held(lambda: sum(map(self._weight, pages)))

    def known_fingerprint(self, sent: SentPage) -> bytes | None:
        """Return the page's fingerprint when it was made before."""
        kept = self._known(sent)
        return kept.fingerprint if kept else None

    async def parsed(self, sent: SentPage) -> Page:
        """Return the page, parsed the first time.

        Raises:
            InvalidPageError, PageTooLargeError: the page cannot be read; names its field.
        """
        name = (sent.form, sent.digest)
        known = self._parsed.get(name)
        if known is not None:
            return known.page
        page = await in_page_thread(self._reader.page, _content(sent))
        if self._known(sent) is None:
            self._keep(sent, await in_page_thread(page.fingerprint))
        parsed = _Parsed(page, _weight_of(sent))
        if parsed.weight <= self._parsed.maxsize:
            self._parsed[name] = parsed
        return page

    async def fingerprint(self, sent: SentPage) -> bytes:
        """Return the page's fingerprint; raises as `parsed`."""
        kept = self._known(sent)
        if kept is not None:
            return kept.fingerprint
        made = await self._reader.fingerprint(_content(sent))
        self._keep(sent, made)
        return made

    async def changes(self, old: SentPage, new: SentPage, max_changes: int) -> Sequence[Change]:
        """Return the largest changed subtrees between two pages of the same form.

        Raises:
            InvalidPageError, PageTooLargeError: as `parsed`.
            IncompatibleFingerprintsError: the pages come in forms that cannot be explained.
        """
        if old.form is not new.form or old.form is PageForm.DOM_SNAPSHOT:
            raise IncompatibleFingerprintsError(
                "changes are explained between two HTML pages or two captures"
            )
        async with self.worked_on(old, new):
            before, now = await self.parsed(old), await self.parsed(new)
            return await in_page_thread(before.changes, now, max_changes)

    def _weight(self, sent: SentPage) -> int:
        """Return what work on the page takes beside what is kept."""
        return 0 if (sent.form, sent.digest) in self._parsed else _weight_of(sent)

    def _known(self, sent: SentPage) -> _Kept | None:
        kept = self._kept.get(sent.digest)
        return kept if kept is not None and kept.sent.form is sent.form else None

    def _keep(self, sent: SentPage, fingerprint: bytes) -> None:
        if len(sent.content) <= self._kept.maxsize:
            self._kept[sent.digest] = _Kept(replace(sent, frames=()), fingerprint)


def _weight_of(sent: SentPage) -> int:
    return len(sent.content) * PARSED_WEIGHT


def _content(sent: SentPage) -> PageContent:
    return PageContent(_SOURCES[sent.form], sent.content, sent.place)


_SOURCES: Final = {
    PageForm.HTML: PageSource.HTML,
    PageForm.CAPTURE: PageSource.CAPTURE,
    PageForm.DOM_SNAPSHOT: PageSource.DOM_SNAPSHOT,
}
