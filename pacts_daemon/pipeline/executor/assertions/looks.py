"""One look at what is expected, and looking until it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final

from playwright.async_api import Error, Locator

from pacts.flow.decisions import Next, after_miss
from pacts.flow.errors import ElementNotFoundError
from pacts.flow.target import Target
from pacts.model import Action
from pacts.outcomes import MissReason
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.elements import Native, T
from pacts_daemon.pipeline.executor.failures import StepFailedError, first_line
from pacts_daemon.pipeline.executor.page.exactness import (
    answers_to,
    changed,
    has_exact_text,
    texts_of,
)
from pacts_daemon.pipeline.executor.page.settling import settle

# A look may be a few questions to the page: often enough to see what passes, and never all the
# time.
STEP_S: Final = 0.15
# What never rests (a clock, a ticker) is looked at all the same, after this long.
_REST_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look has seen.

    Attributes:
        holds: whether it is as expected.
        seen: what was there, for people.
        failure_class: what it is when it stays so.
        message: the same in a sentence; empty: the expectation says it.
    """

    holds: bool
    seen: str = ""
    failure_class: str = "assertion"
    message: str = ""


Look = Callable[[Doing], Awaitable[Seen]]


@dataclass(frozen=True, slots=True)
class Expectation:
    """A look with what it takes to believe it.

    Attributes:
        look: looks once; an element that is expected is waited for.
        at_rest: it may hold only because the page is not there yet, or not all of it: it is
            believed when it holds twice, and the page was at rest.
        expected: what is expected, in words.
    """

    look: Look
    expected: Callable[[Doing], str]
    at_rest: bool = False


async def hold(doing: Doing, expectation: Expectation, wait_s: float) -> None:
    """Look until an expectation holds.

    Raises:
        StepFailedError: it does not after ``wait_s``.
        ElementNotFoundError: its element has not come by then, or another look would not help.
    """
    ends_at = monotonic() + wait_s
    while True:
        if expectation.at_rest:
            await _rest(doing, ends_at)
        try:
            seen = await _look(doing, expectation)
        except ElementNotFoundError as error:
            if monotonic() >= ends_at or after_miss(error.miss) is Next.GIVE_UP:
                raise
            await asyncio.sleep(STEP_S)
            continue
        if seen.holds and (not expectation.at_rest or await _still(doing, expectation)):
            return
        if monotonic() >= ends_at:
            expected = expectation.expected(doing)
            message = seen.message or f"expected {expected}, seen {seen.seen or 'nothing of it'}"
            raise StepFailedError(seen.failure_class, message, expected=expected, seen=seen.seen)
        await asyncio.sleep(STEP_S)


async def read(doing: Doing, native: Native[T], *, by_name: bool = False) -> T:
    """Read something of the action's element, once it is there, shown or not.

    With ``by_name`` that it is called so is what is expected of it.

    Raises:
        StepFailedError: what was found again is not surely what is expected, or the element was
            quoted and has another text.
    """
    target = doing.target
    texts, value = await use(doing, target, native)
    recorder = doing.world.recorder
    name, query = target.element, doing.world.elements.query(target)
    was_called_so = by_name and answers_to(name, recorder.known_as(query))
    if (was_called_so or recorder.is_on_probation(query)) and not answers_to(name, texts):
        raise changed(name, texts)
    if doing.action.is_exact and not has_exact_text(texts, doing.text):
        raise changed(doing.text, texts)
    return value


async def use(doing: Doing, target: Target, native: Native[T]) -> tuple[list[str], T]:
    """Read of an element what it is called, and something else."""
    await doing.world.elements.frame_of(target, doing.world.settings.wait_s)

    async def reading(located: Locator) -> tuple[list[str], T]:
        return await texts_of(located, target.element), await native(located)

    return await doing.world.elements.use(target, Action.READ, reading)


def first_of(target: Target) -> Target:
    """Return the first of several that are as good."""
    return replace(target, ordinal=1)


async def _look(doing: Doing, expectation: Expectation) -> Seen:
    try:
        return await expectation.look(doing)
    except ElementNotFoundError as error:
        if error.miss.reason is not MissReason.HIDDEN:
            raise
        return Seen(holds=False, seen="hidden", failure_class="hidden", message=str(error))
    except StepFailedError as error:
        return Seen(False, error.seen, error.failure_class, error.message)
    except Error as error:
        # It was drawn anew between the look and the reading.
        said = first_line(error)
        return Seen(holds=False, seen="", failure_class="timeout", message=said)


async def _rest(doing: Doing, ends_at: float) -> None:
    wait_s = max(min(_REST_S, ends_at - monotonic()), 2 * STEP_S)
    if not await settle(doing.tabs, wait_s):
        doing.world.recorder.tried("settle", "not at rest", "the page goes on changing")


async def _still(doing: Doing, expectation: Expectation) -> bool:
    await asyncio.sleep(STEP_S)
    return (await _look(doing, expectation)).holds
