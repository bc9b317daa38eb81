"""The controls that a locator has to pass before it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pacts
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.drift_core import DriftCoreError, Page, Strategy
from pacts_daemon.fix.proof.removal import UnreadableCaptureError, is_truncated, without

ReadPage = Callable[[bytes], Page]


class UnprovableError(Exception):
    """Nothing can be proven on a page; the message says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A captured page, and the path of an element on it."""

    page: Page
    place: str


@dataclass(frozen=True, slots=True)
class Controls:
    """An element on the page that it was found again on, and the same page without it.

    ``before`` is where it was known of; None when that is not kept.
    """

    found: Standing
    removed: Page
    before: Standing | None

    def was_another(self, selector: pacts.Selector) -> bool:
        """Whether a selector surely led to something else on the page of before."""
        if self.before is None:
            return False
        paths = select(self.before.page, selector)
        return paths is not None and self.before.place not in paths

    def objection(self, selector: pacts.Selector) -> str:
        """Return why a selector is no locator of the element; empty when it is proven.

        It must match the element and nothing else, and nothing once the element is gone.
        """
        found = select(self.found.page, selector)
        if found is None:
            return "only a browser can tell what it matches"
        if found != [self.found.place]:
            return f"it matches {_counted(found)}" if len(found) != 1 else _OTHER
        left = select(self.removed, selector)
        if left is None:
            return "only a browser can tell what it matches once the element is removed"
        if left:
            return f"it also matches once the element is removed: {self.removed.brief(left[0])}"
        return ""


def controls_of(pages: pacts.HealPages, read: ReadPage) -> Controls:
    """Return the controls of the pages of a heal.

    Raises:
        UnprovableError: the page that its element was found on was not kept, was cut, or does not
            have the element any more.
    """
    old, new = pages.old, pages.new
    if new is None:
        raise UnprovableError("the page that it was found on is not kept")
    try:
        if is_truncated(new.capture):
            raise UnprovableError("the page that it was found on was too large to capture whole")
        found = _standing(new, read)
        removed = read(without(new.capture, found.page.node(found.place)))
        before = _standing(old, read) if old is not None and old.place else None
    except (DriftCoreError, UnreadableCaptureError, InvalidFieldError) as error:
        raise UnprovableError(f"a page of the heal cannot be read: {error}") from None
    return Controls(found, removed, before)


def _standing(kept: pacts.HealPage, read: ReadPage) -> Standing:
    page = read(kept.capture)
    return Standing(page, page.path(page.node(kept.place)))


def select(page: Page, selector: pacts.Selector) -> list[str] | None:
    """Return the paths of what a selector matches; None when only a browser can tell."""
    strategy = Strategy[selector.strategy.name]
    return page.select(strategy, selector.value, selector.role, selector.attribute)


def _counted(paths: list[str]) -> str:
    return f"{len(paths)} elements" if paths else "nothing"


_OTHER: Final = "it matches another element"
