"""What a page that was sent says of an element that a caller saved by its selectors alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pacts_daemon.core.content.page import PageForm, SentPage
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidFieldError, InvalidPageError, PageTooLargeError
from pacts_daemon.core.model import Descriptor, Draft, Selector
from pacts_daemon.drift_core import Page, select
from pacts_daemon.locate.content.documents import Document, SentDocuments
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.locate.words import described

# An element of its own kind may hold a shadow root, which HTML source does not show.
_OWN_KIND = re.compile(rb"<[a-zA-Z][a-zA-Z0-9]*-")


class PageCompleter:
    """Finds the element by the draft's own selectors; implements `core.page_ports.Completer`."""

    def __init__(self, pages: SentPages) -> None:
        self._pages = pages
        self._documents = SentDocuments(pages)

    async def complete(self, draft: Draft, page: SentPage) -> Draft:
        async with self._pages.worked_on(page):
            return await self._complete(draft, page)

    async def _complete(self, draft: Draft, page: SentPage) -> Draft:
        try:
            document = await self._documents.document(page, draft.query.frame)
        except (InvalidPageError, PageTooLargeError):
            return draft  # the fingerprint of the same page has said why
        if document is None:
            return draft
        return await in_page_thread(_completed, draft, document)


def _completed(draft: Draft, document: Document) -> Draft:
    page = document.page
    try:
        place = _place_of(page, draft.selectors)
    except InvalidFieldError:
        if not _is_in_part(document):
            raise
        return draft  # what was left out of the page is not told
    if not place:
        return draft
    snapshot = document.snapshot()
    seen, said = described(page, place, draft.query), draft.descriptor
    if said != Descriptor():
        seen = replace(said, records=said.records or seen.records)
    return replace(
        draft,
        descriptor=seen,
        neighbourhood=page.neighbourhood(page.node(place)),
        snapshot=snapshot,
        place=place if snapshot else "",
    )


def _is_in_part(document: Document) -> bool:
    sent = document.sent
    is_source = sent.form is PageForm.HTML
    return document.is_truncated or (is_source and _OWN_KIND.search(sent.content) is not None)


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
