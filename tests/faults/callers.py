"""Callers that save, look up, invalidate and report all the time, and note what they are told."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

import grpc

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import ElementQuery
from tests.faults.history import History, Kind, Operation, Result
from tests.faults.replica import Replica

APP, ENVIRONMENT = "shop", "faults"
_LAG_STEP_S = 0.01
_PAGES = 4


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked: the shares are of all calls, lookups are the rest."""

    callers: int = 12
    elements: int = 40
    deadline_s: float = 5.0
    pause_s: float = 0.05
    saves: float = 0.1
    invalidations: float = 0.04
    reports: float = 0.03


def query_of(number: int) -> ElementQuery:
    return ElementQuery(APP, ENVIRONMENT, f"page-{number % _PAGES}", f"Element {number}")


def message_of(query: ElementQuery) -> element_pb2.ElementQuery:
    return element_pb2.ElementQuery(
        app=query.app, environment=query.environment, page=query.page, element=query.element
    )


def css(value: str) -> element_pb2.Selector:
    return element_pb2.Selector(strategy=element_pb2.SELECTOR_STRATEGY_CSS, value=value)


class Lag:
    """How long this process itself could not run, so that it blames nobody else for it."""

    def __init__(self) -> None:
        self.total_s = 0.0

    async def run(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(_LAG_STEP_S)
            self.total_s += max(0.0, time.monotonic() - before - 2 * _LAG_STEP_S)


class Callers:
    """Runs the load on all replicas at once until it is stopped."""

    def __init__(self, replicas: Sequence[Replica], history: History, seed: int) -> None:
        self._replicas = replicas
        self._history = history
        self._random = Random(seed)
        self._numbers = itertools.count(1)
        self._lag = Lag()

    async def run(self, load: Load, until: asyncio.Event) -> None:
        """Call until the event is set, then let running calls end."""
        ticking = asyncio.create_task(self._lag.run())
        try:
            async with asyncio.TaskGroup() as group:
                for caller in range(load.callers):
                    group.create_task(self._call_on(caller, load, until))
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking

    async def save_all(self, load: Load) -> None:
        """Save every element once, in some order, so that there is something to be lost."""
        numbers = asyncio.Queue[int]()
        for number in range(load.elements):
            numbers.put_nowait(number)

        async def work(caller: int) -> None:
            while not numbers.empty():
                await self.save(caller, numbers.get_nowait(), 10)

        await asyncio.gather(*(work(caller) for caller in range(load.callers)))

    async def save(
        self, caller: int, number: int, deadline_s: float, replica: int = -1
    ) -> Operation:
        query, value = query_of(number), f"#s{next(self._numbers)}"
        request = pb.SaveSelectorRequest(query=message_of(query), selectors=[css(value)])

        def read(answer: Any) -> dict[str, Any]:
            return {"version": answer.entry.version}

        keys = (key_of(query),)
        given = {"kind": Kind.SAVE, "keys": keys, "value": value}
        return await self._call(caller, "SaveSelector", request, deadline_s, given, read, replica)

    async def get(
        self, caller: int, number: int, deadline_s: float, replica: int = -1
    ) -> Operation:
        query = query_of(number)
        request = pb.GetSelectorRequest(query=message_of(query))
        given = {"kind": Kind.GET, "keys": (key_of(query),)}
        return await self._call(caller, "GetSelector", request, deadline_s, given, _found, replica)

    async def invalidate(
        self, caller: int, numbers: Sequence[int], deadline_s: float, replica: int = -1
    ) -> Operation:
        """Invalidate one element, or with several numbers the page that they are on."""
        query = query_of(numbers[0])
        request = pb.InvalidateSelectorsRequest(app=APP, environment=ENVIRONMENT)
        if len(numbers) == 1:
            request.query.CopyFrom(message_of(query))
        else:
            request.page = query.page
        keys = tuple(key_of(query_of(number)) for number in numbers)
        given = {"kind": Kind.INVALIDATE, "keys": keys}
        name = "InvalidateSelectors"
        return await self._call(caller, name, request, deadline_s, given, _nothing, replica)

    async def report(self, caller: int, found: Operation, number: int, deadline_s: float) -> None:
        request = pb.ReportOutcomeRequest(
            query=message_of(query_of(number)),
            version=found.version,
            selector=css(found.value),
            succeeded=pb.Succeeded(),
        )
        given = {"kind": Kind.REPORT, "keys": found.keys}
        await self._call(caller, "ReportOutcome", request, deadline_s, given, _nothing)

    async def _call_on(self, caller: int, load: Load, until: asyncio.Event) -> None:
        while not until.is_set():
            number = self._random.randrange(load.elements)
            await self._call_once(caller, number, load)
            await asyncio.sleep(self._random.uniform(0, 2 * load.pause_s))

    async def _call_once(self, caller: int, number: int, load: Load) -> None:
        drawn = self._random.random()
        if drawn < load.saves:
            await self.save(caller, number, load.deadline_s)
        elif (drawn := drawn - load.saves) < load.invalidations:
            whole_page = self._random.random() < 0.05
            page = range(number % _PAGES, load.elements, _PAGES)
            await self.invalidate(caller, page if whole_page else [number], load.deadline_s)
        else:
            found = await self.get(caller, number, load.deadline_s)
            if found.is_done and drawn - load.invalidations < load.reports:
                await self.report(caller, found, number, load.deadline_s)

    async def _call(
        self,
        caller: int,
        name: str,
        request: Any,
        deadline_s: float,
        given: dict[str, Any],
        read: Callable[[Any], dict[str, Any]],
        replica: int = -1,
    ) -> Operation:
        number = replica if replica >= 0 else self._random.randrange(len(self._replicas))
        call: Callable[..., Awaitable[Any]] = getattr(self._replicas[number].selector, name)
        start_s, lag_s = time.monotonic(), self._lag.total_s
        told: dict[str, Any] = {"result": Result.FAILED, "why": "CANCELLED"}
        try:
            answer = await call(request, timeout=deadline_s)
            told = {"result": Result.DONE} | read(answer)
        except grpc.aio.AioRpcError as error:
            told = {"result": Result.FAILED, "why": f"{error.code().name}: {error.details()}"}
        finally:
            operation = Operation(
                caller=caller,
                replica=number,
                start_s=start_s,
                end_s=time.monotonic(),
                deadline_s=deadline_s,
                lag_s=self._lag.total_s - lag_s,
                **given,
                **told,
            )
            self._history.note(operation)
        return operation


def _nothing(_: object) -> dict[str, Any]:
    return {}


def _found(answer: pb.GetSelectorResponse) -> dict[str, Any]:
    if not answer.HasField("found"):
        return {"result": Result.MISSED}
    found = answer.found
    return {"value": found.selectors[0].value, "version": found.version, "source": found.source}
