"""One look at a frame: its capture, and the captured elements still held on the page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, JSHandle

from pacts_daemon.browser.failures import readable
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import Selector

_PROBE = "(found, [seen, node]) => seen.probe(found, node)"
_NODE_OF = "(found, seen) => seen.nodeOf(found)"
_MOST_SELECTORS = 12


class Look:
    """A capture whose nodes lead back to their elements, by the node's place in its arrays."""

    def __init__(self, frame: Frame, seen: JSHandle, capture: bytes, truncated: bool) -> None:
        self._frame = frame
        self._seen = seen
        self.capture = capture
        self.truncated = truncated

    @classmethod
    async def at(cls, frame: Frame, script: str) -> Look:
        """Look at a frame with the daemon's own in-page code.

        Raises:
            PageUnavailableError: the page went away or changed under the look.
        """
        async with readable():
            seen = await frame.evaluate_handle(f"() => {script}.look({{}})")
            text, truncated = await seen.evaluate("seen => seen.text()")
        return cls(frame, seen, text.encode("utf-8", "replace"), truncated)

    async def prove(self, selectors: Sequence[Selector], node: int) -> tuple[Selector, ...]:
        """Return those selectors that match the element of ``node``, and nothing else, right now.

        Raises:
            PageUnavailableError: the page went away or changed under the look.
        """
        different = list(dict.fromkeys(selectors))
        tried = [s for s in different if not s.positional][:_MOST_SELECTORS]
        tried += [s for s in different if s.positional]
        hits = await asyncio.gather(*(self._is_right(selector, node) for selector in tried))
        return tuple(selector for selector, is_right in zip(tried, hits, strict=True) if is_right)

    async def node_of(self, selector: Selector) -> int | None:
        """Return the node of the one element that ``selector`` matches, if it is just one."""
        async with readable():
            locator = to_locator(self._frame, selector)
            node = int(await locator.evaluate_all(_NODE_OF, self._seen))
        return node if node >= 0 else None

    async def is_shown(self, node: int) -> bool:
        async with readable():
            return bool(await self._seen.evaluate("(seen, node) => seen.isShown(node)", node))

    async def close(self) -> None:
        """Let go of the elements; a page that went has done so itself."""
        try:
            await self._seen.dispose()
        except PlaywrightError:
            return

    async def _is_right(self, selector: Selector, node: int) -> bool:
        async with readable():
            locator = to_locator(self._frame, selector)
            matches, ours = await locator.evaluate_all(_PROBE, [self._seen, node])
        return matches == 1 and bool(ours)
