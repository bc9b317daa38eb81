"""Locators that heal, in Playwright's asynchronous API; tests stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from playwright.async_api import BrowserContext, Error, Frame, FrameLocator, Locator, Page

from pacts.flow.wrapping import Written
from pacts.playwright import reach
from pacts.playwright.acting import acting, label, told
from pacts.playwright.locators import TOLD
from pacts.playwright.opened import AsyncExpected, Opening

if TYPE_CHECKING:
    from pacts.playwright.async_session import AsyncSession


class AsyncWrappedPage(Opening, reach.PageReach, Page):  # type: ignore[misc]
    """A page whose locators are remembered when they work, and healed when they do not."""

    _pacts_event = "popup"

    def __init__(self, page: Page, session: AsyncSession) -> None:
        super().__init__(page._impl_obj)  # noqa: SLF001 - the same page, with other locators
        self._pacts_own = page
        self._pacts = session
        self._pacts_told = {}
        self._pacts_root = reach.Root(self, _KINDS)

    @property
    def context(self) -> BrowserContext:
        return self._pacts.context_of(self._pacts_own.context)

    async def opener(self) -> Page | None:
        own = await self._pacts_own.opener()
        return None if own is None else self._pacts_wrap(own)

    def expect_popup(self, *args: Any, **options: Any) -> Any:
        return AsyncExpected(self._pacts_own.expect_popup(*args, **options), self._pacts_wrap)

    def _pacts_wrap(self, page: Page) -> Page:
        return self._pacts.wrap(page)


class AsyncWrappedContext(Opening, BrowserContext):
    """A context whose pages are wrapped."""

    is_wrapped = True
    _pacts_event = "page"

    def __init__(self, context: BrowserContext, session: AsyncSession) -> None:
        super().__init__(context._impl_obj)  # noqa: SLF001 - the same context
        self._pacts_own = context
        self._pacts = session
        self._pacts_told = {}

    __eq__ = reach.Reach.__eq__
    __hash__ = reach.Reach.__hash__

    @property
    def pages(self) -> list[Page]:
        return [self._pacts_wrap(page) for page in self._pacts_own.pages]

    async def new_page(self) -> Page:
        return self._pacts_wrap(await self._pacts_own.new_page())

    def expect_page(self, *args: Any, **options: Any) -> Any:
        return AsyncExpected(self._pacts_own.expect_page(*args, **options), self._pacts_wrap)

    def _pacts_wrap(self, page: Page) -> Page:
        return self._pacts.wrap(page)


class AsyncWrappedFrame(reach.FrameReach, Frame):  # type: ignore[misc]
    """A frame of a wrapped page."""

    def __init__(self, frame: Frame, root: reach.Root) -> None:
        super().__init__(frame._impl_obj)  # noqa: SLF001 - the same frame
        self._pacts_own = frame
        self._pacts_root = root


class AsyncWrappedFrameLocator(reach.FrameLocatorReach, FrameLocator):
    """What finds a frame of a wrapped page."""

    def __init__(self, frame: FrameLocator, root: reach.Root) -> None:
        super().__init__(frame._impl_obj)  # noqa: SLF001 - the same frame
        self._pacts_own = frame
        self._pacts_root = root


class AsyncWrappedLocator(reach.LocatorReach, Locator):
    """A locator as a test wrote it; its actions lead to the element that it meant."""

    def __init__(self, locator: Locator, root: reach.Root, written: Written) -> None:
        super().__init__(locator._impl_obj)  # noqa: SLF001 - the same locator
        self._pacts_own = locator
        self._pacts_root = root
        self._pacts_written = written

    async def all(self) -> list[Locator]:
        found: list[Locator] = self._pacts_each(await self._pacts_own.count())
        return found


def wrap(page: Page, session: AsyncSession) -> Page:
    """Return the page with locators that heal; a page that is wrapped already as it is."""
    return page if isinstance(page, AsyncWrappedPage) else AsyncWrappedPage(page, session)


async def _frame_of(owner: Locator, page: AsyncWrappedPage, wait_ms: float) -> str | None:
    try:
        found = told(await owner.evaluate(TOLD, timeout=wait_ms), page)
        # One of another origin without a name, or one that was called otherwise when it came.
        entered = found or [await (await owner.element_handle(timeout=wait_ms)).content_frame()]
    except Error:
        return None  # the action says what is wrong, in Playwright's own words
    return label(entered[0], page) if len(entered) == 1 and entered[0] is not None else None


def _expecting(kind: type) -> Callable[..., Any]:
    @wraps(kind.expect_event)  # type: ignore[attr-defined]
    def expect(self: Opening, event: str, *args: Any, **options: Any) -> Any:
        own = self._pacts_own.expect_event(event, *args, **options)
        return AsyncExpected(own, self._pacts_wrap) if event == self._pacts_event else own

    return expect


def _awaiting(kind: type) -> Callable[..., Any]:
    @wraps(kind.wait_for_event)  # type: ignore[attr-defined]
    async def wait(self: Opening, event: str, *args: Any, **options: Any) -> Any:
        own = await self._pacts_own.wait_for_event(event, *args, **options)
        return self._pacts_wrap(own) if event == self._pacts_event else own

    return wait


_KINDS = reach.Kinds(
    AsyncWrappedLocator, AsyncWrappedFrame, AsyncWrappedFrameLocator, _frame_of, label
)
acting(AsyncWrappedLocator, AsyncWrappedPage, AsyncWrappedFrame)
for _wrapped in (
    AsyncWrappedPage,
    AsyncWrappedFrame,
    AsyncWrappedFrameLocator,
    AsyncWrappedLocator,
):
    reach.finding(_wrapped, _wrapped.__bases__[-1])
for _opening in (AsyncWrappedPage, AsyncWrappedContext):
    _opening.expect_event = _expecting(_opening.__bases__[-1])  # type: ignore[method-assign]
    _opening.wait_for_event = _awaiting(_opening.__bases__[-1])  # type: ignore[method-assign]
