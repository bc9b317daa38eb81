"""What a captured page says of an element that a caller saved by its selectors alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError
from pacts_daemon.core.model import Descriptor, Draft, Selector
from pacts_daemon.drift_core import PreparedPage
from pacts_daemon.locate.measure import PageMeasure
from pacts_daemon.locate.snapshot import packed
from pacts_daemon.locate.words import descriptor_of


class PageCompleter:
    """Finds the element by the draft's own selectors; implements `core.looking.Completer`."""

    def __init__(self, measure: PageMeasure) -> None:
        self._measure = measure

    async def complete(self, draft: Draft, capture: bytes) -> Draft:
        return await asyncio.to_thread(self._read, draft, capture)

    def _read(self, draft: Draft, capture: bytes) -> Draft:
        try:
            page = self._measure.prepare_capture(capture)
        except (InvalidPageError, PageTooLargeError):
            return draft  # the fingerprint of the same capture has said why
        place = _place_of(page, draft.selectors)
        snapshot = packed(capture) if place else b""
        if not place or not snapshot:
            return draft
        said = draft.descriptor != Descriptor()
        return replace(
            draft,
            descriptor=draft.descriptor if said else descriptor_of(page.describe(place)),
            neighbourhood=self._measure.neighbourhood_capture(capture, page.node(place)),
            snapshot=snapshot,
            place=place,
        )


def _place_of(page: PreparedPage, selectors: Sequence[Selector]) -> str:
    """The path of what the best selector finds that finds just one element."""
    for selector in selectors:
        paths = page.select(
            selector.strategy.value, selector.value, selector.role, selector.attribute
        )
        if paths is not None and len(paths) == 1:
            return paths[0]
    return ""
