"""Whether stored selectors still lead to their element, asked of the live page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from pacts_daemon.browser.capture import looking_script
from pacts_daemon.browser.frames import PageView, frame_of
from pacts_daemon.browser.gate import Sighting
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError
from pacts_daemon.core.model import Action, Descriptor, Entry, PageAccess, Selector
from pacts_daemon.core.page_ports import Gate, Verification
from pacts_daemon.locate.identity import is_described, why_not
from pacts_daemon.locate.measure import PageMeasure
from pacts_daemon.locate.paths import path_of
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
_UNDESCRIBED = "the entry does not describe its element, so which one it is was not checked"
_ELSEWHERE = "it stands at the same place, but what is around it is not the same"


@dataclass(frozen=True, slots=True)
class VerifierOptions:
    """How long a page is given to settle when what is stored is not right on it at once."""

    settle_ms: int = 1_000


class LiveVerifier:
    """Checks entries through a browser; implements `core.looking.Verifier`."""

    def __init__(
        self,
        pool: BrowserPool,
        measure: PageMeasure,
        options: VerifierOptions | None = None,
    ) -> None:
        self._pool = pool
        self._measure = measure
        self._options = options or VerifierOptions()
        self._script = looking_script()

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        async with self._pool.page(access) as page:
            frame = frame_of(page, entry.query.frame)
            if frame is not None:
                result = await self._best(PageView(page, frame, self._script), entry)
                if _is_right(result):
                    return result
            main = PageView(page, page.main_frame, self._script)
            await main.settle(self._options.settle_ms)
            frame = frame_of(page, entry.query.frame)
            if frame is None:
                missing = f"the page has no one frame {entry.query.frame!r}"
                return Verification(entry.selectors[0], 0, None, Gate.UNIQUE, missing)
            return await self._best(PageView(page, frame, self._script), entry)

    async def _best(self, view: PageView, entry: Entry) -> Verification:
        """Check one selector after the other until one leads to the entry's element."""
        first = await self._check(view, entry, entry.selectors[0])
        if first.is_same:
            return first
        for selector in entry.selectors[1:]:
            result = await self._check(view, entry, selector)
            if result.is_same:
                return result
        return first

    async def _check(self, view: PageView, entry: Entry, selector: Selector) -> Verification:
        match = await view.matched(selector)
        if match.element is None:
            found = match.problem or f"it matches {match.count} elements"
            return Verification(selector, match.count, None, Gate.UNIQUE, found)
        if not is_described(entry.descriptor):
            return await self._gated(view, entry, selector, match.element, _UNDESCRIBED)
        wrong = await self._why_not(view, entry, selector, match.element)
        if wrong:
            return Verification(selector, 1, is_same=False, failed=None, detail=wrong)
        return await self._gated(view, entry, selector, match.element, "")

    async def _why_not(
        self, view: PageView, entry: Entry, selector: Selector, seen: Sighting
    ) -> str:
        """Compare with what the entry says, by a look at the whole page where one element won't do.

        What has no name by the rules is called by its text, and a place among siblings proves
        nothing unless what is around it is the same.
        """
        if seen.name and not selector.positional:
            return why_not(entry, seen)
        async with view.look() as look:
            node = await look.node_of(selector)
            if node is None:
                return "the page keeps changing while it is looked at"
            said = await asyncio.to_thread(self._described, look.capture, node)
        if said is None:
            return why_not(entry, seen)
        why = why_not(entry, replace(seen, name=seen.name or said.name))
        if why or not selector.positional:
            return why
        is_around = set(entry.descriptor.neighbourhood) <= set(said.neighbourhood)
        return "" if is_around else _ELSEWHERE

    def _described(self, capture: bytes, node: int) -> Descriptor | None:
        try:
            page = self._measure.prepare_capture(capture)
        except (InvalidPageError, PageTooLargeError):
            return None
        return descriptor_of(page.describe(path_of(capture, node)))

    async def _gated(
        self, view: PageView, entry: Entry, selector: Selector, seen: Sighting, said: str
    ) -> Verification:
        points = _points(entry.query.action, seen)
        failed, why = await view.passed(selector, points) if points else (None, "")
        detail = "; ".join(filter(None, (said, why)))
        return Verification(selector, 1, is_same=True, failed=failed, detail=detail)


def _is_right(result: Verification) -> bool:
    return bool(result.is_same) and result.failed is None


def _points(action: Action, seen: Sighting) -> frozenset[str]:
    """What the action needs; as in Playwright, a file is set whether one sees its field or not."""
    if seen.tag == "input" and seen.attributes.get("type", "").lower() == "file":
        return frozenset()
    return _POINTS[action]
