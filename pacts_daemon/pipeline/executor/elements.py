"""Elements of an action: by the name that a sentence gives them, through the client's session."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, TypeVar

from playwright.async_api import Error, Locator

from pacts.answers import Hidden, Miss
from pacts.flow.steps import Flow
from pacts.flow.target import Target
from pacts.flow.wrapping import Wrapping
from pacts.model import Action, ElementQuery
from pacts.playwright import AsyncSession
from pacts_daemon.pipeline.executor.failures import StepFailedError
from pacts_daemon.pipeline.executor.page.tabs import Tabs

T = TypeVar("T")
Native = Callable[[Locator], Awaitable[T]]

# Of what Playwright tells without asking the page.
_STEP_S: Final = 0.05
_FRAME: Final = re.compile(r"\s+(frame|iframe)$", re.IGNORECASE)
_INSIDE: Final = re.compile(r"^(?P<part>.+?)\s+(?:in|of|on|inside)\s+(?:the\s+)?(?P<frame>.+)$")
# What a closed list offers has no place on the screen, and can be chosen all the same.
_IS_OPTION: Final = "element => element.localName === 'option'"


class NotShownError(Exception):
    """The element is there, is the right one, and is not shown."""


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of the page that a case is on.

    Attributes:
        session: what finds them.
        tabs: the page that they are on.
        frames: names or URLs of frames, by what sentences call them.
        hidden_s: seconds to wait for one that is there and not shown.
    """

    session: AsyncSession
    tabs: Tabs
    frames: dict[str, str]
    hidden_s: float

    def target(self, element: str, scope: str) -> Target:
        """Return what is asked for: a scope that is a frame's name is the frame."""
        frame, part = self._frame_of(scope)
        return Target(element, part, frame=frame)

    def query(self, target: Target) -> ElementQuery:
        """Return what the daemon is asked for a target on the page as it is."""
        address = self.session.adapter_of(self.tabs.current).url()
        return target.query(self.session.settings, address)

    async def act(self, target: Target, kind: Action, native: Native[T]) -> T:
        """Do something with an element once it is there and shown.

        Raises:
            NotShownError: it is there and stays hidden.
            ElementNotFoundError: it did not come, or is not the one it was.
        """
        return await self.use(target, kind, self._once_shown(native))

    async def use(self, target: Target, kind: Action, native: Native[T]) -> T:
        """Do something with an element once it is there, shown or not."""
        done: T = await self._carry_out(self._flows().act(target, kind, native))
        return done

    async def absent(self, target: Target) -> Miss | None:
        """Look at the page once, and return the miss of an element; None: it is there."""
        miss: Miss | None = await self._carry_out(self._flows().absent(target))
        return miss

    async def is_shown(self, target: Target) -> bool:
        """Say whether an element is there and shown now."""
        return bool(await self._carry_out(self._flows().shown(target, Locator.is_visible)))

    async def behind(self, target: Target) -> Hidden | None:
        """Return what shows an element that is there and hidden."""
        hidden: Hidden | None = await self._carry_out(self._flows().behind(target))
        return hidden

    async def frame_of(self, target: Target, wait_s: float) -> None:
        """Wait for the frame that a target is in.

        Raises:
            StepFailedError: the page has none of that name, or several.
        """
        ends_at = monotonic() + wait_s
        while target.frame:
            frames = self.tabs.current.frames
            if sum(target.frame in {one.name, one.url} for one in frames) == 1:
                return
            if monotonic() >= ends_at:
                raise StepFailedError("not_found", f"the page has no frame {target.frame!r}")
            await asyncio.sleep(_STEP_S)

    def _once_shown(self, native: Native[T]) -> Native[T]:
        async def act(located: Locator) -> T:
            if not await located.is_visible() and not await located.evaluate(_IS_OPTION):
                await self._come(located)
            return await native(located)

        return act

    async def _come(self, located: Locator) -> None:
        try:
            await located.wait_for(state="visible", timeout=self.hidden_s * 1000)
        except Error as error:
            if not await _is_there(located):
                raise
            raise NotShownError from error

    def _frame_of(self, scope: str) -> tuple[str, str]:
        if (frame := self._frame(scope)) is not None:
            return frame, ""
        inside = _INSIDE.match(scope)
        if inside is not None and (frame := self._frame(inside["frame"])) is not None:
            return frame, inside["part"]
        return "", scope

    def _frame(self, name: str) -> str | None:
        wanted = name.strip().casefold()
        known = {one.strip().casefold(): frame for one, frame in self.frames.items()}
        short = {_FRAME.sub("", one): frame for one, frame in known.items()}
        return known.get(wanted, short.get(_FRAME.sub("", wanted)))

    def _flows(self) -> Wrapping:
        page = self.tabs.current
        return self.session.flows_of(page, self.session.adapter_of(page))

    async def _carry_out(self, flow: Flow[Any]) -> Any:
        self.tabs.follow()
        return await self.session.carry_out(flow, self.session.adapter_of(self.tabs.current))


async def _is_there(located: Locator) -> bool:
    try:
        return await located.count() == 1
    except Error:
        return False
