"""Discovery on a live page: looks until the element is there, or long enough to say it is not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from pacts_daemon.browser.capture import looking_script
from pacts_daemon.browser.captured import Look
from pacts_daemon.browser.frames import PageView, frame_of, framed_views
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError, PageUnavailableError
from pacts_daemon.core.model import Before, Draft, ElementQuery, MissReason, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import DriftCoreError, PreparedPage
from pacts_daemon.locate.by_memory import Again, Known
from pacts_daemon.locate.by_name import ByName, Target
from pacts_daemon.locate.draft import Drafting, Sight
from pacts_daemon.locate.measure import PageMeasure
from pacts_daemon.locate.snapshot import unpacked


@dataclass(frozen=True, slots=True)
class DiscoveryOptions:
    """How long discovery gives a page to settle and an element to appear.

    ``drift_threshold`` is how far surroundings may drift and still be the same.
    """

    settle_ms: int = 1_000
    appear_ms: int = 3_000
    look_again_ms: int = 200
    drift_threshold: float = 0.35


class Seeker(Protocol):
    """Says which element of a page is meant."""

    def seek(self, page: PreparedPage, *, last: bool) -> Target | NotDiscovered:
        """Return the element or why there is none; blocks while it reads the page.

        With ``last`` the page will not be looked at again.
        """


class _Looker(Protocol):
    async def __call__(self, *, last: bool) -> Draft | NotDiscovered: ...


class LiveDiscovery:
    """Finds elements through a browser; implements `core.looking.Discovery`."""

    def __init__(
        self,
        pool: BrowserPool,
        measure: PageMeasure,
        options: DiscoveryOptions | None = None,
    ) -> None:
        self._pool = pool
        self._measure = measure
        self._options = options or DiscoveryOptions()
        self._script = looking_script()

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        seeker = await asyncio.to_thread(self._seeker, query, before)
        drafting = Drafting(self._measure, query, before, self._options.drift_threshold)
        async with self._pool.page(access) as page:
            main = PageView(page, page.main_frame, self._script)
            await main.settle(self._options.settle_ms)

            async def look(*, last: bool) -> Draft | NotDiscovered:
                frame = frame_of(page, query.frame)
                if frame is None:
                    missing = f"the page has no one frame {query.frame!r}"
                    return NotDiscovered(MissReason.NOT_FOUND, missing)
                view = PageView(page, frame, self._script)
                return await self._look(view, seeker, drafting, last=last)

            result = await self._look_until(look)
            if isinstance(result, Draft) or query.frame or result.reason is MissReason.AMBIGUOUS:
                return result
            elsewhere = await self._frame_with(query, framed_views(page, self._script))
            return replace(result, detail=result.detail + elsewhere)

    async def close(self) -> None:
        await self._pool.close()

    def _seeker(self, query: ElementQuery, before: Before | None) -> Seeker:
        if before is None:
            return ByName(query)
        capture = unpacked(before.snapshot) if before.entry.place else None
        if capture is None:
            return Again(query, Known(before.entry))
        try:
            old = self._measure.prepare_capture(capture)
            old.node(before.entry.place)
        except (InvalidPageError, PageTooLargeError, DriftCoreError):
            return Again(query, Known(before.entry))  # kept by another version
        return Again(query, Known(before.entry, old))

    async def _look_until(self, look: _Looker) -> Draft | NotDiscovered:
        """Look again until something is found, or twice the same is ambiguous, or time is up."""
        give_up = asyncio.get_running_loop().time() + self._options.appear_ms / 1000
        before: NotDiscovered | None = None
        while True:
            last = asyncio.get_running_loop().time() >= give_up
            try:
                result = await look(last=last)
            except PageUnavailableError:
                if last:
                    raise
                result = None
            if isinstance(result, Draft):
                return result
            if result is not None and (last or _is_settled(result, before)):
                return result
            before = result
            await asyncio.sleep(self._options.look_again_ms / 1000)

    async def _look(
        self, view: PageView, seeker: Seeker, drafting: Drafting, *, last: bool
    ) -> Draft | NotDiscovered:
        async with view.look() as look:
            page = await self._prepared(look)
            found = await asyncio.to_thread(seeker.seek, page, last=last)
            if isinstance(found, NotDiscovered):
                return _of_part(found) if look.truncated else found
            if found.relocation is not None and not last:
                node = await asyncio.to_thread(page.node, found.path)
                if not await look.is_shown(node):
                    return NotDiscovered(MissReason.NOT_FOUND, "the element is hidden")
            return await drafting.draft(Sight(view, look, page), found)

    async def _frame_with(self, query: ElementQuery, views: Mapping[str, PageView]) -> str:
        """Say which frame has the element: a query means the page itself unless it names one."""
        for name, view in views.items():
            try:
                async with view.look() as look:
                    page = await self._prepared(look)
            except PageUnavailableError:
                continue  # a frame that went away has nothing
            found = await asyncio.to_thread(ByName(query).seek, page, last=False)
            if isinstance(found, Target):
                return f"; it is in the frame {name!r}, which the query does not name"
        return ""

    async def _prepared(self, look: Look) -> PreparedPage:
        try:
            return await asyncio.to_thread(self._measure.prepare_capture, look.capture)
        except (PageTooLargeError, InvalidPageError) as error:
            raise PageUnavailableError(f"the page cannot be read: {error.problem}") from error


def _is_settled(result: NotDiscovered, before: NotDiscovered | None) -> bool:
    return result.reason is MissReason.AMBIGUOUS and result == before


def _of_part(missed: NotDiscovered) -> NotDiscovered:
    return replace(missed, detail=f"{missed.detail}; the page was too large to be read whole")
