"""The actions of wrapped locators, pages and frames.

The same for both of Playwright's APIs: what one returns the other awaits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final

from pacts._shared.path_script import PATH_OF
from pacts.flow.flows import Native
from pacts.flow.wrapping import Located, Wish
from pacts.model import Action
from pacts.playwright.actions import filling
from pacts.playwright.locators import frames_told, label_of
from pacts.playwright.reach import LocatorReach, Reach
from pacts.playwright.wrapped import ACTIONS, OF_A_PAGE, named, text_of, timeout_s

# A part of a locator that stands for all of it: what comes behind says what it is to contain.
_CAPTURED: Final = re.compile(r"(?:^|>>)\s*\*\w+=")


def acting(locator: type[LocatorReach], *others: type[Reach]) -> None:
    """Give wrapped classes the actions of those of Playwright's that they are."""
    for name, action in ACTIONS.items():
        setattr(locator, name, _action(getattr(locator, name), action))
    for name in OF_A_PAGE:
        for kind in others:
            if hasattr(kind, name):
                setattr(kind, name, _selected(getattr(kind, name)))


def label(frame: Any, page: Any) -> str | None:
    """Return what a query calls a frame of a wrapped page."""
    return label_of(frame, page._pacts_own.frames)  # noqa: SLF001 - our own


def told(said: Sequence[str] | None, page: Any) -> list[Any]:
    """Return the frames of a wrapped page of which their elements have said this."""
    return frames_told(said, page._pacts_own.frames)  # noqa: SLF001 - our own


def _action(playwrights: Callable[..., Any], action: Action) -> Callable[..., Any]:
    @wraps(playwrights)
    def act(self: LocatorReach, *args: Any, **options: Any) -> Any:
        page = self._pacts_root.page
        session, own = page._pacts, page._pacts_own  # noqa: SLF001 - our own
        adapter, timeout = session.adapter_of(own), timeout_s(options)

        def native(found: Any) -> Any:
            return getattr(found, playwrights.__name__)(*args, **options)

        located = _located(self, native, 1000 * session.patience_s(timeout))
        text = text_of(playwrights.__name__, args, options)
        does = native if text is None else filling(text, native)
        wish = Wish(self._pacts_written, located, action, does, timeout)
        return session.carry_out(session.flows_of(own, adapter).use(wish), adapter)

    return act


def _located(locator: LocatorReach, native: Native, wait_ms: float) -> Located:
    own, frame = locator._pacts_own, locator._pacts_root.frame  # noqa: SLF001 - our own
    is_captured = _CAPTURED.search(own._impl_obj._selector)  # noqa: SLF001 - not public
    return Located(
        count=own.count,
        path=lambda: own.evaluate(PATH_OF),
        act=lambda: native(own),
        frame=None if frame is None else lambda: frame(wait_ms),
        own=None if is_captured else own,
    )


def _selected(playwrights: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(playwrights)
    def act(self: Reach, selector: str, *args: Any, **options: Any) -> Any:
        strict = options.pop("strict", False)
        found = self._pacts_own.locator(selector)
        own, called = found if strict else found.first, named("locator", (selector,), {})
        located = self._pacts_root.kinds.locator(own, self._pacts_root, called)
        return getattr(located, playwrights.__name__)(*args, **options)

    return act
