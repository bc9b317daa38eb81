"""Elements by name, in Playwright's synchronous API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, cast

from playwright.sync_api import BrowserContext, Locator, Page

from pacts.flow.target import Target
from pacts.flow.wrapping import Wrapping
from pacts.model import Action
from pacts.playwright import actions
from pacts.playwright.opened import follow
from pacts.playwright.pages import PageAdapter
from pacts.playwright.reach import unwrapped
from pacts.playwright.wrap import WrappedContext, wrap
from pacts.session.handles import Handle
from pacts.session.hub import Page as Adapted
from pacts.session.sync import SyncSession


class Session(SyncSession):
    """What a test has of one daemon, in Playwright's synchronous API."""

    def element(
        self,
        page: Page,
        element: str,
        *,
        scope: str = "",
        ordinal: int = 0,
        frame: str = "",
        variant: Mapping[str, str] = MappingProxyType({}),
    ) -> Element:
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
        return Element(self, own, self.adapter_of(own), target)

    def adapter_of(self, page: Page) -> PageAdapter:
        """Return what drives a page, which is the same one for as long as the page is open."""
        return self._adapters.setdefault(page, PageAdapter(page))

    def forget(self, native: Any) -> None:
        super().forget(native)
        self._adapters.pop(native, None)
        self._wrapped.pop(native, None)

    @cached_property
    def _adapters(self) -> dict[Page, PageAdapter]:
        return {}

    @cached_property
    def _wrapped(self) -> dict[Page, Page]:
        return {}

    @cached_property
    def _contexts(self) -> dict[BrowserContext, WrappedContext]:
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
            self._contexts[context] = WrappedContext(context, self)
            context.once("close", self._forget_context)
        return self._contexts[context]

    def _forget_context(self, context: BrowserContext) -> None:
        self._contexts.pop(context, None)


class Element(Handle):
    """An element by its name. Options of actions are those of Playwright's own.

    Every action waits until the element is there, and raises ElementNotFoundError when it does not
    come or is not the one it was; what Playwright's own action raises is raised as it is.
    """

    def click(self, **options: Any) -> None:
        """Click it."""
        self._do(actions.click(options))

    def dblclick(self, **options: Any) -> None:
        """Double-click it."""
        self._do(actions.double_click(options))

    def fill(self, value: str, **options: Any) -> None:
        """Put a text into it."""
        self._do(actions.fill(value, options))

    def press(self, key: str, **options: Any) -> None:
        """Press a key on it."""
        self._do(actions.press(key, options))

    def select_option(self, value: Any = None, **options: Any) -> list[str]:
        """Choose options of it, by value or label; returns the values that are chosen."""
        return cast("list[str]", self._do(actions.select_option(value, options)))

    def check(self, **options: Any) -> None:
        """Tick it."""
        self._do(actions.check(options))

    def uncheck(self, **options: Any) -> None:
        """Untick it."""
        self._do(actions.uncheck(options))

    def hover(self, **options: Any) -> None:
        """Move the pointer over it."""
        self._do(actions.hover(options))

    def focus(self, **options: Any) -> None:
        """Focus it."""
        self._do(actions.focus(options))

    def set_input_files(self, files: Any, **options: Any) -> None:
        """Choose files in it."""
        self._do(actions.upload(files, options))

    def text(self) -> str:
        """Return its visible text."""
        return str(self._do(actions.text()))

    def value(self) -> str:
        """Return what is in it."""
        return str(self._do(actions.value()))

    def get_attribute(self, name: str) -> str | None:
        """Return one of its attributes."""
        return cast("str | None", self._do(actions.attribute(name)))

    def is_enabled(self) -> bool:
        """Say whether it is enabled."""
        return bool(self._do(actions.is_enabled()))

    def is_checked(self) -> bool:
        """Say whether it is ticked."""
        return bool(self._do(actions.is_checked()))

    def is_visible(self) -> bool:
        """Say whether it is there and shown now, without waiting for it."""
        return self._shown(actions.is_visible)

    def native(self) -> Locator:
        """Wait for the element, and return Playwright's own locator of it."""
        return cast("Locator", self._do((Action.ANY, actions.itself), is_one_call=False))
