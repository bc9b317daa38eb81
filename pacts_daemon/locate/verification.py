"""Whether stored selectors still lead to their element, asked of the live page."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError
from pacts_daemon.core.live_page import CapturedFrame, ElementFacts, LiveFrame, PageProvider
from pacts_daemon.core.model import Action, Descriptor, Entry, PageAccess, Selector
from pacts_daemon.core.page_ports import Gate, Verification
from pacts_daemon.drift_core import Page
from pacts_daemon.locate.counting import misplaced
from pacts_daemon.locate.identity import is_described, why_elsewhere, why_not
from pacts_daemon.locate.reader import PageReader
from pacts_daemon.locate.words import descriptor_of

_POINTS: dict[Action, frozenset[str]] = {
    Action.ANY: frozenset(),
    Action.READ: frozenset({"visible"}),
    Action.HOVER: frozenset({"visible", "stable", "receives_events"}),
    Action.CLICK: frozenset({"visible", "enabled", "stable", "receives_events"}),
    Action.CHECK: frozenset({"visible", "enabled", "stable", "receives_events"}),
    Action.SELECT: frozenset({"visible", "enabled", "stable", "receives_events"}),
    Action.FILL: frozenset({"visible", "enabled", "editable", "stable", "receives_events"}),
}
UNDESCRIBED = "the entry does not describe its element, so which one it is was not checked"
_UNREADABLE = "the page cannot be read, so whose record it stands in was not checked"
_CHANGING = "the page keeps changing while it is looked at"


@dataclass(frozen=True, slots=True)
class VerifierOptions:
    """How long a page is given to settle when what is stored is not right on it at once."""

    settle_ms: int = 1_000


class LiveVerifier:
    """Checks entries on live pages; implements `core.page_ports.Verifier`."""

    def __init__(
        self,
        pages: PageProvider,
        reader: PageReader,
        options: VerifierOptions | None = None,
    ) -> None:
        self._pages = pages
        self._reader = reader
        self._options = options or VerifierOptions()

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        async with self._pages.page(access) as page:
            frame = page.frame(entry.query.frame)
            if frame is not None:
                result = await self._checked(frame, entry)
                if _is_right(result):
                    return result
            await page.main.settle(self._options.settle_ms)
            frame = page.frame(entry.query.frame)
            if frame is None:
                missing = f"the page has no one frame {entry.query.frame!r}"
                return Verification(entry.selectors[0], 0, None, Gate.UNIQUE, missing)
            return await self._checked(frame, entry)

    async def _checked(self, frame: LiveFrame, entry: Entry) -> Verification:
        async with AsyncExitStack() as stack:
            capture = _CaptureOnDemand(frame, self._reader, stack)
            return await EntryCheck(frame, entry, capture).best()


class EntryCheck:
    """Checks one entry in one frame as it is now."""

    def __init__(self, frame: LiveFrame, entry: Entry, capture: _CaptureOnDemand) -> None:
        self._frame = frame
        self._entry = entry
        self._capture = capture

    async def best(self) -> Verification:
        """Check one selector after the other until one leads to the entry's element."""
        first, *others = self._entry.selectors
        result = await self._checked(first)
        if result.is_same:
            return result
        for selector in others:
            other = await self._checked(selector)
            if other.is_same:
                return other
        return result

    async def _checked(self, selector: Selector) -> Verification:
        match = await self._frame.matched(selector)
        if match.element is None:
            found = match.problem or f"it matches {match.count} elements"
            return Verification(selector, match.count, None, Gate.UNIQUE, found)
        if not is_described(self._entry.descriptor):
            return await self._gated(selector, match.element, UNDESCRIBED)
        wrong = await self._why_not(selector, match.element)
        if not wrong and (self._entry.descriptor.records or selector.positional):
            wrong = await self._whose_else(selector)
        if wrong:
            return Verification(selector, 1, is_same=False, failed=None, detail=wrong)
        return await self._gated(selector, match.element, "")

    async def _why_not(self, selector: Selector, facts: ElementFacts) -> str:
        """Compare with what the entry says, by the whole page where one element won't do.

        What has no name by the rules is called by its text, and a place among siblings proves
        nothing unless what is around it is the same.
        """
        if facts.name and not selector.positional:
            return why_not(self._entry, facts)
        captured = await self._capture.taken()
        node = await captured.node_of(selector)
        if node is None:
            return _CHANGING
        said = await self._capture.description(node)
        if said is None:
            return why_not(self._entry, facts)
        why = why_not(self._entry, replace(facts, name=facts.name or said.name))
        if why or not selector.positional:
            return why
        return why_elsewhere(self._entry.descriptor, said)

    async def _whose_else(self, selector: Selector) -> str:
        """Say why it belongs to another record: all else may agree, and the record may not.

        Or that another one stands where the query counts to.
        """
        captured = await self._capture.taken()
        node = await captured.node_of(selector)
        return _CHANGING if node is None else await self._capture.misplaced(node, self._entry)

    async def _gated(self, selector: Selector, facts: ElementFacts, said: str) -> Verification:
        points = points_of(self._entry.query.action, facts)
        failed, why = await self._frame.passed(selector, points) if points else (None, "")
        detail = "; ".join(filter(None, (said, why)))
        return Verification(selector, 1, is_same=True, failed=failed, detail=detail)


class _CaptureOnDemand:
    """A frame's capture, taken and parsed once for all selectors; ``stack`` lets go of it."""

    def __init__(self, frame: LiveFrame, reader: PageReader, stack: AsyncExitStack) -> None:
        self._frame = frame
        self._reader = reader
        self._stack = stack
        self._captured: CapturedFrame | None = None
        self._page: Page | None = None

    async def taken(self) -> CapturedFrame:
        if self._captured is None:
            self._captured = await self._stack.enter_async_context(self._frame.captured())
            self._page = await in_page_thread(self._parsed, self._captured.capture)
        return self._captured

    async def description(self, node: int) -> Descriptor | None:
        """Return what identifies a node; None when the page cannot be parsed."""
        return None if self._page is None else await in_page_thread(_described, self._page, node)

    async def misplaced(self, node: int, entry: Entry) -> str:
        """Return why a node stands elsewhere than the entry's element; empty when it does not."""
        page = self._page
        if page is None:
            return _UNREADABLE if entry.descriptor.records else ""
        return await in_page_thread(lambda: misplaced(page, page.path(node), entry))

    def _parsed(self, capture: bytes) -> Page | None:
        try:
            return self._reader.read_capture(capture)
        except (InvalidPageError, PageTooLargeError):
            return None


def _described(page: Page, node: int) -> Descriptor:
    return descriptor_of(page.describe(page.path(node)))


def _is_right(result: Verification) -> bool:
    return bool(result.is_same) and result.failed is None


def points_of(action: Action, facts: ElementFacts) -> frozenset[str]:
    """What the action needs; as in Playwright, a file is set whether one sees its field or not."""
    if facts.tag == "input" and facts.attributes.get("type", "").lower() == "file":
        return frozenset()
    return _POINTS[action]
