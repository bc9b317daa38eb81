"""As `handles`, awaited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from pacts.answers import Found
from pacts.flow.looking import Ready
from pacts.flow.target import Target
from pacts.model import Action
from pacts.session.awaited import AsyncAdapter, AwaitedSession

Doing = tuple[Action, Callable[[Any], Any]]


class AsyncHandle:
    """An element by its name, in one page of a runner."""

    def __init__(
        self, session: AwaitedSession, native: Any, adapter: AsyncAdapter, target: Target
    ) -> None:
        self._session = session
        self._native = native
        self._adapter = adapter
        self._target = target
        self._flows = session.flows_of(native, adapter)
        self._kept: Ready | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._target.element!r}>"

    async def gone(self) -> bool:
        """Look at the page once, and say whether the element is not on it; hidden is not gone.

        Raises:
            ElementNotFoundError: that can't be said: several are as good.
        """
        return await self._session.carry_out(self._flows.gone(self._target), self._adapter)

    async def expect_gone(self, timeout_s: float | None = None) -> None:
        """Wait until the element is not on the page.

        Raises:
            AssertionError: it still is after ``timeout_s``, or as long as the session waits.
        """
        flow = self._flows.gone_within(self._target, timeout_s)
        if not await self._session.carry_out(flow, self._adapter):
            raise AssertionError(f"{self._target.element!r} is still on the page")

    async def found(self) -> Found:
        """Wait for the element, and return what the daemon knows of it."""
        return (await self._ready(Action.ANY)).found

    async def hold(self) -> Self:
        """Wait for the element, and return a handle of it for the document that shows it now.

        An action of that handle after the page was loaded anew raises StaleSelectorError, with what
        is known of the element then.
        """
        held = type(self)(self._session, self._native, self._adapter, self._target)
        held._kept = await self._ready(Action.ANY)  # noqa: SLF001 - of the same class
        return held

    async def _ready(self, action: Action) -> Ready:
        return await self._session.carry_out(self._flows.ready(self._target, action), self._adapter)

    async def _shown(self, native: Callable[[Any], Any]) -> bool:
        return await self._session.carry_out(self._flows.shown(self._target, native), self._adapter)

    async def _do(self, doing: Doing, *, is_one_call: bool = True) -> Any:
        action, native = doing
        flow = (
            self._flows.act(self._target, action, native, is_one_call=is_one_call)
            if self._kept is None
            else self._flows.held(self._kept, action, native, is_one_call=is_one_call)
        )
        return await self._session.carry_out(flow, self._adapter)
