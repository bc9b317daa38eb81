"""Opening what a hidden element is in: a menu, a tab, a part that is folded."""

from __future__ import annotations

from typing import Any, Final

from playwright.async_api import Error, Locator, Page

from pacts.answers import Hidden, Revealer
from pacts.flow.target import Target
from pacts.playwright.locators import frame_of, locator_of
from pacts_daemon.pipeline.executor.failures import StepFailedError

# Above a control that only stands before the part and says nothing of it, 0.4 (`ties.rs` of the
# drift core): a test must not click what is wrong as often as right.
SURE: Final = 0.5
# What opens mostly moves for 200 to 300 ms, and covers what is clicked next until then.
_OPENED_MS: Final = 300


async def open_way(page: Page, target: Target, hidden: Hidden) -> tuple[str, ...]:
    """Act on the controls that show a hidden element, in order; returns what they are called.

    Raises:
        StepFailedError: it is not sure that one of them does, or one is not there.
    """
    unsure = [one for one in hidden.revealed_by if one.confidence < SURE]
    if unsure or not hidden.revealed_by:
        by = ", ".join(one.brief for one in unsure)
        raise StepFailedError(
            "hidden",
            f"{target.element!r} is hidden, and it is not sure that {by or 'anything'} shows it",
            seen="hidden",
        )
    root = frame_of(page, target.frame)
    for one in hidden.revealed_by:
        control = await _control(root, one)
        try:
            await control.click()
        except Error as error:
            raise StepFailedError(
                "hidden", f"{target.element!r} is hidden, and {one.brief} can't be clicked"
            ) from error
        await page.wait_for_timeout(_OPENED_MS)
    return tuple(one.brief for one in hidden.revealed_by)


async def _control(root: Any, revealer: Revealer) -> Locator:
    for selector in revealer.selectors:
        located: Locator = locator_of(root, selector)
        if await located.count() == 1 and await located.is_visible():
            return located
    raise StepFailedError("hidden", f"what would show it, {revealer.brief}, is not there")
