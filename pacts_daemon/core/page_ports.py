"""What the core asks of pages: to find elements in them, and to check what is stored of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from pacts_daemon.core.answers import FailureClass, Hidden
from pacts_daemon.core.content.page import SentPage
from pacts_daemon.core.model import (
    Before,
    Draft,
    ElementQuery,
    Entry,
    MissReason,
    PageAccess,
    Relocation,
    Selector,
)


@dataclass(frozen=True, slots=True)
class NotDiscovered:
    """Discovery looked and has nothing to give: the reason and a sentence for people.

    ``heal_id`` names the heal that waits for a person, if that is why; ``hidden`` is the element
    that is there and not shown; ``said`` and ``nearest`` as in `core.answers.Missed`; ``waited``
    says how long the element was waited for, and why no longer.
    """

    reason: MissReason
    detail: str
    heal_id: str = ""
    hidden: Hidden | None = None
    said: FailureClass | None = None
    waited: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """An element that was found and saved; ``relocation`` is set when it had been known before.

    An entry with version 0 could not be saved: the durable tier is down.
    """

    entry: Entry
    relocation: Relocation | None = None


class Finder(Protocol):
    """Finds an element that no tier knows, and saves it: discovery as the resolver sees it."""

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
        evidence: bytes | None = None,
    ) -> Located | NotDiscovered:
        """Return the element that was found and saved, or why there is none.

        Calls for the same query share one look at the page. With ``fresh`` a recent "not found" is
        not trusted. With ``known``, an entry that is not right any more, its element is healed.
        With ``evidence``, the fingerprint of the caller's page, what stands on another page is
        neither saved nor returned: that is PAGE_DIFFERS.

        Raises:
            AddressNotAllowedError, BrowserUnavailableError, OverloadedError: as `Discovery`.
        """


class Discovery(Protocol):
    """Finds elements on a page."""

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        """Return the one element the query names, with ranked selectors, or why there is none.

        Every selector of the draft matched exactly that one element when it was made. With
        ``before`` the element is found again by all that identified it, then by its name; one
        that answers to the name but was another element before is not it. The draft's
        ``relocation`` then says why it was taken.

        Raises:
            AddressNotAllowedError: the access names an address that is not allow-listed.
            BrowserUnavailableError: there is no browser.
            OverloadedError: too many discoveries are under way.
        """

    async def close(self) -> None:
        """Close the browser. Safe to call twice."""


class Completer(Protocol):
    """Reads in a page that was sent what a caller's draft does not say of its element."""

    async def complete(self, draft: Draft, page: SentPage) -> Draft:
        """Return the draft with the page, the element's place, descriptor and neighbourhood.

        What the caller has said stays. A draft of whose selectors only a browser can tell what they
        match, or that names a frame that was not sent, is returned as it is. The page itself is
        kept of captures only: HTML and snapshots hold what was typed into it.

        Raises:
            InvalidFieldError: a selector matches nothing on the page, more than one element, or
                another one than those before it; names the selector as ``selectors[i]``.
        """


class Gate(StrEnum):
    """What must be true of an element before it is acted on, in the order it is checked."""

    UNIQUE = "unique"
    VISIBLE = "visible"
    ENABLED = "enabled"
    STABLE = "stable"
    RECEIVES_EVENTS = "receives_events"


@dataclass(frozen=True, slots=True)
class Verification:
    """How a stored selector does on the page.

    ``matches`` counts what the selector finds; ``is_same`` says whether the one it finds is the
    entry's element, None when there is not just one; ``failed`` is the first point of the gate
    that does not hold, None when all do; ``detail`` is a sentence for people. ``said`` is the
    failure class where more is known than the rest says.
    """

    selector: Selector
    matches: int
    is_same: bool | None
    failed: Gate | None
    detail: str = ""
    said: FailureClass | None = None

    @property
    def failure_class(self) -> FailureClass | None:
        """Why it is not right; None when it is."""
        if self.said is not None:
            return self.said
        if self.failed is Gate.UNIQUE:
            return FailureClass.AMBIGUOUS if self.matches > 1 else FailureClass.DRIFT
        if self.failed is not None:
            return _CLASS_OF_GATE[self.failed]
        return None if self.is_same else FailureClass.DRIFT


_CLASS_OF_GATE: Final = {
    Gate.VISIBLE: FailureClass.HIDDEN,
    Gate.ENABLED: FailureClass.STATE,
    Gate.STABLE: FailureClass.TIMING,
    Gate.RECEIVES_EVENTS: FailureClass.OVERLAY,
}


class Verifier(Protocol):
    """Looks whether stored selectors still lead to their element."""

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        """Check the entry's selectors on the page, best first, until one is right.

        Returns the verification of that one, else that of the first. Raises as `Discovery`.
        """
