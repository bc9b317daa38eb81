"""What a test has used and what was healed for it, until it is told how the test ended."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Journal:
    """Collects; a test's uses are taken out when its result is known, heals stay for the run."""

    test: str = ""
    lookups: int = 0
    uses: dict[Key, Use] = field(default_factory=dict)
    heals: list[Healed] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)

    def begin(self, test: str) -> None:
        self.test = test
        self.uses.clear()

    def used(self, use: Use) -> None:
        self.uses[key_of(use.query)] = use

    def healed(self, healed: Healed) -> None:
        _LOG.warning("healed %s", healed)
        self.heals.append(healed)

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
