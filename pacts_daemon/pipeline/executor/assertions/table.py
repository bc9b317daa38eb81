"""Each assertion with its look, and what it takes to believe it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pacts_daemon.pipeline.executor.assertions import counts, presence, states, texts
from pacts_daemon.pipeline.executor.assertions.looks import Expectation, Look, hold
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepBlockedError, StepFailedError
from pacts_daemon.pipeline.planner.plan import Assertion

# Somebody said that it takes a while: as long as a page may take to open.
_WAIT_S: Final = 30.0


def _is(state: str) -> Callable[[Doing], str]:
    return lambda doing: f"{_subject(doing)} {state}"


def _has(verb: str) -> Callable[[Doing], str]:
    return lambda doing: f"{_subject(doing)} {verb} {doing.action.value!r}"


def _subject(doing: Doing) -> str:
    action = doing.action
    name = repr(action.element) if action.element else "the page"
    return f"{name} in {action.scope!r}" if action.scope else name


def _expectation(
    look: Look, expected: Callable[[Doing], str], *, at_rest: bool = False
) -> Expectation:
    return Expectation(look, expected, at_rest)


# At rest: what a page that is not there yet has, too.
EXPECTATIONS: Final = {
    Assertion.VISIBLE: _expectation(presence.visible, _is("to be visible")),
    Assertion.NOT_VISIBLE: _expectation(
        presence.not_visible, _is("not to be visible"), at_rest=True
    ),
    Assertion.GONE: _expectation(presence.gone, _is("to be gone"), at_rest=True),
    Assertion.TEXT: _expectation(texts.text, _has("to say")),
    Assertion.CONTAINS: _expectation(texts.contains, _has("to contain")),
    Assertion.NOT_CONTAINS: _expectation(texts.not_contains, _has("not to contain"), at_rest=True),
    Assertion.VALUE: _expectation(texts.value, _has("to have the value")),
    Assertion.URL: _expectation(texts.url, _has("to be at")),
    Assertion.TITLE: _expectation(texts.title, _has("to have the title")),
    Assertion.ENABLED: _expectation(states.enabled, _is("to be enabled")),
    Assertion.DISABLED: _expectation(states.disabled, _is("to be disabled"), at_rest=True),
    Assertion.CHECKED: _expectation(states.checked, _is("to be ticked")),
    Assertion.UNCHECKED: _expectation(states.unchecked, _is("not to be ticked"), at_rest=True),
    Assertion.COUNT: _expectation(counts.count, _has("to be there in the number"), at_rest=True),
    Assertion.FOCUSED: _expectation(states.focused, _is("to have the focus")),
    Assertion.SELECTED: _expectation(states.selected, _is("to be selected")),
}


async def assert_(doing: Doing) -> None:
    """Find that an expectation holds, within the time that is waited for one."""
    await hold(doing, _of(doing), doing.world.settings.wait_s)


async def wait_until(doing: Doing) -> None:
    """Wait until an expectation holds, as long as is waited for a page."""
    wait_s = max(_WAIT_S, doing.world.settings.wait_s)
    try:
        await hold(doing, _of(doing), wait_s)
    except StepFailedError as error:
        raise StepFailedError(
            "timeout", f"waited in vain: {error.message}", expected=error.expected, seen=error.seen
        ) from error


def _of(doing: Doing) -> Expectation:
    if doing.action.assertion is None:
        raise StepBlockedError("plan", "nothing is said that must hold")
    return EXPECTATIONS[doing.action.assertion]
