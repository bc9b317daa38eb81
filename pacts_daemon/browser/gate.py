"""What a selector matches on a live page, and whether that can be acted on."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame

from pacts_daemon.browser.failures import readable
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.live_page import ElementFacts, Match
from pacts_daemon.core.model import Selector
from pacts_daemon.core.page_ports import Gate

# Whether it stands still takes two frames of a page that is drawn; one in the background is never
# drawn.
_GATE_TIMEOUT_S = 2.0
_OF_A_BAD_SELECTOR = ("selector", "XPath expression")


async def matched(frame: Frame, selector: Selector, script: str) -> Match:
    """Say what ``selector`` matches.

    Raises:
        PageUnavailableError: the page went away.
    """
    ask = f"found => {script}.identify(found)"
    async with readable():
        try:
            count, facts = await to_locator(frame, selector).evaluate_all(ask)
        except PlaywrightError as error:
            if not any(word in error.message for word in _OF_A_BAD_SELECTOR):
                raise
            return Match(0, problem="it cannot be run")
    return Match(count, None if facts is None else ElementFacts(**facts))


async def passed(
    frame: Frame, selector: Selector, points: Collection[str], script: str
) -> tuple[Gate | None, str]:
    """Put the one element that ``selector`` matches through the points of the gate.

    Raises:
        PageUnavailableError: the page went away.
    """
    ask = f"(found, asked) => {script}.pass(found, asked)"
    asked = dict.fromkeys(points, True)
    try:
        async with asyncio.timeout(_GATE_TIMEOUT_S), readable():
            failed, why = await to_locator(frame, selector).evaluate_all(ask, asked)
    except TimeoutError:
        return Gate.STABLE, "the page does not get to draw"
    return (Gate(failed), why) if failed else (None, "")
