"""What leads from a wrapped page to locators: frames, parts of locators, other pages.

The same for both of Playwright's APIs, where making a locator asks the browser nothing. What is
not here is Playwright's own, and stays so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Final

from pacts.flow.wrapping import Written
from pacts.playwright.wrapped import TERMS, named, part

FINDERS: Final = ("locator", "get_by_role", "get_by_test_id", *TERMS)
NARROWERS: Final = (*FINDERS, "nth", "filter", "and_", "or_")


@dataclass(frozen=True, slots=True)
class Kinds:
    """The wrapped classes of one of Playwright's APIs, and how it is asked which frame is meant.

    Attributes:
        frame_of: from the locator of a frame's element and milliseconds, what a query calls the
            frame; None: it can't be called anything.
        label: the same from a frame.
    """

    locator: Callable[[Any, Root, Written], Any]
    frame: Callable[[Any, Root], Any]
    frame_locator: Callable[[Any, Root], Any]
    frame_of: Callable[[Any, Any, float], Any]
    label: Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Root:
    """Where locators begin.

    Attributes:
        page: the wrapped page.
        frame: asks what a query calls the frame, given milliseconds to wait for it; None: the page.
    """

    page: Any
    kinds: Kinds
    frame: Callable[[float], Any] | None = None

    def within(self, owner: Any) -> Root:
        """Return the root of the frame whose element a locator finds."""
        page = self.page
        return replace(self, frame=lambda wait_ms: self.kinds.frame_of(owner, page, wait_ms))

    def of(self, frame: Any) -> Root:
        """Return the root of a frame."""
        return replace(self, frame=lambda _: self.kinds.label(frame, self.page))


class Reach:
    """Something of Playwright's that makes locators, wrapped."""

    is_wrapped = True
    _pacts_own: Any
    _pacts_root: Root

    def __eq__(self, other: object) -> bool:
        return self is other or self._pacts_own is getattr(other, "_pacts_own", other)

    def __hash__(self) -> int:
        return hash(self._pacts_own)

    def frame_locator(self, selector: str) -> Any:
        return self._pacts_framed(self._pacts_own.frame_locator(selector))

    def _pacts_framed(self, own: Any) -> Any:
        root = self._pacts_root
        return root.kinds.frame_locator(own, root.within(own.owner))

    def _pacts_frame(self, own: Any) -> Any:
        return None if own is None else self._pacts_root.kinds.frame(own, self._pacts_root.of(own))


class PageReach(Reach):
    """A page; its frames are reached as they are."""

    @property
    def main_frame(self) -> Any:
        return self._pacts_frame(self._pacts_own.main_frame)

    @property
    def frames(self) -> Any:
        return [self._pacts_frame(one) for one in self._pacts_own.frames]

    def frame(self, *args: Any, **options: Any) -> Any:
        return self._pacts_frame(self._pacts_own.frame(*args, **options))


class FrameReach(Reach):
    """A frame of a page."""

    @property
    def page(self) -> Any:
        return self._pacts_root.page

    @property
    def parent_frame(self) -> Any:
        return self._pacts_frame(self._pacts_own.parent_frame)

    @property
    def child_frames(self) -> Any:
        return [self._pacts_frame(one) for one in self._pacts_own.child_frames]


class FrameLocatorReach(Reach):
    """What finds a frame once something in it is asked for."""

    @property
    def first(self) -> Any:
        return self._pacts_framed(self._pacts_own.first)

    @property
    def last(self) -> Any:
        return self._pacts_framed(self._pacts_own.last)

    def nth(self, index: int) -> Any:
        return self._pacts_framed(self._pacts_own.nth(index))


class LocatorReach(Reach):
    """A locator as a test wrote it, and what its parts are called."""

    _pacts_written: Written

    @property
    def page(self) -> Any:
        return self._pacts_root.page

    @property
    def first(self) -> Any:
        return self._pacts_part("first", self._pacts_own.first)

    @property
    def last(self) -> Any:
        return self._pacts_part("last", self._pacts_own.last)

    @property
    def content_frame(self) -> Any:
        return self._pacts_framed(self._pacts_own.content_frame)

    def describe(self, description: str) -> Any:
        own = self._pacts_own.describe(description)
        return self._pacts_root.kinds.locator(own, self._pacts_root, self._pacts_written)

    def _pacts_each(self, count: int) -> Any:
        return [self.nth(at) for at in range(count)]  # type: ignore[attr-defined]

    def _pacts_part(self, method: str, own: Any, args: Any = (), options: Any = None) -> Any:
        called = part(self._pacts_written, method, args, options or {})
        return self._pacts_root.kinds.locator(own, self._pacts_root, called)


def unwrapped(page: Any) -> Any:
    """Return Playwright's own page of one that may be wrapped."""
    return getattr(page, "_pacts_own", page)


def _finder(name: str) -> Callable[..., Any]:
    def find(self: Reach, *args: Any, **options: Any) -> Any:
        own = getattr(self._pacts_own, name)(*args, **options)
        return self._pacts_root.kinds.locator(own, self._pacts_root, named(name, args, options))

    return find


def _narrower(name: str) -> Callable[..., Any]:
    def find(self: LocatorReach, *args: Any, **options: Any) -> Any:
        own = getattr(self._pacts_own, name)(*args, **options)
        return self._pacts_part(name, own, args, options)

    return find


def finding(reach: type[Reach], playwrights: type) -> None:
    """Give a wrapped class what makes locators in the class of Playwright's that it is."""
    is_locator = issubclass(reach, LocatorReach)
    made = _narrower if is_locator else _finder
    for name in NARROWERS if is_locator else FINDERS:
        setattr(reach, name, wraps(getattr(playwrights, name))(made(name)))
