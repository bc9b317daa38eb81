"""Discovery on a live page: looks until the element is there, or long enough to say it is not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pacts_daemon.browser.capture import capture_script
from pacts_daemon.browser.gathering import Gathering
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.browser.view import PageView, frame_of, page_script
from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError, PageUnavailableError
from pacts_daemon.core.model import Draft, ElementQuery, MissReason, PageAccess
from pacts_daemon.core.ports import NotDiscovered
from pacts_daemon.locate.choose import Chosen, choose, roles_asked, why_unfit
from pacts_daemon.locate.prove import prove
from pacts_daemon.locate.wording import readings_of, scopes_of


@dataclass(frozen=True, slots=True)
class DiscoveryOptions:
    """How long discovery gives a page to settle and an element to appear."""

    settle_ms: int = 1_000
    appear_ms: int = 3_000
    look_again_ms: int = 200


class PageMeasure(Protocol):
    """What discovery asks of the drift core. Both block for about a millisecond."""

    def fingerprint_html(self, html: bytes) -> bytes:
        """Return the page's fingerprint.

        Raises:
            InvalidPageError, PageTooLargeError: the page has none.
        """

    def fingerprint_capture(self, capture: bytes) -> bytes:
        """Return the fingerprint of the page as captured; raises as `fingerprint_html`."""

    def neighbourhood_html(self, html: bytes, xpath: str) -> bytes:
        """Return the fingerprint of the surroundings of the element at an absolute XPath.

        Raises:
            InvalidPageError: there is no such element.
        """


class LiveDiscovery:
    """Finds elements through a browser; implements `core.ports.Discovery`."""

    def __init__(
        self,
        pool: BrowserPool,
        measure: PageMeasure,
        options: DiscoveryOptions | None = None,
    ) -> None:
        self._pool = pool
        self._measure = measure
        self._options = options or DiscoveryOptions()
        self._script = page_script()
        self._capture_script = capture_script()

    async def discover(self, query: ElementQuery, access: PageAccess) -> Draft | NotDiscovered:
        async with self._pool.page(access) as page:
            main = PageView(page, page.main_frame, self._script)
            await main.settle(self._options.settle_ms)

            def view() -> PageView | None:
                frame = frame_of(page, query.frame)
                return None if frame is None else PageView(page, frame, self._script)

            return await self._look_until(query, view)

    async def close(self) -> None:
        await self._pool.close()

    async def _look_until(
        self, query: ElementQuery, view: Callable[[], PageView | None]
    ) -> Draft | NotDiscovered:
        """Look again until something is found, or twice the same is ambiguous, or time is up."""
        give_up = asyncio.get_running_loop().time() + self._options.appear_ms / 1000
        before: NotDiscovered | None = None
        while True:
            last = asyncio.get_running_loop().time() >= give_up
            try:
                result = await self._look(query, view(), last=last)
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
        self, query: ElementQuery, view: PageView | None, *, last: bool
    ) -> Draft | NotDiscovered:
        if view is None:
            return NotDiscovered(MissReason.NOT_FOUND, f"the page has no one frame {query.frame!r}")
        found = await self._choose(query, view, hidden=False)
        if last and isinstance(found, NotDiscovered) and found.reason is MissReason.NOT_FOUND:
            # Hidden elements are the last hope: what is about to appear visibly is preferred.
            found = await self._choose(query, view, hidden=True)
        if isinstance(found, NotDiscovered):
            return found
        return await self._draft(query, view, *found)

    async def _choose(
        self, query: ElementQuery, view: PageView, *, hidden: bool
    ) -> tuple[Gathering, int] | NotDiscovered:
        scopes = scopes_of(query.scope)
        first: NotDiscovered | None = None
        for reading in readings_of(query.element):
            roles = roles_asked(query.action)
            gathering = await view.gather(reading.name, roles, scopes)
            if not gathering.scope_found:
                detail = f"no part of the page is the scope {query.scope!r}"
                return NotDiscovered(MissReason.NOT_FOUND, detail)
            chosen = choose(gathering.candidates, query, reading, hidden=hidden)
            if isinstance(chosen, Chosen):
                return gathering, chosen.index
            if chosen.reason is MissReason.AMBIGUOUS:
                return chosen
            first = first or _explained(chosen, gathering, query)
        return first or NotDiscovered(MissReason.NOT_FOUND, "the element has no name")

    async def _draft(
        self, query: ElementQuery, view: PageView, gathering: Gathering, index: int
    ) -> Draft:
        proof = await prove(gathering, index)
        if not proof.selectors:
            raise PageUnavailableError("the page keeps changing while it is looked at")
        html, capture = await view.html(), await view.capture(self._capture_script)
        prints = await asyncio.to_thread(self._fingerprints_of, html, capture)
        xpath = "" if query.frame else proof.xpath
        neighbourhood = await asyncio.to_thread(self._neighbourhood_of, html, xpath)
        return Draft(query, proof.selectors, proof.descriptor, prints, neighbourhood)

    def _fingerprints_of(self, html: bytes, capture: bytes) -> tuple[bytes, ...]:
        """One for each form a caller may send as evidence: they are never compared with another."""
        measure = self._measure
        try:
            return measure.fingerprint_html(html), measure.fingerprint_capture(capture)
        except (PageTooLargeError, InvalidPageError) as error:
            raise PageUnavailableError(f"the page has no fingerprint: {error.problem}") from error

    def _neighbourhood_of(self, html: bytes, xpath: str) -> bytes:
        if not xpath:
            return b""
        try:
            return self._measure.neighbourhood_html(html, xpath)
        except InvalidPageError:
            return b""  # scripts can build trees that no HTML source leads back to


def _is_settled(result: NotDiscovered, before: NotDiscovered | None) -> bool:
    return result.reason is MissReason.AMBIGUOUS and result == before


def _explained(missed: NotDiscovered, gathering: Gathering, query: ElementQuery) -> NotDiscovered:
    why = why_unfit(gathering.candidates, query)
    return NotDiscovered(missed.reason, f"{missed.detail}; {why}" if why else missed.detail)
