"""Callers that ask one call after the other: nineteen lookups to a save."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

import grpc

from bench.timing import Sample
from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb

if TYPE_CHECKING:  # the stubs alone know this class
    from pacts.v1.selector_service_pb2_grpc import SelectorServiceAsyncStub

APP, ENVIRONMENT, PAGES = "bench", "load", 20
SAVES = 0.05
DEADLINE_S = 5.0


@dataclass
class Taken:
    """What calls of one kind took, in milliseconds, and why others failed."""

    durations_ms: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    async def time(self, call: Callable[[], Awaitable[Any]]) -> None:
        """Time a call; one that failed is counted by its status."""
        began = time.perf_counter()
        try:
            await call()
        except grpc.aio.AioRpcError as error:
            self.failures[error.code().name] += 1
        else:
            self.durations_ms.append((time.perf_counter() - began) * 1000)

    @property
    def sample(self) -> Sample:
        return Sample(sorted(self.durations_ms))


@dataclass
class Phase:
    """What was asked in one phase of a run."""

    name: str
    seconds: float = 0.0
    gets: Taken = field(default_factory=Taken)
    saves: Taken = field(default_factory=Taken)


class Traffic:
    """Closed loops: a caller asks again once it was answered."""

    def __init__(self, stubs: Sequence[SelectorServiceAsyncStub], elements: int, seed: int) -> None:
        self._stubs = stubs
        self._elements = elements
        self._random = Random(seed)  # noqa: S311 - which element is asked for is no secret

    async def save_all(self) -> None:
        """Save each element once, so that every lookup can be a hit."""
        for start in range(0, self._elements, 20):
            numbers = range(start, min(start + 20, self._elements))
            await asyncio.gather(*(self._save(number) for number in numbers))

    async def run(self, name: str, callers: int, seconds: float) -> Phase:
        """Let so many callers ask for so long; calls under way are waited for."""
        phase, began = Phase(name), time.monotonic()
        ends = began + seconds
        await asyncio.gather(*(self._ask_until(ends, phase) for _ in range(callers)))
        phase.seconds = time.monotonic() - began
        return phase

    async def _ask_until(self, ends: float, phase: Phase) -> None:
        while time.monotonic() < ends:
            number = self._random.randrange(self._elements)
            if self._random.random() < SAVES:
                await phase.saves.time(lambda n=number: self._save(n))  # type: ignore[misc]
            else:
                await phase.gets.time(lambda n=number: self._get(n))  # type: ignore[misc]

    async def _get(self, number: int) -> None:
        await self._stub().GetSelector(
            pb.GetSelectorRequest(query=_query(number)), timeout=DEADLINE_S
        )

    async def _save(self, number: int) -> None:
        selector = element_pb2.Selector(
            strategy=element_pb2.SELECTOR_STRATEGY_CSS, value=f"#element-{number}"
        )
        request = pb.SaveSelectorRequest(query=_query(number), selectors=[selector])
        await self._stub().SaveSelector(request, timeout=DEADLINE_S)

    def _stub(self) -> SelectorServiceAsyncStub:
        return self._random.choice(self._stubs)


def _query(number: int) -> element_pb2.ElementQuery:
    page = f"page-{number % PAGES}"
    return element_pb2.ElementQuery(
        app=APP, environment=ENVIRONMENT, page=page, element=f"Element {number}"
    )
