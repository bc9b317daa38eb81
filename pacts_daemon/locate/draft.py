"""From an element that was found to a draft of its entry, proven on the live page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from pacts_daemon.browser.captured import Look
from pacts_daemon.browser.frames import PageView
from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError, PageUnavailableError
from pacts_daemon.core.model import Before, Draft, ElementQuery
from pacts_daemon.core.policy import judge_again
from pacts_daemon.drift_core import PreparedPage
from pacts_daemon.locate.by_name import Target
from pacts_daemon.locate.measure import PageMeasure
from pacts_daemon.locate.snapshot import packed
from pacts_daemon.locate.words import descriptor_of


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at a page, and what the drift core read in it."""

    view: PageView
    look: Look
    page: PreparedPage


class Drafting:
    """Makes drafts for one query."""

    def __init__(
        self,
        measure: PageMeasure,
        query: ElementQuery,
        before: Before | None,
        drift_threshold: float,
    ) -> None:
        self._measure = measure
        self._query = query
        self._before = before
        self._drift_threshold = drift_threshold

    async def draft(self, sight: Sight, target: Target) -> Draft:
        """Prove the selectors and gather what the entry is recognised by later.

        Raises:
            PageUnavailableError: the page has changed under the look, or cannot be read.
        """
        node = await asyncio.to_thread(sight.page.node, target.path)
        proven = await sight.look.prove(target.selectors, node)
        if not proven:
            raise PageUnavailableError("the page keeps changing while it is looked at")
        html, whole = await sight.view.html(), await sight.view.whole(sight.look)
        draft = await asyncio.to_thread(self._read, sight, target, node, html, whole)
        return replace(draft, selectors=proven)

    def _read(self, sight: Sight, target: Target, node: int, html: bytes, whole: bytes) -> Draft:
        measure, capture = self._measure, sight.look.capture
        try:
            # One for each form a caller may send as evidence: they are never compared with another.
            prints = measure.fingerprint_html(html), measure.fingerprint_capture(whole)
            neighbourhood = measure.neighbourhood_capture(capture, node)
        except (PageTooLargeError, InvalidPageError) as error:
            raise PageUnavailableError(f"the page has no fingerprint: {error.problem}") from error
        snapshot = packed(capture)
        draft = Draft(
            query=self._query,
            selectors=target.selectors,
            descriptor=descriptor_of(sight.page.describe(target.path)),
            fingerprints=prints,
            neighbourhood=neighbourhood,
            snapshot=snapshot,
            place=target.path if snapshot else "",
            relocation=target.relocation,
        )
        return self._judged(draft)

    def _judged(self, draft: Draft) -> Draft:
        """Say what became of it by the same rules as of every element that was found again."""
        if draft.relocation is None or self._before is None:
            return draft
        verdict, drift = judge_again(
            self._before.entry, draft, self._measure, self._drift_threshold
        )
        if verdict is None:
            return draft
        relocation = replace(draft.relocation, verdict=verdict, neighbourhood_drift=drift)
        return replace(draft, relocation=relocation)
