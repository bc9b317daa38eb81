"""What a Firefox that Playwright did not build makes of gestures: a part, or more than is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from typing import Final

from playwright.async_api import Error, Frame, JSHandle, Locator
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from pacts_daemon.pipeline.executor.browsers import is_firefox
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepBlockedError

_WATCH: Final = """(element, names) => {
  const seen = [];
  for (const name of names)
    element.ownerDocument.defaultView.addEventListener(name, event => seen.push(event),
      { capture: true, once: true });
  return seen;
}"""
# A page that prevents the browser's own dragging drags by the pointer's events.
_SEEN: Final = """events => events
  .filter(event => event.type !== "dragstart" || !event.defaultPrevented)
  .map(event => event.type)"""
# The end of a gesture comes as the pointer is let go; a busy browser tells of it some frames later.
_COMES_S: Final = 0.3
# What Playwright's log says last of a click that was sent to the page.
_CLICKED: Final = re.compile(r"performing click action(?!.*(retrying|performing))", re.DOTALL)


class Gesture(Enum):
    """A gesture: the event that it begins with, and those of which one ends it."""

    DOUBLE_CLICK = ("click", "dblclick")
    DRAG = ("dragstart", "drop", "dragend")


@asynccontextmanager
async def whole_gesture(doing: Doing, located: Locator, gesture: Gesture) -> AsyncIterator[None]:
    """Find that a gesture which is made in the block has come to its end, where it may not.

    Raises:
        StepBlockedError: it began, and the browser left out its end; the application never saw it.
    """
    if not is_firefox(doing.tabs.current):
        yield
        return
    begins, *ends = gesture.value
    watched = await located.evaluate_handle(_WATCH, [begins, *ends])
    yield
    if _is_half(await _seen(watched), begins, ends):
        await asyncio.sleep(_COMES_S)
        if _is_half(await _seen(watched), begins, ends):
            raise StepBlockedError(
                "environment",
                f"this Firefox makes no {ends[0]!r} of a gesture of the pointer; "
                "that of `playwright install firefox` and Chromium do",
            )


def _is_half(seen: list[str], begins: str, ends: list[str]) -> bool:
    return begins in seen and not any(end in seen for end in ends)


@asynccontextmanager
async def closing_tab(doing: Doing) -> AsyncIterator[None]:
    """Take a click that closes its own tab for done; Firefox tells no more of it than the end."""
    page = doing.tabs.current
    try:
        yield
    except Error:
        if not (is_firefox(page) and page.is_closed() and page.context.pages):
            raise


@asynccontextmanager
async def told_late(doing: Doing) -> AsyncIterator[None]:
    """Take a click for done that led to another address, and whose end the browser tells too late.

    A busy machine takes its time to do what a click asks for, and the browser tells of the click
    only then: after the time of an action, which would be a failure of the application.
    """
    page = doing.tabs.current
    left = asyncio.Event()

    def navigated(frame: Frame) -> None:
        if frame == page.main_frame:
            left.set()

    page.on("framenavigated", navigated)
    try:
        yield
    except PlaywrightTimeoutError as error:
        if not _CLICKED.search(error.message):
            raise
        try:
            await asyncio.wait_for(left.wait(), doing.world.settings.wait_s)
        except TimeoutError:
            raise error from None
        doing.notes.append("the browser told of the click when its page had gone")
    finally:
        page.remove_listener("framenavigated", navigated)


async def _seen(watched: JSHandle) -> list[str]:
    try:
        return list(await watched.evaluate(_SEEN))
    except Error:
        return []  # it led to another page
