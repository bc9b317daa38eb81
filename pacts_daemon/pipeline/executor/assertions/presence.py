"""Whether something is there: visible, not visible, gone."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Final

from playwright.async_api import Locator, Page

from pacts.answers import Hidden, Miss
from pacts.flow.errors import ElementNotFoundError
from pacts.flow.steps import PageNotReadyError
from pacts.outcomes import MissReason
from pacts.playwright.locators import frame_of
from pacts_daemon.pipeline.executor.assertions.kinds import (
    RECORDS,
    is_plural,
    kind_of,
    named,
    shown_of,
)
from pacts_daemon.pipeline.executor.assertions.looks import STEP_S, Seen, first_of, read, use
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepFailedError
from pacts_daemon.pipeline.executor.page.exactness import has_exact_text, is_whole
from pacts_daemon.pipeline.executor.page.texts import names, shows
from pacts_daemon.pipeline.executor.revealing import SURE

# Longer than most pages take to show what was done, shorter than anybody waits for an icon's name.
_COMING_S: Final = 0.75
# What comes and goes: hidden, it is gone for people, whatever would open it again.
_TRANSIENT: Final = {
    "dialog",
    "alertdialog",
    "alert",
    "status",
    "tooltip",
    "menu",
    "listbox",
    "log",
}
_NOT_SHOWN: Final = Seen(
    holds=False, failure_class="not_found", message="the page does not show it"
)


async def visible(doing: Doing) -> Seen:
    """Look whether the element is shown; a quoted one may be a text of the page."""
    if _is_text(doing):
        return await _quoted(doing)
    return await _named(doing)


async def not_visible(doing: Doing) -> Seen:
    """Look whether nothing of that name is shown; what is there may be hidden."""
    if _is_text(doing):
        return await _text_is_shown(doing) or Seen(holds=True)
    miss = await _absent(doing)
    if miss is None and await _is_seen(doing):
        return Seen(holds=False, seen="visible")
    if miss is None:
        alike = await _namesake(doing)
    else:
        alike = await _alike(doing) or await _elsewhere(doing)
    return alike or Seen(holds=True, seen="hidden" if miss is None or miss.hidden else "")


async def gone(doing: Doing) -> Seen:
    """Look whether the element is not on the page, or not shown and nothing would show it."""
    if _is_text(doing):
        if (shown := await _text_is_shown(doing)) is not None:
            return shown
        if not await names(doing.tabs.current, doing.text, hidden=True):
            return Seen(holds=True)
    miss = await _absent(doing)
    if miss is None and await _is_seen(doing):
        return Seen(holds=False, seen="visible")
    alike = await (_namesake(doing) if miss is None else _alike(doing))
    if alike is not None:
        return alike
    behind = doing.world.elements.behind
    hidden = miss.hidden if miss is not None else await behind(doing.target)
    if hidden is None:
        return Seen(holds=True)
    return _hidden(doing, hidden)


async def part_of(doing: Doing) -> Page | Locator | None:
    """Return the part of the page that an action is about; None: it is not there."""
    scope = doing.action.scope
    if not scope:
        return doing.tabs.current
    target = doing.world.elements.target("", scope)
    if target.frame and not target.scope:
        try:
            frame: Locator = frame_of(doing.tabs.current, target.frame).locator("body")
        except PageNotReadyError:
            return None
        return frame
    try:
        _, located = await use(doing, doing.world.elements.target(scope, ""), _itself)
    except ElementNotFoundError:
        return None
    return located


def _shown(is_visible: bool) -> Seen:
    return Seen(
        is_visible, "visible" if is_visible else "hidden", "assertion" if is_visible else "hidden"
    )


async def _quoted(doing: Doing) -> Seen:
    """Look for a text on the page and, when none comes, for an element that is called so too.

    A text that is on its way is no element: asked for, it would be a miss in each loop, and in a
    frozen run the end.
    """
    settings = doing.world.settings
    coming_s = settings.wait_s if settings.frozen else min(_COMING_S, settings.wait_s)
    ends_at = monotonic() + coming_s
    while not await _text_now(doing):
        if monotonic() >= ends_at:
            # A frozen run looks for nothing: what the page does not show is not there.
            return _NOT_SHOWN if settings.frozen else await _quoted_or_named(doing)
        await asyncio.sleep(STEP_S)
    return Seen(holds=True, seen=doing.text)


async def _quoted_or_named(doing: Doing) -> Seen:
    element = asyncio.create_task(_named(doing))
    try:
        while not element.done():
            await asyncio.wait({element}, timeout=STEP_S)
            if not element.done() and await _text_now(doing):
                return Seen(holds=True, seen=doing.text)
        return element.result()
    finally:
        element.cancel()
        await asyncio.gather(element, return_exceptions=True)


async def _named(doing: Doing) -> Seen:
    try:
        return _shown(await read(doing, Locator.is_visible, by_name=True))
    except ElementNotFoundError as error:
        if error.miss.reason is MissReason.AMBIGUOUS:
            return await _first(doing, error)
        raise


async def _first(doing: Doing, error: ElementNotFoundError) -> Seen:
    """Look at the first of several: that there is one is all that was said."""
    texts, is_visible = await use(doing, first_of(doing.target), Locator.is_visible)
    if doing.action.is_exact and not has_exact_text(texts, doing.text):
        raise error
    doing.notes.append("there are several of that name")
    return _shown(is_visible)


async def _text_now(doing: Doing) -> bool:
    if doing.text in doing.tabs.dialogs.messages:
        return True
    root = await part_of(doing)
    if root is None:
        return False
    return await shows(root, doing.text, named=True)


def _is_text(doing: Doing) -> bool:
    """Say whether an element is a text that was quoted, and no more than that."""
    return doing.action.is_exact and is_whole(doing.element, doing.text)


async def _text_is_shown(doing: Doing) -> Seen | None:
    part = await part_of(doing)
    root = part or doing.tabs.current
    if await shows(root, doing.text, named=True):
        where = "" if part is not None else f"; there is no {doing.action.scope!r}"
        return Seen(holds=False, seen=f"the page shows {doing.text!r}{where}")
    return None


async def _absent(doing: Doing) -> Miss | None:
    """Return the miss of the element; None: it is there.

    Raises:
        StepFailedError: there are several of that name, or another one was found in its place.
    """
    try:
        miss = await doing.world.elements.absent(doing.target)
    except ElementNotFoundError as error:
        miss = error.miss
    if miss is None:
        return None
    if miss.reason in {MissReason.NOT_FOUND, MissReason.HIDDEN}:
        doing.world.recorder.absent(doing.target.element, miss.detail)
        return miss
    if doing.world.settings.frozen:
        raise ElementNotFoundError(doing.element, miss)
    seen = "several" if miss.reason is MissReason.AMBIGUOUS else miss.reason.value
    raise StepFailedError(
        "ambiguous" if seen == "several" else "heal_refused",
        f"it can't be said that {doing.element!r} is not there: {miss.detail}",
        seen=seen,
    )


async def _alike(doing: Doing) -> Seen | None:
    """Look for what a word means several of: "the item in the cart", "the Edit buttons".

    That no element is called so says nothing of these.
    """
    role, rest = kind_of(doing.element)
    tells_one = rest and role not in RECORDS and not is_plural(doing.element)
    if doing.action.is_exact or not role or tells_one:
        return None
    part = await part_of(doing)
    found = 0 if part is None else await shown_of(part, doing.element)
    if not found:
        return None
    seen = f"{found} of {doing.element!r}"
    if found == 1:
        return Seen(holds=False, seen=seen)
    message = f"it can't be said which {doing.element!r} is meant: there are {found}"
    return Seen(holds=False, seen=seen, failure_class="ambiguous", message=message)


async def _elsewhere(doing: Doing) -> Seen | None:
    """Look for several of a kind on the page when the part that they would be in is not there.

    "There are no rows in the table" says that the table is there.
    """
    role, rest = kind_of(doing.element)
    if doing.action.is_exact or not role or rest or not doing.action.scope:
        return None
    elements = doing.world.elements
    missed = await elements.absent(elements.target(doing.action.scope, ""))
    if missed is None or missed.reason is not MissReason.NOT_FOUND:
        return None
    if not await shown_of(doing.tabs.current, doing.element):
        return None
    message = f"there is no {doing.action.scope!r} on the page"
    return Seen(holds=False, failure_class="not_found", message=message)


async def _namesake(doing: Doing) -> Seen | None:
    """Look for another that is shown under the name of one that is there and hidden."""
    role, rest = kind_of(doing.element)
    part = await part_of(doing) if role and rest and not doing.action.is_exact else None
    if part is None or not await named(part, rest, role):
        return None
    return Seen(holds=False, seen="another of that name is visible")


async def _is_seen(doing: Doing) -> bool:
    """Say whether the element is shown; what has another text is not the one that was quoted."""
    if not await doing.world.elements.is_shown(doing.target):
        return False
    if not doing.action.is_exact:
        return True
    texts, _ = await use(doing, doing.target, Locator.is_visible)
    return has_exact_text(texts, doing.text)


def _hidden(doing: Doing, hidden: Hidden) -> Seen:
    roles = {selector.role for selector in hidden.selectors}
    shown_by = [one.brief for one in hidden.revealed_by if one.confidence >= SURE]
    if roles & _TRANSIENT or not shown_by:
        doing.notes.append(f"{doing.element!r} is still in the page, and not shown")
        return Seen(holds=True, seen="hidden")
    return Seen(holds=False, seen=f"hidden, shown by {', '.join(shown_by)}", failure_class="hidden")


async def _itself(located: Locator) -> Locator:
    return located
