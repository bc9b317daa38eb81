"""Pages that are read once, and elements found in them."""

from collections.abc import Sequence
from typing import final

from pacts_daemon._drift_core import Change, Limits
from pacts_daemon._drift_core._enums import Action, DiscoveryOutcome, Strategy
from pacts_daemon._drift_core._frames import ElementState, Frame
from pacts_daemon._drift_core._parts import Record

@final
class Page:
    """A page with what identifies each of its elements, computed once. Cannot be stored.

    Paths are absolute, ``/html[1]/body[1]/div[2]``, with ``#shadow-root`` and ``#document`` as
    steps into open shadow roots and frames. All methods release the interpreter lock.
    ``test_ids`` are the names of attributes that are there for tests, best first; None for the
    usual ones: data-testid, data-test-id, data-test, data-qa, data-cy, data-automation-id.
    """

    @staticmethod
    def from_html(
        html: bytes, limits: Limits | None = None, test_ids: Sequence[str] | None = None
    ) -> Page:
        """Parse a page of HTML; roles and names are those that need no style sheet.

        Raises:
            InvalidPageError: the page is empty.
            PageTooLargeError: a limit was passed.
        """

    @staticmethod
    def from_capture(
        capture: bytes, limits: Limits | None = None, test_ids: Sequence[str] | None = None
    ) -> Page:
        """Read a capture, which tells what a browser knows: roles, names, what is visible.

        Raises:
            InvalidPageError: the bytes are not a capture of format 1.
            PageTooLargeError: a limit was passed.
        """

    @staticmethod
    def from_dom_snapshot(
        snapshot: bytes, limits: Limits | None = None, test_ids: Sequence[str] | None = None
    ) -> Page:
        """Read a ``DOMSnapshot.captureSnapshot`` answer, with its frames and shadow roots.

        All methods work as on HTML: its layout and styles are not read, so that nothing is known
        to be invisible and :meth:`describe` gives no ``rect``.

        Raises:
            InvalidPageError: the bytes are not such an answer.
            PageTooLargeError: a limit was passed.
        """

    def discover(
        self,
        element: str,
        action: Action = Action.ANY,
        scope: str = "",
        ordinal: int = 0,
        hidden: bool = False,
    ) -> Discovery:
        """Return the element that people mean by a name, or why there is none.

        The name is read literally first, then as a name with a word for its role, with an ordinal,
        and within a part of the page: "the second Edit button in the row of Alice".

        Args:
            element: what people call it; any text.
            action: what is about to be done.
            scope: the part of the page it is in, as people call it; nothing for all of it.
            ordinal: which of several, from 1; 0 for the only one.
            hidden: look at what a capture saw to be invisible too, after what is visible.
        """

    def describe(
        self,
        xpath: str,
        element: str = "",
        scope: str = "",
        ordinal: int = 0,
        action: Action = Action.ANY,
    ) -> Description:
        """Return what identifies the element at a path.

        The others are those of the request that means it, as in `discover`: they say which record
        it belongs to, and by which text. Of an element that is counted only that is told which all
        have that are counted, where its `selectors` say by themselves which of them it is.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def selectors(
        self,
        xpath: str,
        element: str = "",
        scope: str = "",
        ordinal: int = 0,
        action: Action = Action.ANY,
    ) -> list[Selector]:
        """Return ways to find the element at a path, best first, a bare place last.

        Those of an element that belongs to a record lead to no other record, unless there are no
        such; those of one that is counted lead to whatever stands in its place. Arguments as for
        `describe`.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def elsewhere(self, xpath: str, records: list[tuple[list[str], bool]]) -> str | None:
        """Return the key of the first of these records that the element at a path is not in.

        ``records`` are those of a `Description`. None when it stands in all of them or, on a page
        that groups its records otherwise, in the innermost.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def brief(self, xpath: str) -> str:
        """Return how the element at a path is called in a sentence, as in ``button "Go" in "Bob"``.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def is_hidden(self, xpath: str) -> bool:
        """Return whether the element at a path is not shown, and cannot be acted on as it is.

        A hidden file input can, and so can an option of a closed list or a check box with a label.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def revealers(self, xpath: str) -> list[Revealer]:
        """Return the controls that show a hidden element, in the order they are to be acted on.

        None when the page does not tell, or when the element is shown already.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def records(self, xpath: str) -> list[Record]:
        """Return the records that the element at a path is or stands in, innermost first.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def node(self, xpath: str) -> int:
        """Return the index in a capture's arrays of the element at a path.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def path(self, node: int) -> str:
        """Return the absolute path of an element, by its index in a capture's arrays.

        Raises:
            InvalidPageError: there is no such element.
        """

    def state(self, xpath: str) -> ElementState | None:
        """Return how the element at a path was when it was captured; None from other sources.

        Raises:
            InvalidPageError: no element is at that path.
        """

    @property
    def url(self) -> str:
        """The page's address as its capture tells it, without query; else empty."""

    def frames(self) -> list[Frame]:
        """Return the page's frames in document order, those within frames included."""

    def frame(self, xpath: str) -> Page | None:
        """Return the document of the frame at a path as a page; None when this one lacks it.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def alone(self) -> Page | None:
        """Return the page without what its frames show; None when they show nothing."""

    def capture(self) -> bytes | None:
        """Return the capture that the page, or frame, would be read from; None of other sources."""

    def fingerprint(self) -> bytes:
        """Return the page's fingerprint, the same as of the bytes it was read from."""

    def neighbourhood(self, node: int) -> bytes:
        """Return the fingerprint of what surrounds an element, by its index.

        Raises:
            InvalidPageError: there is no such element.
        """

    def changes(self, new: Page, max_changes: int = 20) -> list[Change]:
        """Return the largest structural changes from this page to a newer one, largest first.

        Text alone is no change, nor is one more of what is there already, nor a subtree that moved.

        Raises:
            IncompatibleFingerprintError: the pages come from different sources.
        """

    def select(
        self, strategy: Strategy, value: str, role: str = "", attribute: str = ""
    ) -> list[str] | None:
        """Return the absolute paths of all elements a stored selector matches, at most 100.

        In document order and with Playwright's meaning: exact names and texts, open shadow roots
        searched by all but XPath, frames not entered. None when only a browser can tell.
        """

