"""One loop of the tour: search for the article, check its heading, go back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator, Page

from demo.errors import DemoError
from demo.plan import Plan
from pacts import AsyncClient, ElementQuery, Fingerprint, Found, Miss, PageAccess, Succeeded
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import Selector, Strategy

_TYPING_MS = 8


@dataclass(frozen=True, slots=True)
class Lookup:
    """One answer of the daemon, and what it took to get it over gRPC."""

    element: str
    answer: Found
    round_trip_ms: float


class Traveller:
    """Does what a test does, and asks the daemon where everything is."""

    def __init__(self, plan: Plan, page: Page, client: AsyncClient, cdp_endpoint: str) -> None:
        self._plan = plan
        self._page = page
        self._client = client
        self._cdp_endpoint = cdp_endpoint

    async def loop(self, on_lookup: Callable[[str], None]) -> list[Lookup]:
        """Walk the journey once; each success is reported after it has been checked.

        Raises:
            DemoError: an element was not found, or was not the right one.
        """
        plan, page = self._plan, self._page
        await page.goto(plan.home_url, wait_until="load")
        looked = _Looked(on_lookup)

        search = await self._find(plan.search(page.url), await self._evidence(), looked)
        await search.fill("")
        await search.press_sequentially(plan.article, delay=_TYPING_MS)
        async with page.expect_navigation(wait_until="load"):
            await search.press("Enter")

        evidence = await self._evidence()
        heading = await self._find(plan.heading(page.url), evidence, looked)
        if " ".join((await heading.inner_text()).split()).casefold() != plan.article.casefold():
            raise DemoError(f"the heading of {page.url} is not {plan.article!r}")

        if plan.back_element:
            back = await self._find(plan.back(page.url), evidence, looked)
            async with page.expect_navigation(url=plan.home_url, wait_until="load"):
                await back.click()
        for query, lookup in looked.all:
            await self._client.report_outcome(query, lookup.answer.version, Succeeded())
        return [lookup for _, lookup in looked.all]

    async def _evidence(self) -> Fingerprint:
        return await self._client.fingerprint_page(html=await self._page.content())

    async def _find(self, query: ElementQuery, evidence: Fingerprint, looked: _Looked) -> Locator:
        access = PageAccess(self._page.url, self._cdp_endpoint)
        started = time.perf_counter()
        answer = await self._client.get_selector(query, evidence, access)
        round_trip_ms = (time.perf_counter() - started) * 1000
        if isinstance(answer, Miss):
            raise DemoError(f"{query.element!r} was not found: {answer.detail}")
        looked.note(query, Lookup(query.element, answer, round_trip_ms))
        locator = located(self._page, answer)
        try:
            await locator.wait_for(state="visible", timeout=5_000)
        except PlaywrightError as error:
            raise DemoError(f"the selector of {query.element!r} finds nothing") from error
        return locator


class _Looked:
    """What one loop has asked so far."""

    def __init__(self, on_lookup: Callable[[str], None]) -> None:
        self.all: list[tuple[ElementQuery, Lookup]] = []
        self._on_lookup = on_lookup

    def note(self, query: ElementQuery, lookup: Lookup) -> None:
        self.all.append((query, lookup))
        self._on_lookup(query.element)


def located(page: Page, answer: Found) -> Locator:
    """The best selector of an answer as a Playwright locator."""
    best = answer.selectors[0]
    strategy = Strategy(best.strategy.value)
    return to_locator(page, Selector(strategy, best.value, best.role, best.attribute))
