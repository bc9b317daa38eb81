"""Discovery: captures a page until the element is there, or long enough to say it is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError, PageUnavailableError
from pacts_daemon.core.live_page import (
    CapturedFrame,
    LiveFrame,
    LivePage,
    NoSteps,
    PageProvider,
    Step,
    StepLog,
)
from pacts_daemon.core.model import Before, Draft, ElementQuery, MissReason, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.drift_core import DriftCoreError, Page, Strategy
from pacts_daemon.locate.appear_wait import AppearWait
from pacts_daemon.locate.by_memory import ByMemory, Known
from pacts_daemon.locate.by_name import ByName, Search
from pacts_daemon.locate.draft import Drafting, LiveSource, PageSource
from pacts_daemon.locate.reader import PageReader
from pacts_daemon.locate.snapshot import unpacked
from pacts_daemon.locate.target import Target

_BUSY = '[aria-busy="true"]'


@dataclass(frozen=True, slots=True)
class DiscoveryOptions:
    """How long discovery gives a page to settle and an element to appear.

    ``appear_ms`` is for accesses that do not say; the wait ends once a page has rested for
    ``rest_ms``.
    """

    settle_ms: int = 1_000
    appear_ms: int = 3_000
    rest_ms: int = 1_000
    capture_again_ms: int = 200


class ElementSearch:
    """What one discovery is after; asks a parsed page for it, wherever that came from.

    A page that came with the call goes the same way as one in a browser: with a `PageSource` that
    proves selectors by the drift core alone, and one call with ``last``.
    """

    def __init__(self, search: Search, drafting: Drafting, steps: StepLog) -> None:
        self._search = search
        self._drafting = drafting
        self._steps = steps

    async def find_in(self, page: Page, source: PageSource, *, last: bool) -> Draft | NotDiscovered:
        """Return a proven draft of the element, or why there is none on this capture.

        Unless this is the ``last`` capture, an element that was known is not taken while hidden:
        it may be about to appear.

        Raises:
            PageUnavailableError: the page has changed since the capture, or cannot be read.
        """
        with self._steps.step(Step.FIND):
            found = await in_page_thread(self._search.find, page, last=last)
        if isinstance(found, NotDiscovered):
            return found
        node = await in_page_thread(page.node, found.path)
        if found.recognition is not None and not last and not await source.is_shown(node):
            return NotDiscovered(MissReason.NOT_FOUND, "the element is hidden")
        return await self._drafting.draft(page, source, found, node)


class LiveDiscovery:
    """Finds elements on live pages; implements `core.page_ports.Discovery`.

    Surroundings that drift by less than the policy's threshold are still the same.
    """

    def __init__(
        self,
        pages: PageProvider,
        reader: PageReader,
        options: DiscoveryOptions | None = None,
        steps: StepLog | None = None,
        policy: InForce[Policy] | None = None,
    ) -> None:
        self._pages = pages
        self._reader = reader
        self._policy = policy or InForce(Policy())
        self._options = options or DiscoveryOptions()
        self._steps = steps or NoSteps()

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        search = await in_page_thread(search_of, query, before, self._reader)
        drafting = Drafting(self._reader, query, before, self._policy.now.drift_threshold)
        wanted = ElementSearch(search, drafting, self._steps)
        async with self._pages.page(access) as page:
            with self._steps.step(Step.SETTLE):
                await page.main.settle(self._options.settle_ms)
            wait = self._wait_of(access)
            result = await self._until_found(page, query.frame, wanted, wait)
            if isinstance(result, Draft) or query.frame or result.reason is MissReason.AMBIGUOUS:
                return result
            elsewhere = await self._frame_with(query, page.frames())
            return replace(result, detail=result.detail + elsewhere)

    async def close(self) -> None:
        await self._pages.close()

    def _wait_of(self, access: PageAccess) -> AppearWait:
        asked_s = access.appear_wait_s
        wait_s = self._options.appear_ms / 1000 if asked_s is None else asked_s
        return AppearWait(wait_s, self._options.rest_ms / 1000)

    async def _until_found(
        self, page: LivePage, frame: str, wanted: ElementSearch, wait: AppearWait
    ) -> Draft | NotDiscovered:
        """Capture until something is found, or twice the same is ambiguous, or the wait is over."""
        before, attempt = None, 0
        while True:
            attempt += 1
            wait.check_time()
            result = await self._attempt(page, frame, wanted, wait)
            if isinstance(result, Draft):
                self._steps.note(f"attempt {attempt}: found, {wait.told()}")
                return result
            if result is not None and (wait.is_over or _is_same_ambiguity(result, before)):
                waited = wait.told() if wait.is_over else f"{wait.told()}: two captures agree"
                self._steps.note(f"attempt {attempt}: {_said(result)}, {waited}")
                return replace(result, waited=waited)
            self._steps.note(f"attempt {attempt}: {_said(result)}")
            before = result
            await asyncio.sleep(self._options.capture_again_ms / 1000)

    async def _attempt(
        self, page: LivePage, frame: str, wanted: ElementSearch, wait: AppearWait
    ) -> Draft | NotDiscovered | None:
        """Capture once; None when the page changed meanwhile and can be captured again."""
        try:
            live = page.frame(frame)
            if live is None:
                missing = f"the page has no one frame {frame!r}"
                return NotDiscovered(MissReason.NOT_FOUND, missing)
            return await self._find(page, live, wanted, wait)
        except PageUnavailableError:
            wait.forget()
            if wait.is_over:
                raise
            return None

    async def _find(
        self, live: LivePage, frame: LiveFrame, wanted: ElementSearch, wait: AppearWait
    ) -> Draft | NotDiscovered:
        async with self._captured(frame) as captured:
            page = await self._parsed(captured)
            source = LiveSource(live, captured, self._reader, self._steps)
            is_busy = bool(page.select(Strategy.CSS, _BUSY))
            wait.see(captured.capture, live.network(), is_busy=is_busy)
            found = await wanted.find_in(page, source, last=wait.is_over)
            if isinstance(found, NotDiscovered) and captured.truncated:
                return of_part(found)
            return found

    async def _frame_with(self, query: ElementQuery, frames: Mapping[str, LiveFrame]) -> str:
        """Say which frame has the element: a query means the page itself unless it names one."""
        for name, frame in frames.items():
            try:
                async with self._captured(frame) as captured:
                    page = await self._parsed(captured)
            except PageUnavailableError:
                continue  # a frame that went away has nothing
            if await in_page_thread(has, page, query):
                return in_frame(name)
        return ""

    @asynccontextmanager
    async def _captured(self, frame: LiveFrame) -> AsyncIterator[CapturedFrame]:
        async with AsyncExitStack() as stack:
            with self._steps.step(Step.CAPTURE) as kept:
                captured = await stack.enter_async_context(frame.captured())
                kept.update(bytes=len(captured.capture), nodes=captured.nodes)
            yield captured

    async def _parsed(self, captured: CapturedFrame) -> Page:
        try:
            return await in_page_thread(self._reader.read_capture, captured.capture)
        except (PageTooLargeError, InvalidPageError) as error:
            raise PageUnavailableError(f"the page cannot be read: {error.problem}") from error


def search_of(query: ElementQuery, before: Before | None, reader: PageReader) -> Search:
    """Return how to find a query's element; the kept page of one that was known is parsed here."""
    if before is None:
        return ByName(query)
    capture = unpacked(before.snapshot) if before.entry.place else None
    if capture is None:
        return ByMemory(query, Known(before.entry))
    try:
        old = reader.read_capture(capture)
        old.node(before.entry.place)
    except (InvalidPageError, PageTooLargeError, DriftCoreError):
        return ByMemory(query, Known(before.entry))  # kept by another version
    return ByMemory(query, Known(before.entry, old))


def _said(result: NotDiscovered | None) -> str:
    if result is None:
        return "the page changed meanwhile"
    return "ambiguous" if result.reason is MissReason.AMBIGUOUS else "not there"


def _is_same_ambiguity(result: NotDiscovered, before: NotDiscovered | None) -> bool:
    return result.reason is MissReason.AMBIGUOUS and result == before


def has(page: Page, query: ElementQuery) -> bool:
    """Whether a page has the one element of that name, shown; blocks."""
    return isinstance(ByName(query).find(page, last=False), Target)


def in_frame(name: str) -> str:
    """Say that another frame has the element than the query means."""
    return f"; it is in the frame {name!r}, which the query does not name"


def of_part(missed: NotDiscovered) -> NotDiscovered:
    """Say that the page was not seen whole."""
    return replace(missed, detail=f"{missed.detail}; the page was too large to be read whole")
