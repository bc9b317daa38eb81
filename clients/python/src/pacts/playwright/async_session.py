"""Elements by name, in Playwright's asynchronous API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, cast

from playwright.async_api import BrowserContext, Locator, Page

from pacts.flow.target import Target
from pacts.flow.wrapping import Wrapping
from pacts.model import Action
from pacts.playwright import actions
from pacts.playwright.async_pages import AsyncPageAdapter
from pacts.playwright.async_wrap import AsyncWrappedContext, wrap
from pacts.playwright.opened import follow
from pacts.playwright.reach import unwrapped
from pacts.session.async_handles import AsyncHandle
from pacts.session.awaited import AwaitedSession
from pacts.session.hub import Page as Adapted


class AsyncSession(AwaitedSession):
    """What a test has of one daemon, in Playwright's asynchronous API."""

    def element(
        self,
        page: Page,
        element: str,
        *,
        scope: str = "",
        ordinal: int = 0,
        frame: str = "",
        variant: Mapping[str, str] = MappingProxyType({}),
    ) -> AsyncElement:
        """Return a handle of an element; it is looked for when something is done with it.

        Args:
            page: the page it is on.
            element: what people call it: "Search Wikipedia".
            scope: the part of the page it is in: "dialog", "row of Alice".
            ordinal: which of several, counted from 1; 0 means there is only one.
            frame: name or URL of its frame; empty is the main frame.
            variant: what makes another page of the same route.
        """
        target = Target(element, scope, ordinal, frame, dict(variant))
        own = unwrapped(page)
        return AsyncElement(self, own, self.adapter_of(own), target)

    def adapter_of(self, page: Page) -> AsyncPageAdapter:
        """Return what drives a page, which is the same one for as long as the page is open."""
        return self._adapters.setdefault(page, AsyncPageAdapter(page))

    def forget(self, native: Any) -> None:
        super().forget(native)
        self._adapters.pop(native, None)
        self._wrapped.pop(native, None)

    @cached_property
    def _adapters(self) -> dict[Page, AsyncPageAdapter]:
        return {}

    @cached_property
    def _wrapped(self) -> dict[Page, Page]:
        return {}

    @cached_property
    def _contexts(self) -> dict[BrowserContext, AsyncWrappedContext]:
        return {}

    def flows_of(self, native: Any, adapter: Adapted) -> Wrapping:
        """Return what can be done on a page; nothing is kept of one that was closed."""
        if not self.knows(native):
            native.once("close", self.forget)
            arrived = partial(self.arrived, native, adapter.strategies)
            self._followed[native] = follow(native, arrived)
        return super().flows_of(native, adapter)

    def attend(self, page: Page) -> None:
        """Follow a page from now on: what is known of those that it goes to is asked for ahead."""
        own = unwrapped(page)
        self.flows_of(own, self.adapter_of(own))

    def wrap(self, page: Page) -> Page:
        """Return the page with locators that are remembered when they work, and healed when not."""
        own = unwrapped(page)
        if own not in self._wrapped:
            self._wrapped[own] = wrap(own, self)
            self.attend(own)
        return self._wrapped[own]

    def context_of(self, context: BrowserContext) -> BrowserContext:
        """Return a context whose pages are wrapped."""
        if context not in self._contexts:
            self._contexts[context] = AsyncWrappedContext(context, self)
            context.once("close", self._forget_context)
        return self._contexts[context]

    def _forget_context(self, context: BrowserContext) -> None:
        self._contexts.pop(context, None)


class AsyncElement(AsyncHandle):
    """An element by its name. Options of actions are those of Playwright's own.

    Every action waits until the element is there, and raises ElementNotFoundError when it does not
    come or is not the one it was; what Playwright's own action raises is raised as it is.
    """

    async def click(self, **options: Any) -> None:
        """Click it."""
        await self._do(actions.click(options))

    async def dblclick(self, **options: Any) -> None:
        """Double-click it."""
        await self._do(actions.double_click(options))

    async def fill(self, value: str, **options: Any) -> None:
        """Put a text into it."""
        await self._do(actions.fill(value, options))

    async def press(self, key: str, **options: Any) -> None:
        """Press a key on it."""
        await self._do(actions.press(key, options))

    async def select_option(self, value: Any = None, **options: Any) -> list[str]:
        """Choose options of it, by value or label; returns the values that are chosen."""
        return cast("list[str]", await self._do(actions.select_option(value, options)))

    async def check(self, **options: Any) -> None:
        """Tick it."""
        await self._do(actions.check(options))

    async def uncheck(self, **options: Any) -> None:
        """Untick it."""
        await self._do(actions.uncheck(options))

    async def hover(self, **options: Any) -> None:
        """Move the pointer over it."""
        await self._do(actions.hover(options))

    async def focus(self, **options: Any) -> None:
        """Focus it."""
        await self._do(actions.focus(options))

    async def set_input_files(self, files: Any, **options: Any) -> None:
        """Choose files in it."""
        await self._do(actions.upload(files, options))

    async def text(self) -> str:
        """Return its visible text."""
        return str(await self._do(actions.text()))

    async def value(self) -> str:
        """Return what is in it."""
        return str(await self._do(actions.value()))

    async def get_attribute(self, name: str) -> str | None:
        """Return one of its attributes."""
        return cast("str | None", await self._do(actions.attribute(name)))

    async def is_enabled(self) -> bool:
        """Say whether it is enabled."""
        return bool(await self._do(actions.is_enabled()))

    async def is_checked(self) -> bool:
        """Say whether it is ticked."""
        return bool(await self._do(actions.is_checked()))

    async def is_visible(self) -> bool:
        """Say whether it is there and shown now, without waiting for it."""
        return await self._shown(actions.is_visible)

    async def native(self) -> Locator:
        """Wait for the element, and return Playwright's own locator of it."""
        return cast("Locator", await self._do((Action.ANY, actions.itself), is_one_call=False))
