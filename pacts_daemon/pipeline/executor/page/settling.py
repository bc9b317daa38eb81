"""Waiting until a page is at rest: what it does not show then, it does not show."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Final

from playwright.async_api import Error, Frame, Page

from pacts_daemon.pipeline.executor.page.tabs import Tabs

# A framework draws again within a few frames, a search field waits 300 ms before it asks.
QUIET_S: Final = 0.5
# Five looks within that.
_STEP_S: Final = 0.1
# A page whose script runs for so long is not at rest.
_ANSWER_S: Final = 1.0
# All that a page shows goes into one number, its open shadow roots as well.
_STATE: Final = """() => {
  let hash = 2166136261;
  const add = text => {
    for (let at = 0; at < text.length; at += 1)
      hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  };
  const roots = [document];
  for (const root of roots) {
    add(root === document ? document.documentElement.outerHTML : root.innerHTML);
    for (const element of root.querySelectorAll("*"))
      if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return `${document.readyState} ${hash}`;
}"""


async def settle(tabs: Tabs, wait_s: float, quiet_s: float = QUIET_S) -> bool:
    """Wait until the current page loads nothing and has not changed for ``quiet_s`` seconds.

    Returns:
        Whether it came to rest within ``wait_s``: a page with a clock on it never does.
    """
    ends_at = monotonic() + wait_s
    seen, since = "", monotonic()
    while True:
        state = await _state(tabs.current)
        now = monotonic()
        if state != seen or not state or tabs.is_loading():
            seen, since = state, now
        elif now - since >= quiet_s:
            return True
        if now >= ends_at:
            return False
        await asyncio.sleep(_STEP_S)


async def _state(page: Page) -> str:
    """Return what tells the states of a page apart; empty while it is on its way to another."""
    states = [await _state_of(frame) for frame in page.frames]
    if not states[0].startswith("complete"):
        return ""
    return " ".join(states)


async def _state_of(frame: Frame) -> str:
    try:
        async with asyncio.timeout(_ANSWER_S):
            return str(await frame.evaluate(_STATE))
    except (Error, TimeoutError):
        return ""  # the frame has gone, or is on its way
