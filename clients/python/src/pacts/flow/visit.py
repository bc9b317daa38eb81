"""What is kept of one document while a test is on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pacts.answers import Found
from pacts.flow.steps import Captured
from pacts.flow.target import Key, element_key
from pacts.model import ElementQuery, Page, PageAccess

VariantKey = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of a page, asked for before its first element was.

    Attributes:
        url: of the page.
        variant: what makes another page of the same route.
        asked_at: when, by the session's clock.
        coming: the answer, for the session to wait for.
    """

    url: str
    variant: Mapping[str, str]
    asked_at: float
    coming: Any

    def answers(self, query: ElementQuery, oldest: float) -> bool:
        """Say whether it is what would be asked for a query now, and no older than it may be."""
        is_for_it = self.url == query.page and dict(self.variant) == dict(query.variant)
        return is_for_it and self.asked_at >= oldest


@dataclass(slots=True)
class Visit:
    """One document at one URL.

    Attributes:
        url: of the page.
        document: its name, as the check script gives it; empty before the first check.
        hits: lookups that were answered from what is kept, since they were last told.
        sent: the digest of the page that the daemon was last sent.
    """

    url: str
    document: str = ""
    hits: int = 0
    sent: bytes = b""
    _taught: set[str] = field(default_factory=set)
    _used: set[Key] = field(default_factory=set)
    _known: dict[Key, Found] = field(default_factory=dict)
    _asked_at: dict[VariantKey, float] = field(default_factory=dict)

    def is_due(self, query: ElementQuery, now: float, age_s: float) -> bool:
        """Say whether all of the page has to be asked for, for the variant of a query."""
        asked_at = self._asked_at.get(_variant(query))
        return asked_at is None or now - asked_at > age_s

    def keep_page(
        self, query: ElementQuery, known: Iterable[tuple[ElementQuery, Found]], now: float
    ) -> None:
        """Keep all that is known of the page in the variant of a query."""
        variant = _variant(query)
        self._asked_at[variant] = now
        # All at once: what is told in the background may drop some of it.
        kept = tuple(self._known.items())
        self._known = {key: found for key, found in kept if key[-1] != variant}
        self._known |= {(*element_key(one), variant): found for one, found in known}

    def keep(self, query: ElementQuery, found: Found) -> None:
        self._known[_key(query)] = found

    def drop(self, query: ElementQuery) -> None:
        self._known.pop(_key(query), None)

    def known(self, query: ElementQuery) -> Found | None:
        """Return what is kept, and count the lookup that it answers."""
        found = self._known.get(_key(query))
        if found is not None:
            self.hits += 1
        return found

    def use(self, query: ElementQuery) -> None:
        """Note that something was done with an element."""
        self._used.add(_key(query))

    def has_used(self, query: ElementQuery) -> bool:
        return _key(query) in self._used

    def teach(self, element: str) -> bool:
        """Say whether a locator is to be remembered: once for each visit."""
        new = element not in self._taught
        self._taught.add(element)
        return new

    def arrive(self, document: str) -> None:
        """Note which document it is: what was sent of another one is not this page."""
        if document and document != self.document:
            self.sent = b"" if self.document else self.sent
            self.document = document

    def take_hits(self) -> int:
        taken, self.hits = self.hits, 0
        return taken


def access_of(captured: Captured) -> PageAccess:
    """Return the page itself, as it comes with a call."""
    return PageAccess(page=Page(capture=captured.text, frames=captured.frames))


def access_by_digest(captured: Captured) -> PageAccess:
    """Return the page by its digest, for a daemon that was sent it already."""
    return PageAccess(page=Page(digest=digest_of(captured), frames=captured.frames))


def digest_of(captured: Captured) -> bytes:
    """Return the digest that a daemon knows the page by: of its own capture, without its frames."""
    return sha256(captured.text.encode()).digest()


def state_of(captured: Captured) -> bytes:
    """Return what tells the page as it is from what it was and will be, with its frames."""
    frames = [(frame.name, frame.url, frame.page.capture) for frame in captured.frames]
    return sha256(repr((captured.text, frames)).encode()).digest()


def _variant(query: ElementQuery) -> VariantKey:
    return tuple(sorted(query.variant.items()))


def _key(query: ElementQuery) -> Key:
    return (*element_key(query), _variant(query))
