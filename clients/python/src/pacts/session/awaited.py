"""As `sync`, for runners whose answers are awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from inspect import isawaitable
from typing import Any, Protocol, Self, TypeVar

from pacts._rpc.calls import Call
from pacts.answers import Scripts
from pacts.async_client import AsyncClient
from pacts.flow import closing
from pacts.flow.settings import Settings
from pacts.flow.steps import (
    Act,
    ActChecked,
    Ask,
    Capture,
    Captured,
    Check,
    Close,
    Coming,
    Done,
    Flow,
    Later,
    Own,
    Pause,
    Refused,
    Step,
)
from pacts.model import Failed, Selector, Succeeded
from pacts.session.async_lessons import AsyncLessons
from pacts.session.connecting import connect_awaited
from pacts.session.drive import drive_awaited
from pacts.session.environment import settings_of
from pacts.session.hub import Hub, Page, checked_scripts

T = TypeVar("T")


class AsyncAdapter(Page, Protocol):
    """A runner's page, in the terms of a session."""

    async def check(self, frame: str, script: str, check: str) -> str:
        """Evaluate the check script in a frame.

        Raises:
            PageNotReadyError: it can't be looked at now, or there is no such frame.
        """

    async def capture(self, script: str) -> Captured:
        """Capture the page, and the frames of other origins in it. Raises as `check`."""

    async def act(self, frame: str, selector: Selector, action: Callable[[Any], Any]) -> Any:
        """Call ``action`` with the runner's own handle of an element."""

    async def act_checked(self, script: str, step: ActChecked) -> Done | Refused | None:
        """Check and act in one call; None: the runner can't, and nothing was done."""

    async def close(self, selector: Selector) -> bool:
        """Click an element if it is shown, and say whether it was."""

    async def pause(self, seconds: float) -> None:
        """Let the page go on for a while."""


class AwaitedSession(Hub):
    """What a test has of one daemon; a runner's session adds `element`."""

    def __init__(
        self,
        app: str = "",
        environment: str = "",
        *,
        client: AsyncClient | None = None,
        settings: Settings | None = None,
        **given: Any,
    ) -> None:
        """Make a session, with a client of its own unless it gets one.

        Without ``client`` it connects to ``PACTS_TARGET``; where that is not set it starts a daemon
        that forgets all when the session is closed.

        Args:
            app: the application under test; else ``PACTS_APP``.
            environment: where it runs; else ``PACTS_ENVIRONMENT``.
            client: stays the caller's to close.
            settings: all of them; else those of the variables, and of ``given``.
            given: single `Settings` by name.

        Raises:
            ValueError: a variable can't be read, or the app has no name.
            DaemonNotStartedError: there is no daemon to connect to, and none to start.
        """
        super().__init__(settings or settings_of(app, environment, **given))
        self._owned = AsyncExitStack()
        self._client = client
        self._lessons = AsyncLessons()
        self._ahead: set[asyncio.Task[Any]] = set()
        self._fetched: Scripts | None = None

    @property
    def client(self) -> AsyncClient:
        """The client it was made with, or its own once it is entered."""
        if self._client is None:
            raise RuntimeError("a session without a client is used in `async with`")
        return self._client

    async def __aenter__(self) -> Self:
        if self._client is None:
            self._client = await self._owned.enter_async_context(connect_awaited())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End all visits, and close what the session has opened itself. Safe to call twice."""
        self._follow_no_more()
        await self.end_visit()
        await self._lessons.wait()
        for task in tuple(self._ahead):
            task.cancel()
        await asyncio.gather(*self._ahead, return_exceptions=True)
        await self._owned.aclose()

    async def passed(self, *, later: bool = False) -> None:
        """Report that the test has passed, for each element that it used.

        Args:
            later: in the background; `close` waits for it. What the test has taught is saved
                first: the next one may begin with that.
        """
        if later:
            await self._lessons.wait()
            report = drive_awaited(self._reporting(Succeeded()), self._ask)
            self._lessons.submit(report, "a pass could not be reported")
        else:
            await self._report(Succeeded())

    async def failed(self, why: str) -> None:
        """Report that the test has failed, and why, for each element that it used."""
        await self._report(closing.failed(why))

    async def _report(self, outcome: Succeeded | Failed) -> None:
        await self._lessons.wait()
        await drive_awaited(self._reporting(outcome), self._ask)

    async def end_visit(self) -> None:
        """Forget what is kept of pages, and tell the daemon what was answered from it."""
        for visit in self._left():
            await drive_awaited(closing.end(visit), self._ask)

    async def _scripts(self) -> Scripts:
        if self._fetched is None:
            self._fetched = checked_scripts(await self.client.pages.scripts())
        return self._fetched

    async def carry_out(self, flow: Flow[T], adapter: AsyncAdapter) -> T:
        """Do what a flow asks for, in the page of an adapter."""
        return await drive_awaited(flow, lambda step: self._perform(step, adapter))

    async def _perform(self, step: Step, adapter: AsyncAdapter) -> Any:
        match step:
            case Ask(call):
                return await self.client.run(call)
            case Later(call, otherwise, is_new):
                return self._lessons.submit(self.client.run(call), otherwise, is_new=is_new)
            case Coming(answer):
                return await answer
            case Own(action):
                came = action()
                return (await came) if isawaitable(came) else came
            case _:
                return await self._in_page(step, adapter)

    async def _in_page(
        self, step: Check | Capture | Act | ActChecked | Close | Pause, adapter: AsyncAdapter
    ) -> Any:
        match step:
            case Check(frame, check):
                return await adapter.check(frame, (await self._scripts()).check, check)
            case Capture():
                return await adapter.capture((await self._scripts()).capture)
            case Act(frame, selector, action):
                return await adapter.act(frame, selector, action)
            case ActChecked():
                return await adapter.act_checked((await self._scripts()).check, step)
            case Close(selector):
                return await adapter.close(selector)
            case _:
                return await adapter.pause(step.seconds)

    def _begin(self, call: Call[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(self._ask(Ask(call)))
        self._ahead.add(task)
        task.add_done_callback(self._come)
        return task

    def _come(self, task: asyncio.Task[Any]) -> None:
        self._ahead.discard(task)
        if not task.cancelled():
            task.exception()  # seen, also where nobody waits for it

    async def _ask(self, step: Step) -> Any:
        match step:
            case Ask(call):
                return await self.client.run(call)
            case _:
                raise TypeError(f"{step} needs a page")
