"""A daemon beside a reference, and the steps that a model test takes on both."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import grpc
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from pacts.v1 import element_pb2, selector_service_pb2_grpc
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.run import running
from pacts_daemon.core.ports import Clock
from pacts_daemon.settings import Settings
from tests.faults.calls import css
from tests.faults.model import Reference

T = TypeVar("T")
APP, ENVIRONMENT = "model", "test"
PAGES, ELEMENTS = 2, 5
elements = st.integers(0, ELEMENTS - 1)


class CacheMachine(RuleBasedStateMachine):
    """Saves, lookups, invalidations and reports; subclasses add what befalls the tiers."""

    def __init__(self, reference: Reference, clock: Clock | None = None) -> None:
        super().__init__()
        self.reference = reference
        self.can_fail = False
        self.stack = AsyncExitStack()
        self._clock = clock
        self._saves = 0
        self._served: dict[int, tuple[str, int]] = {}
        self._runner = asyncio.Runner()
        self._settings = self.run(self.settings())
        self._serving = AsyncExitStack()
        self.open()

    @abstractmethod
    async def settings(self) -> Settings:
        """Return the daemon's settings; what is opened for them is closed by ``stack``."""

    @rule(number=elements)
    def save(self, number: int) -> None:
        self._saves += 1
        value = f"#s{self._saves}"
        request = pb.SaveSelectorRequest(query=_query(number), selectors=[css(value)])
        self._change(self._stub.SaveSelector, request, {number: value})

    @initialize()
    def save_all(self) -> None:
        """Save every element, and have each looked up, so that all tiers have something."""
        for number in range(ELEMENTS):
            self.save(number)
        self.get_all()

    @rule()
    def get_all(self) -> None:
        for number in range(ELEMENTS):
            self.get(number)

    @rule(number=elements)
    def get(self, number: int) -> None:
        request = pb.GetSelectorRequest(query=_query(number))
        answer = self._asked(self._stub.GetSelector, request)
        if answer is None:
            return
        is_found = answer.HasField("found")
        value = answer.found.selectors[0].value if is_found else None
        if is_found:
            self._served[number] = answer.found.selectors[0].value, answer.found.version
        expected = self.reference.expected(number)
        trail = [(visit.tier, visit.outcome, visit.reason) for visit in answer.trail]
        assert self.reference.allows(number, value), (
            f"element {number}: {value} served, {expected} expected; {trail}"
        )

    @rule(number=elements)
    def invalidate(self, number: int) -> None:
        request = pb.InvalidateSelectorsRequest(
            app=APP, environment=ENVIRONMENT, query=_query(number)
        )
        self._change(self._stub.InvalidateSelectors, request, {number: None})

    @rule(page=st.none() | st.integers(0, PAGES - 1))
    def invalidate_all(self, page: int | None) -> None:
        """Invalidate a page, or the whole app."""
        request = pb.InvalidateSelectorsRequest(app=APP, environment=ENVIRONMENT)
        if page is not None:
            request.page = f"page-{page}"
        gone = range(ELEMENTS) if page is None else range(page, ELEMENTS, PAGES)
        self._change(self._stub.InvalidateSelectors, request, dict.fromkeys(gone))

    @rule(number=elements)
    def report_success(self, number: int) -> None:
        """Tell that what was served last worked: that counts a version up, and serves no other."""
        if number in self._served:
            value, version = self._served[number]
            request = pb.ReportOutcomeRequest(
                query=_query(number),
                version=version,
                selector=css(value),
                succeeded=pb.Succeeded(),
            )
            self._asked(self._stub.ReportOutcome, request)

    def teardown(self) -> None:
        self.close()
        self.run(self.stack.aclose())
        self._runner.close()

    def open(self) -> None:
        """Start the daemon."""

        async def start() -> None:
            self.daemon = await self._serving.enter_async_context(
                running(self._settings, clock=self._clock)
            )
            channel = grpc.aio.insecure_channel(self.daemon.address)
            await self._serving.enter_async_context(channel)
            self._stub = selector_service_pb2_grpc.SelectorServiceStub(channel)

        self.run(start())

    def close(self) -> None:
        """Stop it."""
        self.run(self._serving.aclose())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def wait(self, seconds: float) -> None:
        """Let the daemon work for a while."""
        self.run(asyncio.sleep(seconds))

    def _change(self, method: Any, request: object, changes: dict[int, str | None]) -> None:
        done = self._asked(method, request) is not None
        for number, value in changes.items():
            if done:
                self.reference.changed(number, value)
            else:
                self.reference.perhaps_changed(number, value)

    def _asked(self, method: Any, request: object) -> Any:
        """Return the answer, or None for a failure where one is allowed."""

        async def ask() -> Any:
            try:
                return await method(request, timeout=10)
            except grpc.aio.AioRpcError as error:
                if self.can_fail and error.code() is grpc.StatusCode.UNAVAILABLE:
                    return None
                raise

        return self.run(ask())


def _query(number: int) -> element_pb2.ElementQuery:
    page = f"page-{number % PAGES}"
    return element_pb2.ElementQuery(
        app=APP, environment=ENVIRONMENT, page=page, element=f"Element {number}"
    )
