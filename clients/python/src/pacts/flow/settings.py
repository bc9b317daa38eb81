"""What a session is told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """How elements are looked up, waited for and found again.

    Attributes:
        app: the application under test; a part of every query.
        environment: where it runs; a part of every query.
        variant: what makes another page of the same route, for every query.
        heal: False: an element whose selectors are not right any more is not looked for again.
        frozen: nothing is looked for and nothing is written: only what is known is used.
        never_heal: names of elements that are never looked for again.
        max_heals: how many heals a run may have before it fails; None: any number.
        interruptions: what may cover the page, by its name: the CSS selector of the control that
            closes it. It is clicked when an element is covered.
        wait_s: seconds to wait for an element that is not there, or not shown.
        step_s: seconds between two looks.
        settle_s: seconds that a page is left alone before an element that it does not have is
            taken to be somewhere else: it may still come.
        visit_s: seconds for which what is known of a page is kept.
        hidden_s: seconds to wait for an element that is there and not shown; None: ``wait_s``.
    """

    app: str
    environment: str
    variant: Mapping[str, str] = field(default_factory=dict)
    heal: bool = True
    frozen: bool = False
    never_heal: frozenset[str] = frozenset()
    max_heals: int | None = None
    interruptions: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 5.0
    step_s: float = 0.25
    settle_s: float = 1.0
    visit_s: float = 60.0
    hidden_s: float | None = None

    def may_heal(self, element: str) -> bool:
        """Say whether an element may be looked for again."""
        return self.heal and not self.frozen and element not in self.never_heal
