"""What a flow asks its session to do, one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pacts._rpc.calls import Call
from pacts.model import Frame, Selector

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """Call the daemon; comes back with the answer as a public value."""

    call: Call[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Coming:
    """Wait for an answer that was asked for before; comes back as that of `Ask`."""

    answer: Any


@dataclass(frozen=True, slots=True)
class Check:
    """Evaluate the check script in a frame; comes back with a `Verification` as JSON text."""

    frame: str
    check: str


@dataclass(frozen=True, slots=True)
class Capture:
    """Capture the page; comes back with `Captured`."""


@dataclass(frozen=True, slots=True)
class Act:
    """Do something with the native element of a selector; comes back with what it returned."""

    frame: str
    selector: Selector
    action: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ActChecked:
    """Check and do something with the native element in one call, only where the check holds.

    Comes back with `Done`, with `Refused`, or with None where its runner can't do both at once.

    Attributes:
        frame: as `Check` has it.
        check: as `Check` has it.
        place: the one of its selectors that is to be right; another one that is, is a refusal.
        selector: that selector.
        action: does one thing, in one call.
        called: what people call it where the runner tells of it.
        own: the runner's own locator, which is to act: it is to find one element, the selector's.
            A selector without a value is that element's path.
    """

    frame: str
    check: str
    place: int
    selector: Selector
    action: Callable[[Any], Any]
    called: str
    own: Any = None


@dataclass(frozen=True, slots=True)
class Done:
    """A native action was carried out: what it returned, or how it failed."""

    value: Any = None
    error: Exception | None = None

    def result(self) -> Any:
        """Return what it returned, or raise that it failed."""
        if self.error is not None:
            raise self.error
        return self.value


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done: the `Verification` is not one that all holds of, as JSON text."""

    check: str


@dataclass(frozen=True, slots=True)
class Own:
    """Do something that needs no selector of ours; comes back with what it returned."""

    action: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Later:
    """Tell the daemon something in the background: the test does not wait for it.

    Attributes:
        call: tells it.
        otherwise: what is said when that fails.
        is_new: a daemon that is older does not know the call, of which nothing is said.
    """

    call: Call[Any, Any, Any]
    otherwise: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """Click what this selector finds, if it is shown; comes back with whether it was."""

    selector: Selector


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait."""

    seconds: float


# What a call takes beside a page; each is parsed like a page of its own.
MAX_FRAMES: Final = 32


@dataclass(frozen=True, slots=True)
class Captured:
    """A page as the capture script saw it, and the frames that it could not enter."""

    text: str
    frames: tuple[Frame, ...] = ()


Step = Ask | Coming | Check | Capture | Act | ActChecked | Own | Later | Close | Pause
Flow = Generator[Step, Any, T]


class PageNotReadyError(Exception):
    """The page cannot be looked at now: it is on its way to another one, or has no such frame."""
