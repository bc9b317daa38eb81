"""What a test has used and what was healed for it, until it is told how the test ended."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from pacts.answers import Answer, TierVisit, Verification
from pacts.flow.target import Key, key_of
from pacts.model import ElementQuery, Selector, SelectorStrategy
from pacts.outcomes import ElementVerdict

_LOG = logging.getLogger("pacts")


@dataclass(frozen=True, slots=True)
class Use:
    """One answer that a test has acted on."""

    query: ElementQuery
    version: int
    selector: Selector


@dataclass(frozen=True, slots=True)
class Healed:
    """One element that was found again.

    Attributes:
        element: its name.
        page: the URL it is on.
        old: the selector that stopped being right.
        new: the one that was found.
        verdict: what became of the element; None: not judged.
        heal_id: the heal in the daemon, while it is on probation; else empty.
        test: the test it was healed in; empty outside of one.
    """

    element: str
    page: str
    old: Selector | None
    new: Selector
    verdict: ElementVerdict | None
    heal_id: str
    test: str = ""

    def __str__(self) -> str:
        old = "" if self.old is None else brief(self.old)
        return f"{self.element}: {old} -> {brief(self.new)}"


class Way(StrEnum):
    """How an answer came about.

    KEPT: of what was kept for the visit. ASKED: of the daemon, without the page. DISCOVERED: looked
    for on the page by its name. RESOLVED: looked for again, since a selector was not right.
    """

    KEPT = "kept"
    ASKED = "asked"
    DISCOVERED = "discovered"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Looked:
    """One answer about where an element is.

    Attributes:
        query: what was asked for.
        answer: what was answered.
        way: how it came about.
        trail: the tiers that were asked; those of the page's call where that brought the answer.
        began_at: when it was asked, in seconds of the session's clock, `time.monotonic`.
        ended_at: when it was answered.
    """

    query: ElementQuery
    answer: Answer
    way: Way
    trail: tuple[TierVisit, ...]
    began_at: float
    ended_at: float


class Observer(Protocol):
    """Is told what a session does on the way to an element; what it raises ends the action."""

    def looked(self, looked: Looked) -> None:
        """Note an answer."""

    def checked(self, query: ElementQuery, checked: Verification) -> None:
        """Note what a stored selector does in the page."""

    def closed(self, selector: Selector) -> None:
        """Note that something which covered an element was closed."""

    def used(self, use: Use) -> None:
        """Note that an element was acted on."""

    def healed(self, healed: Healed) -> None:
        """Note that an element was found again."""

    def may_heal(self, query: ElementQuery) -> bool:
        """Say whether an element may be looked for again now; asked each time before it is."""


class Unobserved:
    """The observer of a session that has none."""

    def looked(self, looked: Looked) -> None:
        """Implements `Observer`."""

    def checked(self, query: ElementQuery, checked: Verification) -> None:
        """Implements `Observer`."""

    def closed(self, selector: Selector) -> None:
        """Implements `Observer`."""

    def used(self, use: Use) -> None:
        """Implements `Observer`."""

    def healed(self, healed: Healed) -> None:
        """Implements `Observer`."""

    def may_heal(self, query: ElementQuery) -> bool:  # noqa: ARG002 - of the protocol
        """Implements `Observer`."""
        return True


@dataclass(slots=True)
class Journal:
    """Collects; a test's uses are taken out when its result is known, heals stay for the run.

    ``misled``: strategies and places of selectors that were expected to be right, and were not.
    """

    test: str = ""
    lookups: int = 0
    uses: dict[Key, Use] = field(default_factory=dict)
    heals: list[Healed] = field(default_factory=list)
    observer: Observer = field(default_factory=Unobserved)
    misled: set[tuple[SelectorStrategy, int]] = field(default_factory=set)
    _said: set[str] = field(default_factory=set)

    def begin(self, test: str) -> None:
        self.test = test
        self.uses.clear()

    def used(self, use: Use) -> None:
        self.uses[key_of(use.query)] = use
        self.observer.used(use)

    def healed(self, healed: Healed) -> None:
        _LOG.warning("healed %s", healed)
        self.heals.append(healed)
        self.observer.healed(healed)

    def was_right(self, selectors: Sequence[Selector], at: int, right: Selector) -> None:
        """Note which of an element's selectors was right in place of the one at ``at``."""
        if right not in selectors or right == selectors[at]:
            return
        self.misled.add((selectors[at].strategy, at))
        self.misled.discard((right.strategy, selectors.index(right)))

    def say_once(self, what: str) -> None:
        """Warn of something that every action meets."""
        if what not in self._said:
            self._said.add(what)
            _LOG.warning("%s", what)

    def take_uses(self) -> tuple[Use, ...]:
        taken = tuple(self.uses.values())
        self.uses.clear()
        return taken


def brief(selector: Selector) -> str:
    """Return a selector in the form that people write it in."""
    strategy = SelectorStrategy(selector.strategy)
    if selector.role:
        return f'role={selector.role}[name="{selector.value}"]'
    return f"{strategy.value}={selector.value}"
