"""Discovery on a page that came with the call: nothing is waited for, and no browser is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pacts_daemon.core.content.page import SentPage
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.live_page import NoSteps, Step, StepLog
from pacts_daemon.core.model import Before, Draft, ElementQuery, MissReason, PageAccess, Selector
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.drift_core import Page, select
from pacts_daemon.locate.content.documents import Document, SentDocuments
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.locate.discovery import ElementSearch, has, in_frame, of_part, search_of
from pacts_daemon.locate.draft import Drafting
from pacts_daemon.locate.reader import PageReader


class ContentSource:
    """A document of a page that was sent; a `PageSource` that only the drift core answers."""

    def __init__(self, document: Document, fingerprint: bytes, steps: StepLog) -> None:
        self._document = document
        self._fingerprint = fingerprint
        self._steps = steps

    async def is_shown(self, node: int) -> bool:
        page = self._document.page
        return not await in_page_thread(lambda: page.is_hidden(page.path(node)))

    async def prove(self, selectors: Sequence[Selector], node: int) -> tuple[Selector, ...]:
        """Return those that match the one element, then those of which only a browser can tell.

        Positional ones come last.

        Raises:
            PageUnavailableError: none of them leads to the element.
        """
        with self._steps.step(Step.PROVE) as kept:
            proven = await in_page_thread(self._proven, selectors, node)
            kept.update(tried=len(selectors), right=len(proven))
        if not proven:
            raise PageUnavailableError("no selector leads to the element on the page that was sent")
        return proven

    async def fingerprints(self, page: Page) -> tuple[bytes, ...]:  # noqa: ARG002
        return (self._fingerprint,)

    def snapshot(self) -> bytes:
        return self._document.snapshot()

    def _proven(self, selectors: Sequence[Selector], node: int) -> tuple[Selector, ...]:
        page = self._document.page
        place = [page.path(node)]
        matches = {one: select(page, one) for one in dict.fromkeys(selectors)}
        right = [one for one, paths in matches.items() if paths in (None, place)]
        return tuple(sorted(right, key=lambda one: (one.positional, matches[one] is None)))


class ContentDiscovery:
    """Finds elements on the page that an access holds; implements `core.page_ports.Discovery`."""

    def __init__(
        self,
        pages: SentPages,
        reader: PageReader,
        steps: StepLog | None = None,
        policy: InForce[Policy] | None = None,
    ) -> None:
        self._pages = pages
        self._documents = SentDocuments(pages)
        self._reader = reader
        self._policy = policy or InForce(Policy())
        self._steps = steps or NoSteps()

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        sent = page_of(access)
        async with self._pages.worked_on(sent):
            return await self._discovered(query, sent, before)

    async def close(self) -> None:
        """Nothing is held."""

    async def _discovered(
        self, query: ElementQuery, sent: SentPage, before: Before | None
    ) -> Draft | NotDiscovered:
        document = await self._documents.document(sent, query.frame)
        if document is None:
            missing = f"no one frame {query.frame!r} came with the page"
            return NotDiscovered(MissReason.NOT_FOUND, missing)
        search = await in_page_thread(search_of, query, before, self._reader)
        drafting = Drafting(self._reader, query, before, self._policy.now.drift_threshold)
        wanted = ElementSearch(search, drafting, self._steps)
        source = ContentSource(document, await self._pages.fingerprint(sent), self._steps)
        found = await wanted.find_in(document.page, source, last=True)
        if isinstance(found, Draft):
            return found
        missed = of_part(found) if document.is_truncated else found
        if query.frame or missed.reason is MissReason.AMBIGUOUS:
            return missed
        return replace(missed, detail=missed.detail + await self._frame_with(query, sent))

    async def _frame_with(self, query: ElementQuery, sent: SentPage) -> str:
        """Say which frame has the element: a query means the page itself unless it names one."""
        for name, document in (await self._documents.frames(sent)).items():
            if await in_page_thread(has, document.page, query):
                return in_frame(name)
        return ""


def page_of(access: PageAccess) -> SentPage:
    """Return the page that came with the call; that there is one is up to who routes the call."""
    if access.page is None:
        raise ValueError("no page came with the call")
    return access.page
