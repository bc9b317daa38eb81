"""Locators that heal, in Playwright's asynchronous API; tests stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from playwright.async_api import Locator, Page

from pacts.flow.wrapping import Located, Wish, Written
from pacts.model import Action, Selector, SelectorStrategy
from pacts.playwright.wrapped import ACTIONS, OF_A_PAGE, TERMS, XPATH_OF, named, part, timeout_s

if TYPE_CHECKING:
    from pacts.playwright.async_session import AsyncSession

_FINDERS = ("locator", "get_by_role", "get_by_test_id", *TERMS)


class AsyncWrappedPage(Page):
    """A page whose locators are remembered when they work, and healed when they do not."""

    is_wrapped = True

    def __init__(self, page: Page, session: AsyncSession) -> None:
        super().__init__(page._impl_obj)  # noqa: SLF001 - the same page, with other locators
        self._pacts_page = page
        self._pacts = session


class AsyncWrappedLocator(Locator):
    """A locator as a test wrote it; its actions lead to the element that it meant."""

    def __init__(self, locator: Locator, page: AsyncWrappedPage, written: Written) -> None:
        super().__init__(locator._impl_obj)  # noqa: SLF001 - the same locator
        self._pacts_locator = locator
        self._pacts_page = page
        self._pacts_written = written

    @property
    def first(self) -> Locator:
        return _part_of(self, "first", self._pacts_locator.first)

    @property
    def last(self) -> Locator:
        return _part_of(self, "last", self._pacts_locator.last)


def wrap(page: Page, session: AsyncSession) -> Page:
    """Return the page with locators that heal; a page that is wrapped already as it is."""
    return page if isinstance(page, AsyncWrappedPage) else AsyncWrappedPage(page, session)


def _part_of(
    whole: AsyncWrappedLocator, method: str, found: Locator, args: Any = (), options: Any = None
) -> Locator:
    called = part(whole._pacts_written, method, args, options or {})  # noqa: SLF001 - our own
    return AsyncWrappedLocator(found, whole._pacts_page, called)  # noqa: SLF001 - our own


async def _use(
    locator: AsyncWrappedLocator, method: str, action: Action, args: tuple[Any, ...], options: Any
) -> Any:
    page, own = locator._pacts_page, locator._pacts_locator  # noqa: SLF001 - our own
    wish = Wish(
        written=locator._pacts_written,  # noqa: SLF001 - our own
        located=Located(
            count=own.count,
            path=lambda: _path_of(own),
            act=lambda: getattr(own, method)(*args, **options),
        ),
        action=action,
        native=lambda found: getattr(found, method)(*args, **options),
        timeout_s=timeout_s(options),
    )
    session = page._pacts  # noqa: SLF001 - our own
    adapter = session.adapter_of(page._pacts_page)  # noqa: SLF001 - our own
    flows = session.flows_of(page._pacts_page, adapter)  # noqa: SLF001 - our own
    return await session.carry_out(flows.use(wish), adapter)


async def _path_of(locator: Locator) -> Selector:
    path = str(await locator.evaluate(XPATH_OF))
    return Selector(SelectorStrategy.XPATH, path, positional=True)


def _action(name: str, action: Action) -> Callable[..., Any]:
    @wraps(getattr(Locator, name))
    async def act(self: AsyncWrappedLocator, *args: Any, **options: Any) -> Any:
        return await _use(self, name, action, args, options)

    return act


def _page_action(name: str) -> Callable[..., Any]:
    @wraps(getattr(Page, name))
    async def act(self: AsyncWrappedPage, selector: str, *args: Any, **options: Any) -> Any:
        strict = options.pop("strict", False)
        found = self._pacts_page.locator(selector)
        called = named("locator", (selector,), {})
        located = AsyncWrappedLocator(found if strict else found.first, self, called)
        return await getattr(located, name)(*args, **options)

    return act


def _finder(name: str) -> Callable[..., Any]:
    @wraps(getattr(Page, name))
    def find(self: AsyncWrappedPage, *args: Any, **options: Any) -> Any:
        found = getattr(self._pacts_page, name)(*args, **options)
        return AsyncWrappedLocator(found, self, named(name, args, options))

    return find


def _narrower(name: str) -> Callable[..., Any]:
    @wraps(getattr(Locator, name))
    def find(self: AsyncWrappedLocator, *args: Any, **options: Any) -> Any:
        found = getattr(self._pacts_locator, name)(*args, **options)
        return _part_of(self, name, found, args, options)

    return find


for _name, _kind in ACTIONS.items():
    setattr(AsyncWrappedLocator, _name, _action(_name, _kind))
for _name in OF_A_PAGE:
    if hasattr(Page, _name):
        setattr(AsyncWrappedPage, _name, _page_action(_name))
for _name in _FINDERS:
    setattr(AsyncWrappedPage, _name, _finder(_name))
for _name in (*_FINDERS, "nth", "filter", "and_", "or_"):
    setattr(AsyncWrappedLocator, _name, _narrower(_name))
