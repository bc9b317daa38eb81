"""What a captured page says of an element that a caller saved by its selectors alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace

from pacts_daemon.core.errors import InvalidFieldError, InvalidPageError, PageTooLargeError
from pacts_daemon.core.model import Descriptor, Draft, Selector
from pacts_daemon.drift_core import Page, select
from pacts_daemon.locate.reader import PageReader
from pacts_daemon.locate.snapshot import packed
from pacts_daemon.locate.words import described

# No text of a page can read so: within a string of the capture its quotes are escaped.
_TRUNCATED = re.compile(rb'"truncated"\s*:\s*true')


class PageCompleter:
    """Finds the element by the draft's own selectors; implements `core.page_ports.Completer`."""

    def __init__(self, reader: PageReader) -> None:
        self._reader = reader

    async def complete(self, draft: Draft, capture: bytes) -> Draft:
        return await asyncio.to_thread(self._completed, draft, capture)

    def _completed(self, draft: Draft, capture: bytes) -> Draft:
        try:
            page = self._reader.read_capture(capture)
        except (InvalidPageError, PageTooLargeError):
            return draft  # the fingerprint of the same capture has said why
        try:
            place = _place_of(page, draft.selectors)
        except InvalidFieldError:
            if not draft.query.frame and not _TRUNCATED.search(capture):
                raise
            return draft  # what is in a frame, or was left out of the capture, is not told
        snapshot = packed(capture) if place else b""
        if not place or not snapshot:
            return draft
        seen, said = described(page, place, draft.query), draft.descriptor
        if said != Descriptor():
            seen = replace(said, records=said.records or seen.records)
        return replace(
            draft,
            descriptor=seen,
            neighbourhood=page.neighbourhood(page.node(place)),
            snapshot=snapshot,
            place=place,
        )


def _place_of(page: Page, selectors: Sequence[Selector]) -> str:
    """Return the path of the one element that the selectors match, empty when nobody can tell.

    Raises:
        InvalidFieldError: a selector surely does not lead to the element of those before it.
    """
    place, by = "", 0
    for at, selector in enumerate(selectors):
        paths = select(page, selector)
        if paths is None:
            continue
        field = f"selectors[{at}]"
        if not paths:
            raise InvalidFieldError(field, "matches nothing on the page in evidence")
        if len(paths) > 1:
            problem = f"matches {len(paths)} elements on the page in evidence"
            raise InvalidFieldError(field, problem)
        if place and paths[0] != place:
            raise InvalidFieldError(field, f"matches another element than selectors[{by}]")
        if not place:
            place, by = paths[0], at
    return place
