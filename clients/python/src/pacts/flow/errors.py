"""What a session raises beside the failures of calls."""

from __future__ import annotations

from pacts.answers import Miss
from pacts.errors import PactsError
from pacts.model import Selector


class ElementNotFoundError(PactsError):
    """The element is not there to act on.

    Attributes:
        element: its name.
        miss: why, the names nearest to it on the page, and what shows it when it is hidden.
    """

    def __init__(self, element: str, miss: Miss) -> None:
        super().__init__(_told(element, miss), "NOT_FOUND")
        self.element = element
        self.miss = miss


class StaleSelectorError(PactsError):
    """What was found was kept, and the page has been loaded anew since.

    Attributes:
        element: its name.
        candidates: what is stored for it now, best first.
    """

    def __init__(self, element: str, candidates: tuple[Selector, ...]) -> None:
        known = ", ".join(f"{one.strategy}={one.value}" for one in candidates) or "nothing"
        super().__init__(
            f"{element!r} was found in a document that is not there any more; known now: {known}",
            "FAILED_PRECONDITION",
        )
        self.element = element
        self.candidates = candidates


class HealBudgetError(PactsError):
    """A run has healed more elements than it may."""

    def __init__(self, heals: int, most: int) -> None:
        super().__init__(f"{heals} elements were healed, and a run may have {most}", "ABORTED")


def noted(error: Exception, why: str) -> Exception:
    """Return a runner's own error with what the daemon has to say."""
    if why:
        error.add_note(f"pacts: {why}")
    return error


def _told(element: str, miss: Miss) -> str:
    return f"{element!r} was not found: {miss.detail or miss.reason} ({miss.reason})"
