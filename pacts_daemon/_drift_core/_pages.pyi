"""Pages that are prepared once, and elements found in them."""

from typing import Literal, final

from pacts_daemon._drift_core import Limits
from pacts_daemon._drift_core._parts import Record

@final
class PreparedPage:
    """A page with what identifies each of its elements, computed once. Cannot be stored.

    Paths are absolute, ``/html[1]/body[1]/div[2]``, with ``#shadow-root`` and ``#document`` as
    steps into open shadow roots and frames. All methods release the interpreter lock.
    """

    def discover(
        self,
        element: str,
        action: str = "",
        scope: str = "",
        ordinal: int = 0,
        hidden: bool = False,
    ) -> Discovery:
        """Return the element that people mean by a name, or why there is none.

        The name is read literally first, then as a name with a word for its role, with an ordinal,
        and within a part of the page: "the second Edit button in the row of Alice".

        Args:
            element: what people call it; any text.
            action: what is about to be done: click, fill, select, check, hover, read, or nothing.
            scope: the part of the page it is in, as people call it; nothing for all of it.
            ordinal: which of several, from 1; 0 for the only one.
            hidden: look at what a capture saw to be invisible too, after what is visible.

        Raises:
            ValueError: there is no such action.
        """

    def describe(self, xpath: str) -> Description:
        """Return what identifies the element at a path.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def selectors(self, xpath: str) -> list[Selector]:
        """Return ways to find the element at a path, best first, the bare place last.

        Raises:
            InvalidPageError: no element is at that path.
        """

    def brief(self, xpath: str) -> str:
        """Return how the element at a path is called in a sentence, as in ``button "Go" in "Bob"``.

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

    def fingerprint(self) -> bytes:
        """Return the page's fingerprint, the same as of the bytes it was read from."""

    def neighbourhood(self, node: int) -> bytes:
        """Return the fingerprint of what surrounds an element, by its index.

        Raises:
            InvalidPageError: there is no such element.
        """

    def select(
        self, strategy: str, value: str, role: str = "", attribute: str = ""
    ) -> list[str] | None:
        """Return the absolute paths of all elements a stored selector matches, at most 100.

        In document order and with Playwright's meaning: exact names and texts, open shadow roots
        searched by all but XPath, frames not entered. None when only a browser can tell.
        """

@final
class PreparedPair:
    """An old and a new page with the elements that are certainly the same, found once."""

@final
class Selector:
    """One way to find an element, which matched it and nothing else when it was made."""

    strategy: Literal[
        "test_id", "role", "label", "placeholder", "alt_text", "text", "title", "css", "xpath",
    ]  # fmt: skip
    """How ``value`` is meant; texts and names are exact."""
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
class Discovery:
    """The answer to a request for an element."""

    outcome: Literal["found", "absent", "ambiguous"]
    """``ambiguous`` when several are equally good."""
    xpath: str | None
    """Its path; None unless found."""
    selectors: list[Selector]
    """Best first, the bare place last; empty unless found."""
    confidence: float
    """0..1, how sure it is that this is what was meant."""
    reason: str
    """A sentence for people: what was found, what is equally good, or what was left out and why."""
    equals: list[str]
    """Paths of those that are equally good, at most 100; empty unless ambiguous."""

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

    def __eq__(self, other: object, /) -> bool: ...

@final
class Healing:
    """What became of an element, and why."""

    outcome: Literal["same", "moved", "changed", "absent", "ambiguous"]
    """``changed`` has another name, tag, role or attribute; ``ambiguous`` fits several elements."""
    xpath: str | None
    """Absolute path in the new page; None when absent or ambiguous."""
    selectors: list[Selector]
    """Best first; empty when absent or ambiguous."""
    confidence: float
    """0..1, how sure it is that ``nearest`` is the element."""
    margin: float
    """0..1, how much surer than of any other element of either page."""
    nearest: str | None
    """Path of the element that came nearest, near enough or not; None when nothing was alike."""
    evidence: list[tuple[str, float]]
    """What spoke for ``nearest``, above 0, and against it, below 0, in nats."""
    runner_up: str | None
    """Path of the next best element of the new page."""
    runner_up_evidence: list[tuple[str, float]]
    """What spoke for and against that one."""

    def __eq__(self, other: object, /) -> bool: ...

def prepare_html(html: bytes, limits: Limits | None = None) -> PreparedPage:
    """Parse a page of HTML and make it ready for :func:`prepare_pair`.

    Raises:
        InvalidPageError: the page is empty.
        PageTooLargeError: a limit was passed.
    """

def prepare_capture(capture: bytes, limits: Limits | None = None) -> PreparedPage:
    """Read a capture, as :func:`prepare_html` reads HTML.

    Raises:
        InvalidPageError: the bytes are not a capture of format 1.
        PageTooLargeError: a limit was passed.
    """

def prepare_pair(old: PreparedPage, new: PreparedPage) -> PreparedPair:
    """Lay two pages over each other, once for all elements that are looked for."""

@final
class HealSettings:
    """When :func:`heal` gives an answer, and how evidence counts; None is the usual value."""

    def __new__(
        cls,
        accept: float | None = None,
        margin: float | None = None,
        identity: float | None = None,
        settled: float | None = None,
        scales: tuple[float, float, float, float, float, float] | None = None,
    ) -> HealSettings:
        """Set the least evidence, the lead over rivals, the least evidence of the element itself.

        All three are in nats. ``settled`` is the share of names that are still there below which
        the place may do. ``scales`` multiply the weights of attributes, names, kinds, neighbours,
        containers and content.
        """

    def __eq__(self, other: object, /) -> bool: ...

def heal(pair: PreparedPair, xpath: str, settings: HealSettings | None = None) -> Healing:
    """Return what became of the element at an absolute XPath of the old page.

    Raises:
        InvalidPageError: no element is at that path.
    """

def heal_html(old: bytes, new: bytes, xpath: str, limits: Limits | None = None) -> Healing:
    """Return what became of one element: parse, prepare and :func:`heal` in one call.

    Raises:
        InvalidPageError: a page is empty, or no element is at that path.
        PageTooLargeError: a limit was passed.
    """
