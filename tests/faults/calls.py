"""Calls to replicas, each noted with what came of it."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import grpc

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import ElementQuery
from tests.faults.history import History, Kind, Operation, Result
from tests.faults.servers.replica import Replica

APP, ENVIRONMENT = "shop", "faults"
_LAG_STEP_S = 0.01


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked: the shares are of all calls, lookups are the rest.

    Each caller rests for ``pause_s`` on average between two calls.
    """

    callers: int = 12
    elements: int = 40
    pages: int = 4
    deadline_s: float = 5.0
    pause_s: float = 0.05
    saves: float = 0.1
    invalidations: float = 0.04
    reports: float = 0.03


class Lag:
    """How long this process itself could not run, so that it blames nobody else for it."""

    def __init__(self) -> None:
        self._past_s = 0.0
        self._ticked_s = time.monotonic()

    async def run(self) -> None:
        while True:
            await asyncio.sleep(_LAG_STEP_S)
            self._past_s += self._since_tick()
            self._ticked_s = time.monotonic()

    @property
    def total_s(self) -> float:
        """Return all of it up to now, what nobody has ticked off yet included."""
        return self._past_s + self._since_tick()

    def _since_tick(self) -> float:
        return max(0.0, time.monotonic() - self._ticked_s - 2 * _LAG_STEP_S)


class Calls:
    """One call at a time, on a replica that is drawn unless it is named."""

    def __init__(
        self, replicas: Sequence[Replica], history: History, load: Load, seed: int
    ) -> None:
        self.load = load
        self.random = Random(seed)
        self.lag = Lag()
        self.replicas = list(replicas)
        self._history = history
        self._numbers = itertools.count(1)

    def query(self, number: int) -> ElementQuery:
        page = f"page-{number % self.load.pages}"
        return ElementQuery(APP, ENVIRONMENT, page, f"Element {number}")

    def key(self, number: int) -> str:
        return key_of(self.query(number))

    def page_of(self, number: int) -> range:
        """Return the elements of the page that one is on."""
        return range(number % self.load.pages, self.load.elements, self.load.pages)

    async def save(self, number: int, caller: int = -1, on: Replica | None = None) -> Operation:
        value = f"#s{next(self._numbers)}"
        request = pb.SaveSelectorRequest(query=self._message(number), selectors=[css(value)])
        given = {"kind": Kind.SAVE, "value": value}
        return await self._call("SaveSelector", request, [number], caller, on, given, _saved)

    async def get(self, number: int, caller: int = -1, on: Replica | None = None) -> Operation:
        request = pb.GetSelectorRequest(query=self._message(number))
        given = {"kind": Kind.GET}
        return await self._call("GetSelector", request, [number], caller, on, given, _found)

    async def invalidate(
        self, numbers: Sequence[int], caller: int = -1, on: Replica | None = None
    ) -> Operation:
        """Invalidate one element, or with several numbers the page that they are on."""
        request = pb.InvalidateSelectorsRequest(app=APP, environment=ENVIRONMENT)
        if len(numbers) == 1:
            request.query.CopyFrom(self._message(numbers[0]))
        else:
            request.page = self.query(numbers[0]).page
        given = {"kind": Kind.INVALIDATE}
        name = "InvalidateSelectors"
        return await self._call(name, request, numbers, caller, on, given, _nothing)

    async def report(self, found: Operation, number: int, caller: int = -1) -> Operation:
        """Report that what was found worked."""
        request = pb.ReportOutcomeRequest(
            query=self._message(number),
            version=found.version,
            selector=css(found.value),
            succeeded=pb.Succeeded(),
        )
        given = {"kind": Kind.REPORT}
        return await self._call("ReportOutcome", request, [number], caller, None, given, _nothing)

    def _message(self, number: int) -> element_pb2.ElementQuery:
        query = self.query(number)
        return element_pb2.ElementQuery(
            app=query.app, environment=query.environment, page=query.page, element=query.element
        )

    async def _call(
        self,
        name: str,
        request: Any,
        numbers: Sequence[int],
        caller: int,
        on: Replica | None,
        given: dict[str, Any],
        read: Callable[[Any], dict[str, Any]],
    ) -> Operation:
        replica = on or self.random.choice(self.replicas)
        call: Callable[..., Awaitable[Any]] = getattr(replica.selector, name)
        start_s, lag_s = time.monotonic(), self.lag.total_s
        try:
            answer = await call(request, timeout=self.load.deadline_s)
            told = {"result": Result.DONE} | read(answer)
        except grpc.aio.AioRpcError as error:
            told = {"result": Result.FAILED, "why": f"{error.code().name}: {error.details()}"}
        except asyncio.CancelledError:
            told = {"result": Result.FAILED, "why": "given up"}
            raise
        finally:
            operation = Operation(
                caller=caller,
                replica=replica.number,
                keys=tuple(self.key(number) for number in numbers),
                start_s=start_s,
                end_s=time.monotonic(),
                deadline_s=self.load.deadline_s,
                lag_s=self.lag.total_s - lag_s,
                **given,
                **told,
            )
            self._history.note(operation)
        return operation


def css(value: str) -> element_pb2.Selector:
    return element_pb2.Selector(strategy=element_pb2.SELECTOR_STRATEGY_CSS, value=value)


def _nothing(_: object) -> dict[str, Any]:
    return {}


def _saved(answer: pb.SaveSelectorResponse) -> dict[str, Any]:
    return {"version": answer.entry.version}


def _found(answer: pb.GetSelectorResponse) -> dict[str, Any]:
    if not answer.HasField("found"):
        return {"result": Result.MISSED}
    found = answer.found
    return {"value": found.selectors[0].value, "version": found.version, "source": found.source}
