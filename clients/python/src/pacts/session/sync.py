"""A session that waits for its answers; the base of those of each runner."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from functools import cached_property, partial
from typing import Any, Protocol, Self, TypeVar

from pacts._rpc.calls import Call
from pacts.answers import Scripts
from pacts.client import Client
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
from pacts.session.connecting import connect
from pacts.session.drive import drive
from pacts.session.environment import settings_of
from pacts.session.hub import Hub, Page, checked_scripts
from pacts.session.lessons import Lessons

T = TypeVar("T")


class Adapter(Page, Protocol):
    """A runner's page, in the terms of a session."""

    def check(self, frame: str, script: str, check: str) -> str:
        """Evaluate the check script in a frame.

        Raises:
            PageNotReadyError: it can't be looked at now, or there is no such frame.
        """

    def capture(self, script: str) -> Captured:
        """Capture the page, and the frames of other origins in it. Raises as `check`."""

    def act(self, frame: str, selector: Selector, action: Callable[[Any], Any]) -> Any:
        """Call ``action`` with the runner's own handle of an element."""

    def act_checked(self, script: str, step: ActChecked) -> Done | Refused | None:
        """Check and act in one call; None: the runner can't, and nothing was done."""

    def close(self, selector: Selector) -> bool:
        """Click an element if it is shown, and say whether it was."""

    def pause(self, seconds: float) -> None:
        """Let the page go on for a while."""


class SyncSession(Hub):
    """What a test has of one daemon; a runner's session adds `element`.

    Attributes:
        client: the client it was made with, or its own.
    """

    def __init__(
        self,
        app: str = "",
        environment: str = "",
        *,
        client: Client | None = None,
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
        self._owned = ExitStack()
        self.client = client or self._owned.enter_context(connect())
        self._lessons = self._owned.enter_context(Lessons())
        self._ahead = self._owned.enter_context(ThreadPoolExecutor(1, "pacts-ahead"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all visits, and close what the session has opened itself. Safe to call twice."""
        self._follow_no_more()
        self.end_visit()
        self._owned.close()

    def attend(self, page: Any) -> None:
        """Know of a page before its first element is asked for, where its runner tells of pages."""

    def passed(self, *, later: bool = False) -> None:
        """Report that the test has passed, for each element that it used.

        Args:
            later: in the background; `taught` and `close` wait for it. What the test has taught
                is saved first: the next one may begin with that.
        """
        if later:
            self.taught()
            report = self._reporting(Succeeded())
            self._lessons.submit(lambda: drive(report, self._ask), "a pass could not be reported")
        else:
            self._report(Succeeded())

    def failed(self, why: str) -> None:
        """Report that the test has failed, and why, for each element that it used."""
        self._report(closing.failed(why))

    def taught(self) -> None:
        """Wait until all is saved that is saved in the background."""
        self._lessons.wait()

    def _report(self, outcome: Succeeded | Failed) -> None:
        self.taught()
        drive(self._reporting(outcome), self._ask)

    def end_visit(self) -> None:
        """Forget what is kept of pages, and tell the daemon what was answered from it."""
        for visit in self._left():
            drive(closing.end(visit), self._ask)

    @cached_property
    def _scripts(self) -> Scripts:
        return checked_scripts(self.client.pages.scripts())

    def carry_out(self, flow: Flow[T], adapter: Adapter) -> T:
        """Do what a flow asks for, in the page of an adapter."""
        return drive(flow, lambda step: self._perform(step, adapter))

    def _perform(self, step: Step, adapter: Adapter) -> Any:
        match step:
            case Ask(call):
                return self.client.run(call)
            case Later(call, otherwise, is_new):
                telling = partial(self.client.run, call)
                return self._lessons.submit(telling, otherwise, is_new=is_new)
            case Coming(answer):
                return answer.result()
            case Own(action):
                return action()
            case _:
                return self._in_page(step, adapter)

    def _in_page(
        self, step: Check | Capture | Act | ActChecked | Close | Pause, adapter: Adapter
    ) -> Any:
        match step:
            case Check(frame, check):
                return adapter.check(frame, self._scripts.check, check)
            case Capture():
                return adapter.capture(self._scripts.capture)
            case Act(frame, selector, action):
                return adapter.act(frame, selector, action)
            case ActChecked():
                return adapter.act_checked(self._scripts.check, step)
            case Close(selector):
                return adapter.close(selector)
            case _:
                return adapter.pause(step.seconds)

    def _begin(self, call: Call[Any, Any, Any]) -> Future[Any]:
        return self._ahead.submit(copy_context().run, self.client.run, call)

    def _ask(self, step: Step) -> Any:
        match step:
            case Ask(call):
                return self.client.run(call)
            case _:
                raise TypeError(f"{step} needs a page")
