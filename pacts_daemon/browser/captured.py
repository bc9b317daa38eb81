"""A frame's capture, and the captured elements still held on the page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, JSHandle

from pacts_daemon.browser.failures import readable
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import Selector

_PROBE = "(found, [held, node]) => held.probe(found, node)"
_NODE_OF = "(found, held) => held.nodeOf(found)"
# Each is a question to the page. They come ranked, best first; a place is asked for in any case, as
# the last resort.
_MOST_SELECTORS = 12


class HeldCapture:
    """A capture whose nodes lead back to their elements; a `core.live_page.CapturedFrame`."""

    def __init__(
        self, frame: Frame, held: JSHandle, capture: bytes, nodes: int, *, truncated: bool
    ) -> None:
        self._frame = frame
        self._held = held
        self.capture = capture
        self.nodes = nodes
        self.truncated = truncated

    @classmethod
    async def of(cls, frame: Frame, script: str) -> HeldCapture:
        """Capture a frame with the daemon's own in-page code.

        Raises:
            PageUnavailableError: the page went away or changed meanwhile.
        """
        async with readable():
            held = await frame.evaluate_handle(f"() => {script}.hold({{}})")
            text, truncated, nodes = await held.evaluate("held => held.text()")
        return cls(frame, held, text.encode("utf-8", "replace"), nodes, truncated=truncated)

    async def prove(self, selectors: Sequence[Selector], node: int) -> tuple[Selector, ...]:
        different = list(dict.fromkeys(selectors))
        tried = [s for s in different if not s.positional][:_MOST_SELECTORS]
        tried += [s for s in different if s.positional]
        hits = await asyncio.gather(*(self._is_right(selector, node) for selector in tried))
        return tuple(selector for selector, is_right in zip(tried, hits, strict=True) if is_right)

    async def node_of(self, selector: Selector) -> int | None:
        async with readable():
            locator = to_locator(self._frame, selector)
            node = int(await locator.evaluate_all(_NODE_OF, self._held))
        return node if node >= 0 else None

    async def is_shown(self, node: int) -> bool:
        async with readable():
            return bool(await self._held.evaluate("(held, node) => held.isShown(node)", node))

    async def close(self) -> None:
        """Let go of the elements; a page that went has done so itself."""
        try:
            await self._held.dispose()
        except PlaywrightError:
            return

    async def _is_right(self, selector: Selector, node: int) -> bool:
        async with readable():
            locator = to_locator(self._frame, selector)
            matches, ours = await locator.evaluate_all(_PROBE, [self._held, node])
        return matches == 1 and bool(ours)
