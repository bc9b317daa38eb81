"""The words of the product as immutable values: what a caller sends, and what entries hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What a test is about to do with the element."""

    ANY = ""
    CLICK = "click"
    FILL = "fill"
    SELECT = "select"
    CHECK = "check"
    HOVER = "hover"
    READ = "read"


class SelectorStrategy(StrEnum):
    """How ``Selector.value`` is meant; UNRECOGNIZED is one of a newer daemon's."""

    UNRECOGNIZED = "unrecognized"
    CSS = "css"
    XPATH = "xpath"
    ROLE = "role"
    LABEL = "label"
    PLACEHOLDER = "placeholder"
    TEXT = "text"
    ALT_TEXT = "alt_text"
    TITLE = "title"
    TEST_ID = "test_id"


@dataclass(frozen=True, slots=True)
class ElementQuery:
    """Names one element of one page; every field is part of the entry's key.

    Attributes:
        app: the application under test, 1 to 128 bytes.
        environment: where it runs ("prod", "staging"), 1 to 128 bytes.
        page: an absolute http(s) URL, which the daemon reduces to its route, or a page name of
            yours; 1 to 4096 bytes.
        element: what people call the element ("Search Wikipedia"), 1 to 512 bytes.
        action: what is about to be done with it.
        scope: the part of the page it is in ("dialog", "row of Alice"), at most 512 bytes.
        ordinal: which of several, counted from 1; 0 means there is only one. At most 10000.
        frame: name or URL of its frame, at most 512 bytes; empty is the main frame.
        variant: what makes another page of the same route (viewport, locale, role); at most 16
            pairs, each name and value at most 128 bytes.
    """

    app: str
    environment: str
    page: str
    element: str
    action: Action = Action.ANY
    scope: str = ""
    ordinal: int = 0
    frame: str = ""
    variant: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selector:
    """One way to find an element.

    Attributes:
        strategy: how ``value`` is meant.
        value: the selector itself, 1 to 8192 bytes; the accessible name for ROLE, the label,
            placeholder, text, … for the others, always the whole of it.
        role: the ARIA role, for ROLE only.
        attribute: the attribute that holds the id, for TEST_ID only.
        positional: true when it counts positions (nth): a last resort.
    """

    strategy: SelectorStrategy
    value: str
    role: str = ""
    attribute: str = ""
    positional: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in CSS pixels, relative to the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class RecordKeys:
    """What a record is called that the element belongs to: a row, a card, an item of a list.

    Each of the keys tells it, the best first. With ``named_text`` the query named it by a text that
    is no key of it, but stands in it.
    """

    keys: tuple[str, ...]
    named_text: bool = False


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What identifies the element itself, whatever selector found it.

    ``neighbourhood`` holds texts around it, nearest first; ``rect`` is None when not known.
    ``records`` are those it belongs to, innermost first; none when it takes none to tell it.
    """

    tag: str = ""
    role: str = ""
    name: str = ""
    label: str = ""
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    neighbourhood: tuple[str, ...] = ()
    rect: Rect | None = None
    records: tuple[RecordKeys, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the daemon knows for a query; ``query.page`` is the route template.

    Attributes:
        selectors: ranked, best first.
        version: counts up with each change.
        created_at: when it was first saved, UTC.
        verified_at: when it was last saved or reported to have worked, UTC.
        expires_at: when it stops being served, UTC.
        successes: reported since the selectors last changed.
        failures: reported in a row.
        heal_id: the heal that the entry serves on probation; empty otherwise.
        never_heal: the element is never looked for again, and the entry stays as it is.
    """

    query: ElementQuery
    selectors: tuple[Selector, ...]
    descriptor: Descriptor
    version: int
    created_at: datetime
    verified_at: datetime
    expires_at: datetime
    successes: int
    failures: int
    heal_id: str = ""
    never_heal: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What the daemon found of an element, as far as an `Entry` is made of it."""

    query: ElementQuery
    selectors: tuple[Selector, ...]
    descriptor: Descriptor


@dataclass(frozen=True, slots=True)
class PageAccess:
    """How the daemon may look at the page: ``page`` brings it along, anything else has it opened.

    Attributes:
        url: the http(s) URL to open, or with ``cdp_endpoint`` that of the tab to use. It must be
            allow-listed in the daemon's settings (loopback by default).
        cdp_endpoint: a running browser ("http://127.0.0.1:9222"), allow-listed too. Empty: the
            daemon opens the page in a browser of its own.
        target_id: the CDP target of the tab, where several show one URL; only with
            ``cdp_endpoint``.
        appear_wait_s: how many seconds to wait for an element that is not there or not shown, at
            most the daemon's discovery timeout (30). 0 looks once; None waits as the daemon is
            set (3). The wait ends early once the page has settled. Not with ``page``.
        page: the page as your own browser shows it now; the evidence too, unless there is other.
    """

    url: str = ""
    cdp_endpoint: str = ""
    target_id: str = ""
    appear_wait_s: float | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is now, in exactly one of its forms.

    Bytes are taken for UTF-8, and what is none in them becomes U+FFFD: decode those of another
    encoding yourself.

    Attributes:
        html: HTML source, such as Playwright's ``page.content()``.
        capture: the capture script's arrays, as JSON.
        dom_snapshot: the answer of CDP ``DOMSnapshot.captureSnapshot``, as JSON.
        digest: the SHA-256 of the UTF-8 of a page that this daemon was sent a short while ago; it
            raises PageNotKeptError when it has that page no more.
        frames: what frames of another origin show, which the page's own capture can't enter.

    Raises:
        ValueError: none of them is given, or more than one.
    """

    html: str | bytes | None = None
    capture: str | bytes | None = None
    dom_snapshot: str | bytes | None = None
    digest: bytes | None = None
    frames: tuple[Frame, ...] = ()

    def __post_init__(self) -> None:
        forms = (self.html, self.capture, self.dom_snapshot, self.digest)
        if sum(form is not None for form in forms) != 1:
            raise ValueError("a page is exactly one of html, capture, dom_snapshot and digest")


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of another origin, captured in it; ``name`` is empty when it has none."""

    url: str
    page: Page
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The compact structure of a page, to be sent as evidence for the rest of the visit.

    Attributes:
        data: opaque, at most 5 KB; comparable with those of the same source kind.
        nodes: elements of the page.
        features: distinct structural features of the page.
        insufficient: true when there is too little structure to judge drift by.
    """

    data: bytes
    nodes: int
    features: int
    insufficient: bool


Evidence = Fingerprint | Page | bytes
"""What the caller knows of the page as it is now; bytes are ``Fingerprint.data``."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One request of a batch: the arguments of ``get_selector``.

    Only selectors of ``strategies`` are answered; none given, all of them.
    """

    query: ElementQuery
    evidence: Evidence | None = None
    access: PageAccess | None = None
    strategies: tuple[SelectorStrategy, ...] = ()


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The step did what the test wanted: not only that the click did not throw."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The selector did not lead to the right element; ``why`` is at most 2048 bytes."""

    why: str = ""
