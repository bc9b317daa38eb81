"""From an element that was found to a draft of its entry, each of its selectors proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import (
    InvalidPageError,
    PageChangingError,
    PageTooLargeError,
    PageUnavailableError,
)
from pacts_daemon.core.heal.identity import judge_again
from pacts_daemon.core.live_page import CapturedFrame, LivePage, Prover, Step, StepLog
from pacts_daemon.core.model import Before, Draft, ElementQuery, Relocation, Selector, Verdict
from pacts_daemon.drift_core import Page
from pacts_daemon.locate.reader import PageReader
from pacts_daemon.locate.snapshot import packed
from pacts_daemon.locate.target import Target
from pacts_daemon.locate.words import described


class PageSource(Prover, Protocol):
    """Where a parsed page came from: it proves selectors, and knows the page's other forms."""

    async def is_shown(self, node: int) -> bool:
        """Return whether an element is visible now.

        Raises:
            PageUnavailableError: the page went away.
        """

    async def fingerprints(self, page: Page) -> tuple[bytes, ...]:
        """Return a fingerprint for each form in which callers may send the page as evidence.

        ``page`` is the capture that was parsed, so that no form is parsed twice.

        Raises:
            PageUnavailableError: the page went away.
            InvalidPageError, PageTooLargeError: a form of it has no fingerprint.
        """

    def snapshot(self) -> bytes:
        """Return the page as it is kept beside an entry, empty when it is not; blocks."""


class LiveSource:
    """A page in a browser, of which one frame was captured; a `PageSource`."""

    def __init__(
        self, live: LivePage, captured: CapturedFrame, reader: PageReader, steps: StepLog
    ) -> None:
        self._live = live
        self._captured = captured
        self._reader = reader
        self._steps = steps

    async def is_shown(self, node: int) -> bool:
        return await self._captured.is_shown(node)

    async def prove(self, selectors: Sequence[Selector], node: int) -> tuple[Selector, ...]:
        with self._steps.step(Step.PROVE) as kept:
            proven = await self._captured.prove(selectors, node)
            kept.update(tried=len(selectors), right=len(proven))
        return proven

    def snapshot(self) -> bytes:
        return packed(self._captured.capture)

    async def fingerprints(self, page: Page) -> tuple[bytes, ...]:
        html, whole = await self._live.html(), await self._live.capture()
        reader = self._reader
        of_html = await in_page_thread(reader.fingerprint_html, html)
        if whole is None:
            return of_html, await in_page_thread(page.fingerprint)
        return of_html, await in_page_thread(reader.fingerprint_capture, whole)


class Drafting:
    """Makes drafts of one query's element."""

    def __init__(
        self,
        reader: PageReader,
        query: ElementQuery,
        before: Before | None,
        drift_threshold: float,
    ) -> None:
        self._reader = reader
        self._query = query
        self._before = before
        self._drift_threshold = drift_threshold

    async def draft(self, page: Page, source: PageSource, target: Target, node: int) -> Draft:
        """Prove the selectors and gather what the entry is recognised by later.

        Raises:
            PageUnavailableError: the page has changed since the capture, or cannot be read.
        """
        proven = await source.prove(target.selectors, node)
        if not proven:
            raise PageChangingError("the page keeps changing while it is looked at")
        try:
            prints = await source.fingerprints(page)
        except (PageTooLargeError, InvalidPageError) as error:
            raise PageUnavailableError(f"the page has no fingerprint: {error.problem}") from error
        draft = await in_page_thread(self._described, page, source, target, node)
        return self._judged(replace(draft, selectors=proven, fingerprints=prints), target)

    def _described(self, page: Page, source: PageSource, target: Target, node: int) -> Draft:
        snapshot = source.snapshot()
        return Draft(
            query=self._query,
            selectors=target.selectors,
            descriptor=described(page, target.path, self._query),
            neighbourhood=page.neighbourhood(node),
            snapshot=snapshot,
            place=target.path if snapshot else "",
        )

    def _judged(self, draft: Draft, target: Target) -> Draft:
        """Say what became of an element that was known; nobody judges it again after this.

        Where surroundings cannot be compared, it is the same target as far as anyone knows.
        """
        known, before = target.recognition, self._before
        if known is None or before is None:
            return draft
        verdict, drift = judge_again(before.entry, draft, self._reader, self._drift_threshold)
        relocation = Relocation(
            way=known.way,
            verdict=verdict or Verdict.KEPT,
            score=known.score,
            margin=known.margin,
            reasons=known.reasons,
            runner_up=known.runner_up,
            neighbourhood_drift=drift,
        )
        return replace(draft, relocation=relocation)
