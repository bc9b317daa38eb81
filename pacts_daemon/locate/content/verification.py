"""Whether stored selectors still lead to their element, on a page that came with the call."""

from __future__ import annotations

from collections.abc import Collection

from pacts_daemon.core.answers import FailureClass
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.live_page import ElementFacts
from pacts_daemon.core.model import Descriptor, Entry, PageAccess, Selector
from pacts_daemon.core.page_ports import Gate, Verification
from pacts_daemon.drift_core import Page, select
from pacts_daemon.locate.content.discovery import page_of
from pacts_daemon.locate.content.documents import SentDocuments
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.locate.counting import misplaced
from pacts_daemon.locate.identity import is_described, why_elsewhere, why_not
from pacts_daemon.locate.verification import UNDESCRIBED, points_of
from pacts_daemon.locate.words import descriptor_of

_UNJUDGED = "only a browser can tell what it matches"
_UNTOLD = "a page that was sent does not tell whether it stands still, nor what lies above it"
_NO_POINTER = "it takes no pointer"
_NO_STATE = "the form of the page does not tell whether it can be acted on"


class ContentVerifier:
    """Checks entries on pages that accesses hold; implements `core.page_ports.Verifier`."""

    def __init__(self, pages: SentPages) -> None:
        self._pages = pages
        self._documents = SentDocuments(pages)

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        """Check the entry; raises as `SentPages.parsed`."""
        sent = page_of(access)
        async with self._pages.worked_on(sent):
            document = await self._documents.document(sent, entry.query.frame)
            if document is None:
                missing = f"no one frame {entry.query.frame!r} came with the page"
                return Verification(entry.selectors[0], 0, None, Gate.UNIQUE, missing)
            return await in_page_thread(ContentCheck(document.page, entry).best)


class ContentCheck:
    """Checks one entry on one parsed page; blocks."""

    def __init__(self, page: Page, entry: Entry) -> None:
        self._page = page
        self._entry = entry

    def best(self) -> Verification:
        """Return the best selector that is right; else the first of which something is known."""
        checked = []
        for selector in self._entry.selectors:
            one = self._checked(selector)
            if one.is_same:
                return one
            checked.append(one)
        judged = (one for one in checked if one.said is None)
        return next(judged, checked[0])

    def _checked(self, selector: Selector) -> Verification:
        paths = select(self._page, selector)
        if paths is None:
            return Verification(selector, 0, None, None, _UNJUDGED, FailureClass.UNKNOWN)
        if len(paths) != 1:
            found = f"it matches {len(paths)} elements"
            return Verification(selector, len(paths), None, Gate.UNIQUE, found)
        path = paths[0]
        said = descriptor_of(self._page.describe(path))
        if not is_described(self._entry.descriptor):
            return self._gated(selector, path, said, UNDESCRIBED)
        wrong = self._why_not(selector, path, said)
        if wrong:
            return Verification(selector, 1, is_same=False, failed=None, detail=wrong)
        return self._gated(selector, path, said, "")

    def _why_not(self, selector: Selector, path: str, said: Descriptor) -> str:
        known = self._entry.descriptor
        why = why_not(self._entry, _facts(said))
        if not why and selector.positional:
            why = why_elsewhere(known, said)
        if why:
            return why
        return misplaced(self._page, path, self._entry)

    def _gated(self, selector: Selector, path: str, said: Descriptor, detail: str) -> Verification:
        points = points_of(self._entry.query.action, _facts(said))
        failed, why = self._passed(path, said.tag, points) if points else (None, "")
        told = "; ".join(filter(None, (detail, why)))
        return Verification(selector, 1, is_same=True, failed=failed, detail=told)

    def _passed(self, path: str, tag: str, points: Collection[str]) -> tuple[Gate | None, str]:
        state = self._page.state(path)
        if state is None:
            is_hidden = self._page.is_hidden(path)
            return (Gate.VISIBLE, "it is not shown") if is_hidden else (None, _NO_STATE)
        is_fixed = tag in {"input", "textarea"} and not state.editable
        wrong = (
            (not state.visible, "visible", Gate.VISIBLE, "it is not shown"),
            (not state.enabled, "enabled", Gate.ENABLED, "it is disabled"),
            (is_fixed, "editable", Gate.ENABLED, "it is read-only"),
            (not state.receives_events, "receives_events", Gate.RECEIVES_EVENTS, _NO_POINTER),
        )
        for is_wrong, point, gate, why in wrong:
            if is_wrong and point in points:
                return gate, why
        return None, _UNTOLD if "stable" in points else ""


def _facts(said: Descriptor) -> ElementFacts:
    return ElementFacts(said.tag, said.role, said.name, True, said.attributes)