@final
class Selector:
    """One way to find an element, which matched it and nothing else when it was made."""

    strategy: Strategy
    value: str
    """The test id, accessible name, text, CSS selector or XPath expression."""
    role: str
    """The ARIA role of a ``role``, else empty."""
    attribute: str
    """The attribute of a ``test_id``, else empty."""
    positional: bool
    """It counts places among siblings: a last resort."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Revealer:
    """A control that shows what is hidden."""

    xpath: str
    """Its path."""
    brief: str
    """How it is called in a sentence."""
    via: str
    """How the page ties it to what it shows, as in ``aria-controls``."""
    confidence: float
    """0..1, how sure it is that acting on it shows that."""
    selectors: list[Selector]
    """Best first."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Discovery:
    """The answer to a request for an element."""

    outcome: DiscoveryOutcome
    xpath: str | None
    """Its path; None unless found or hidden."""
    selectors: list[Selector]
    """Best first, the bare place last; empty unless found or hidden."""
    confidence: float
    """0..1, how sure it is that this is what was meant."""
    reason: str
    """A sentence for people: what was found, what is equally good, or what was left out and why."""
    equals: list[str]
    """Paths of those that are equally good, at most 100; empty unless ambiguous."""
    nearest: list[str]
    """The names nearest to the one asked for, best first, at most 5; empty unless absent."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Description:
    """What identifies one element; never what a user typed, of a password field only its names."""

    tag: str
    role: str
    name: str
    """The accessible name."""
    label: str
    text: str
    attributes: dict[str, str]
    """Those that identify; addresses without their queries."""
    neighbourhood: list[str]
    """Texts beside it, of its row and of the headings above; at most 6 of 200 characters."""
    rect: tuple[float, float, float, float] | None
    """x, y, width and height on the page in CSS pixels; None when the source does not tell."""
    records: list[tuple[list[str], bool]]
    """The keys of the records it belongs to, innermost first, at most 4; none when it takes none to
    tell it. With the flag, the request named the record by a text that is no key of it."""
    is_counted: bool
    """The request counts, and means whatever stands there."""

    def __eq__(self, other: object, /) -> bool: ...
