"""Locators that heal, in Playwright's asynchronous API; tests stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from playwright.async_api import BrowserContext, Error, Frame, FrameLocator, Locator, Page

from pacts._shared.path_script import PATH_OF
from pacts.flow.wrapping import Located, Wish, Written, place
from pacts.model import Action, Selector
from pacts.playwright import reach
from pacts.playwright.locators import label_of
from pacts.playwright.opened import AsyncExpected, Opening
from pacts.playwright.wrapped import ACTIONS, OF_A_PAGE, named, timeout_s

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


async def _use(
    locator: AsyncWrappedLocator, method: str, action: Action, args: tuple[Any, ...], options: Any
) -> Any:
    root, own = locator._pacts_root, locator._pacts_own  # noqa: SLF001 - our own
    page, session = root.page._pacts_own, root.page._pacts  # noqa: SLF001 - our own
    patience_s, frame = session.patience_s(timeout_s(options)), root.frame
    wish = Wish(
        written=locator._pacts_written,  # noqa: SLF001 - our own
        located=Located(
            count=own.count,
            path=lambda: _path_of(own),
            act=lambda: getattr(own, method)(*args, **options),
            frame=None if frame is None else lambda: frame(1000 * patience_s),
        ),
        action=action,
        native=lambda found: getattr(found, method)(*args, **options),
        timeout_s=timeout_s(options),
    )
    adapter = session.adapter_of(page)
    return await session.carry_out(session.flows_of(page, adapter).use(wish), adapter)


async def _path_of(locator: Locator) -> Selector:
    return place(str(await locator.evaluate(PATH_OF)))


async def _frame_of(owner: Locator, page: AsyncWrappedPage, wait_ms: float) -> str | None:
    try:
        frame = await (await owner.element_handle(timeout=wait_ms)).content_frame()
    except Error:
        return None  # the action says what is wrong, in Playwright's own words
    return None if frame is None else await _label(frame, page)


async def _label(frame: Frame, page: AsyncWrappedPage) -> str | None:
    return label_of(frame, page._pacts_own.frames)  # noqa: SLF001 - our own


def _action(name: str, action: Action) -> Callable[..., Any]:
    @wraps(getattr(Locator, name))
    async def act(self: AsyncWrappedLocator, *args: Any, **options: Any) -> Any:
        return await _use(self, name, action, args, options)

    return act


def _selected(name: str) -> Callable[..., Any]:
    @wraps(getattr(Page, name))
    async def act(
        self: AsyncWrappedPage | AsyncWrappedFrame, selector: str, *args: Any, **options: Any
    ) -> Any:
        strict = options.pop("strict", False)
        found = self._pacts_own.locator(selector)
        called = named("locator", (selector,), {})
        located = AsyncWrappedLocator(found if strict else found.first, self._pacts_root, called)
        return await getattr(located, name)(*args, **options)

    return act


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
    AsyncWrappedLocator, AsyncWrappedFrame, AsyncWrappedFrameLocator, _frame_of, _label
)
for _name, _kind in ACTIONS.items():
    setattr(AsyncWrappedLocator, _name, _action(_name, _kind))
for _name in OF_A_PAGE:
    for _class in (AsyncWrappedPage, AsyncWrappedFrame):
        if hasattr(Page, _name):
            setattr(_class, _name, _selected(_name))
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
