"""Why an action did not come to its end, in the words of a result."""

from __future__ import annotations

import re
from typing import Final

from playwright.async_api import Error
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from pacts import FrozenError, MissReason, PactsError
from pacts.answers import Miss
from pacts.flow.errors import ElementNotFoundError
from pacts.outcomes import ElementVerdict
from pacts_daemon.pipeline.verdict.results import Failure, StepStatus

# What Playwright's log says of an element that it waited for in vain, the surest sign first.
_SIGNS: Final = (
    ("covered", re.compile(r"intercepts pointer events")),
    ("disabled", re.compile(r"element is not (enabled|editable)|element is disabled")),
    ("hidden", re.compile(r"element is not visible|outside of the viewport")),
    ("moving", re.compile(r"element is not stable")),
    ("not_a_field", re.compile(r"Element is not an? <|Not a (checkbox|radio)")),
)
_LOST: Final = re.compile(
    r"(browser|context|page).* (has been )?(closed|crashed)|Connection closed"
)
_REASONS: Final = {
    MissReason.AMBIGUOUS: "ambiguous",
    MissReason.HIDDEN: "hidden",
    MissReason.HEAL_REFUSED: "heal_refused",
    MissReason.NEVER_HEALED: "heal_refused",
    MissReason.QUARANTINED: "heal_refused",
    MissReason.PAGE_UNAVAILABLE: "page_unreachable",
}
Explained = tuple[StepStatus, Failure]


class StepError(Exception):
    """An action did not come to its end; ``status`` says whether that is the application's."""

    status = StepStatus.FAILED

    def __init__(
        self, failure_class: str, message: str, *, expected: str = "", seen: str = ""
    ) -> None:
        super().__init__(message)
        self.failure_class = failure_class
        self.message = message
        self.expected = expected
        self.seen = seen


class StepFailedError(StepError):
    """The application did not do, or show, what it should."""


class StepBlockedError(StepError):
    """Something outside of the application is missing."""

    status = StepStatus.BLOCKED


def explain(error: Exception, url: str, *, frozen: bool = False) -> Explained:
    """Return what an error of an action says of it."""
    match error:
        case StepError():
            said = (error.failure_class, error.message, url, error.expected, error.seen)
            return error.status, _failure(*said)
        case ElementNotFoundError():
            return _not_found(error, url, frozen=frozen)
        case PactsError():
            kind = "frozen_miss" if isinstance(error, FrozenError) else "environment"
            return StepStatus.BLOCKED, _failure(kind, f"the daemon: {error}", url)
        case Error():
            return _of_browser(error, url)
        case TimeoutError():
            return StepStatus.FAILED, _failure("timeout", "it took longer than a step may", url)
        case _:
            raise error


def brief(error: Error) -> str:
    """Return what Playwright says, without its log, and with what the daemon added."""
    lines = [line.strip() for line in error.message.split("\n") if line.strip()]
    sign = sign_of(error)
    last = next((line for line in reversed(lines) if _sign_of(line) == sign), "")
    said = [lines[0] if lines else "the browser did not say why", last.lstrip("- ")]
    return "; ".join(part for part in (*said, *getattr(error, "__notes__", ())) if part)


def first_line(error: Error) -> str:
    """Return what Playwright says in one line."""
    return error.message.partition("\n")[0]


def sign_of(error: Error, otherwise: str = "timeout") -> str:
    """Return what kept the browser from acting, in one word; ``otherwise`` when nothing tells."""
    # The log ends with what is so now; what was so at first may have passed.
    for line in reversed(error.message.split("\n")):
        if sign := _sign_of(line):
            return sign
    return otherwise


def _not_found(error: ElementNotFoundError, url: str, *, frozen: bool) -> Explained:
    miss = error.miss
    if frozen and miss.reason not in {MissReason.HIDDEN, MissReason.HEAL_REFUSED}:
        message = f"{error.element!r} is not known, and nothing is looked for in a frozen run"
        return StepStatus.BLOCKED, _failure("frozen_miss", message, url)
    kind = _REASONS.get(miss.reason, "not_found")
    if miss.verdict is ElementVerdict.GONE:
        kind = "gone"
    blocked = miss.reason is MissReason.PAGE_UNAVAILABLE
    status = StepStatus.BLOCKED if blocked else StepStatus.FAILED
    return status, _failure(kind, f"{error}{_nearest(miss)}", url, error.element, _seen(miss))


def _nearest(miss: Miss) -> str:
    if not miss.nearest:
        return ""
    return "; the page has " + ", ".join(f"{name!r}" for name in miss.nearest[:3])


def _seen(miss: Miss) -> str:
    if miss.hidden is not None:
        by = ", ".join(one.brief for one in miss.hidden.revealed_by)
        return f"hidden, shown by {by}" if by else "hidden"
    return ""


def _of_browser(error: Error, url: str) -> Explained:
    if _LOST.search(error.message) is not None:  # the browser is not there, or the page in it
        return StepStatus.BLOCKED, _failure("environment", brief(error), url)
    otherwise = "timeout" if isinstance(error, PlaywrightTimeoutError) else "action"
    return StepStatus.FAILED, _failure(sign_of(error, otherwise), brief(error), url)


def _sign_of(line: str) -> str:
    return next((kind for kind, sign in _SIGNS if sign.search(line)), "")


def _failure(kind: str, message: str, url: str, expected: str = "", seen: str = "") -> Failure:
    return Failure(failure_class=kind, message=message, expected=expected, seen=seen, url=url)
