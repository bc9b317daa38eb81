"""A page that can be asked: what finding and checking elements need of a browser."""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pacts_daemon.core.model import PageAccess, Selector
from pacts_daemon.core.page_ports import Gate

# Each is captured and searched like a page of its own, while a caller waits.
MOST_FRAMES = 8


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """What a page says of one element, by the rules of a capture."""

    tag: str
    role: str
    name: str
    visible: bool
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """How many elements a selector matches; ``element`` is set when it is one.

    ``problem`` says that the selector cannot be run at all.
    """

    count: int
    element: ElementFacts | None = None
    problem: str = ""


class Prover(Protocol):
    """Tries selectors on a page of which a capture was taken."""

    async def prove(self, selectors: Sequence[Selector], node: int) -> tuple[Selector, ...]:
        """Return those selectors that match one element, that of ``node``, in the order given.

        ``node`` is the element's index in the capture's arrays. Positional selectors come last. At
        most a dozen others are tried.

        Raises:
            PageUnavailableError: the page went away or changed since the capture.
        """


class CapturedFrame(Prover, Protocol):
    """The capture of one frame, whose nodes lead back to their elements while it is held."""

    @property
    def capture(self) -> bytes:
        """The capture: JSON of format 1, of this frame's document alone."""

    @property
    def nodes(self) -> int:
        """How many nodes the capture has."""

    @property
    def truncated(self) -> bool:
        """Whether the frame was too large to be captured whole."""

    async def node_of(self, selector: Selector) -> int | None:
        """Return the node of the one element that ``selector`` matches now.

        None when it matches another number of elements, or one that was not captured. Raises as
        `prove`.
        """

    async def is_shown(self, node: int) -> bool:
        """Return whether a node's element is in the page and visible now; raises as `prove`."""


class LiveFrame(Protocol):
    """One frame of a live page. Nothing here changes the page, but for scrolling."""

    async def settle(self, limit_ms: int) -> None:
        """Wait until nothing has changed for a while, at most ``limit_ms``.

        How long a while is, is a setting of who hands out the pages; 100 ms unless it is set.

        Raises:
            PageUnavailableError: the page went away.
        """

    async def matched(self, selector: Selector) -> Match:
        """Return what ``selector`` matches now; raises as `settle`."""

    async def passed(self, selector: Selector, points: Collection[str]) -> tuple[Gate | None, str]:
        """Return the first point that does not hold of the one match, and why; None when all do.

        ``points`` are those of `Gate`, and "editable". An element out of view is scrolled into it.
        What a page of another origin lays over its frame goes unnoticed. Raises as `settle`.
        """

    def captured(self) -> AbstractAsyncContextManager[CapturedFrame]:
        """Capture the frame; its elements are held while the block runs. Raises as `settle`."""


@dataclass(frozen=True, slots=True)
class Network:
    """What is known of a page's requests, its frames' included.

    ``quiet_s`` is how long none has been under way; ``watched_s`` how long they have been watched,
    infinite when from the document's beginning. Those that began before go unnoticed.
    """

    quiet_s: float
    watched_s: float


class LivePage(Protocol):
    """A page as it is now, its frames included."""

    @property
    def main(self) -> LiveFrame:
        """The frame of the page's own document."""

    def frame(self, wanted: str) -> LiveFrame | None:
        """Return the one frame of that name, URL or path, the main frame for the empty name.

        None when there is no such frame, or more than one.
        """

    def frames(self) -> Mapping[str, LiveFrame]:
        """Return the first eight frames within the page that a query can name, by that name."""

    def network(self) -> Network:
        """Return what is known of the page's requests now; streams without an end do not count."""

    async def html(self) -> bytes:
        """Return the page's source as it is now, serialised; raises as `LiveFrame.settle`."""

    async def capture(self) -> bytes | None:
        """Return the capture of the whole page, as clients take it.

        None when the page has no frames: the capture of its main frame is the same then. Raises as
        `LiveFrame.settle`.
        """


class PageProvider(Protocol):
    """Hands out live pages, wherever they come from."""

    def page(self, access: PageAccess) -> AbstractAsyncContextManager[LivePage]:
        """Yield the page that ``access`` names; a caller's own is neither navigated nor closed.

        Raises:
            AddressNotAllowedError: the URL, the endpoint or a redirect is not allow-listed.
            BrowserUnavailableError: there is no browser.
            OverloadedError: too many pages are in use, and none became free.
            PageUnavailableError: the page did not open, cannot be told from another tab at the same
                URL, or went away while the block ran.
        """

    async def close(self) -> None:
        """Let go of every browser. Safe to call twice."""


class Step(StrEnum):
    """A part of a discovery that takes time."""

    LAUNCH = "launch"
    ATTACH = "attach"
    OPEN = "open"
    SETTLE = "settle"
    CAPTURE = "capture"
    FIND = "find"
    PROVE = "prove"


class StepLog(Protocol):
    """Is told what a discovery spends its time on."""

    def step(self, step: Step) -> AbstractContextManager[MutableMapping[str, int]]:
        """Time a step, which is the block; what the block puts into the mapping is kept with it.

        Names are ``bytes`` and ``nodes`` of a capture, ``tried`` and ``right`` of selectors.
        """

    def note(self, text: str) -> None:
        """Keep a sentence with the discovery under way; holds nothing that a page says."""


class NoSteps:
    """A `StepLog` that keeps nothing."""

    def step(self, step: Step) -> AbstractContextManager[MutableMapping[str, int]]:  # noqa: ARG002
        return nullcontext({})

    def note(self, text: str) -> None: ...
