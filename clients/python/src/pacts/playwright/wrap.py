"""Locators that heal, in Playwright's synchronous API; tests stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from playwright.sync_api import BrowserContext, Error, Frame, FrameLocator, Locator, Page

from pacts.flow.wrapping import Written
from pacts.playwright import reach
from pacts.playwright.acting import acting, label, told
from pacts.playwright.locators import TOLD
from pacts.playwright.opened import Expected, Opening

if TYPE_CHECKING:
    from pacts.playwright.session import Session


class WrappedPage(Opening, reach.PageReach, Page):  # type: ignore[misc]
    """A page whose locators are remembered when they work, and healed when they do not."""

    _pacts_event = "popup"

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__(page._impl_obj)  # noqa: SLF001 - the same page, with other locators
        self._pacts_own = page
        self._pacts = session
        self._pacts_told = {}
        self._pacts_root = reach.Root(self, _KINDS)

    @property
    def context(self) -> BrowserContext:
        return self._pacts.context_of(self._pacts_own.context)

    def opener(self) -> Page | None:
        own = self._pacts_own.opener()
        return None if own is None else self._pacts_wrap(own)

    def expect_popup(self, *args: Any, **options: Any) -> Any:
        return Expected(self._pacts_own.expect_popup(*args, **options), self._pacts_wrap)

    def _pacts_wrap(self, page: Page) -> Page:
        return self._pacts.wrap(page)


class WrappedContext(Opening, BrowserContext):
    """A context whose pages are wrapped."""

    is_wrapped = True
    _pacts_event = "page"

    def __init__(self, context: BrowserContext, session: Session) -> None:
        super().__init__(context._impl_obj)  # noqa: SLF001 - the same context
        self._pacts_own = context
        self._pacts = session
        self._pacts_told = {}

    __eq__ = reach.Reach.__eq__
    __hash__ = reach.Reach.__hash__

    @property
    def pages(self) -> list[Page]:
        return [self._pacts_wrap(page) for page in self._pacts_own.pages]

    def new_page(self) -> Page:
        return self._pacts_wrap(self._pacts_own.new_page())

    def expect_page(self, *args: Any, **options: Any) -> Any:
        return Expected(self._pacts_own.expect_page(*args, **options), self._pacts_wrap)

    def _pacts_wrap(self, page: Page) -> Page:
        return self._pacts.wrap(page)


class WrappedFrame(reach.FrameReach, Frame):  # type: ignore[misc]
    """A frame of a wrapped page."""

    def __init__(self, frame: Frame, root: reach.Root) -> None:
        super().__init__(frame._impl_obj)  # noqa: SLF001 - the same frame
        self._pacts_own = frame
        self._pacts_root = root


class WrappedFrameLocator(reach.FrameLocatorReach, FrameLocator):
    """What finds a frame of a wrapped page."""

    def __init__(self, frame: FrameLocator, root: reach.Root) -> None:
        super().__init__(frame._impl_obj)  # noqa: SLF001 - the same frame
        self._pacts_own = frame
        self._pacts_root = root


class WrappedLocator(reach.LocatorReach, Locator):
    """A locator as a test wrote it; its actions lead to the element that it meant."""

    def __init__(self, locator: Locator, root: reach.Root, written: Written) -> None:
        super().__init__(locator._impl_obj)  # noqa: SLF001 - the same locator
        self._pacts_own = locator
        self._pacts_root = root
        self._pacts_written = written

    def all(self) -> list[Locator]:
        found: list[Locator] = self._pacts_each(self._pacts_own.count())
        return found


def wrap(page: Page, session: Session) -> Page:
    """Return the page with locators that heal; a page that is wrapped already as it is."""
    return page if isinstance(page, WrappedPage) else WrappedPage(page, session)


def _frame_of(owner: Locator, page: WrappedPage, wait_ms: float) -> str | None:
    try:
        found = told(owner.evaluate(TOLD, timeout=wait_ms), page)
        # One of another origin without a name, or one that was called otherwise when it came.
        entered = found or [owner.element_handle(timeout=wait_ms).content_frame()]
    except Error:
        return None  # the action says what is wrong, in Playwright's own words
    return label(entered[0], page) if len(entered) == 1 and entered[0] is not None else None


def _awaiting(kind: type, name: str, made: Callable[[Any, Opening], Any]) -> Callable[..., Any]:
    @wraps(getattr(kind, name))
    def wait(self: Opening, event: str, *args: Any, **options: Any) -> Any:
        own = getattr(self._pacts_own, name)(event, *args, **options)
        return made(own, self) if event == self._pacts_event else own

    return wait


_KINDS = reach.Kinds(WrappedLocator, WrappedFrame, WrappedFrameLocator, _frame_of, label)
acting(WrappedLocator, WrappedPage, WrappedFrame)
for _wrapped in (WrappedPage, WrappedFrame, WrappedFrameLocator, WrappedLocator):
    reach.finding(_wrapped, _wrapped.__bases__[-1])
for _opening in (WrappedPage, WrappedContext):
    _own = _opening.__bases__[-1]
    _opening.expect_event = _awaiting(  # type: ignore[method-assign]
        _own, "expect_event", lambda own, self: Expected(own, self._pacts_wrap)
    )
    _opening.wait_for_event = _awaiting(  # type: ignore[method-assign]
        _own, "wait_for_event", lambda own, self: self._pacts_wrap(own)
    )
