"""A scenario as data, its run, and the row that it ends in."""

from __future__ import annotations

import asyncio
import inspect
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import ElementQuery
from tests.faults.bounds import STALE_S
from tests.faults.calls import APP, ENVIRONMENT, Load
from tests.faults.checker import Verdict, check
from tests.faults.history import Kind, failed_share
from tests.faults.world import World, open_world

Fault = Callable[[World], Awaitable[None] | None]
_READ_AT_END = 300


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, so many seconds after the callers began."""

    at_s: float
    fault: Fault


@dataclass(frozen=True, slots=True)
class Answered:
    """Calls of a kind that must be answered while a fault lasts.

    Those that begin between the two seconds after the callers began; ``share`` of them, 0..1. What
    lies behind the last step counts from its end, however long it took.
    """

    kind: Kind
    from_s: float
    to_s: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is done to the stores, for how long, and what must hold.

    ``duration_s`` is longer by as much as the last step took. ``before`` prepares the stores,
    ``after`` looks at them when all is quiet again; both may note problems. Replicas are started,
    and every element saved, unless ``is_started`` is False: then ``before`` does it. What must be
    right is looked at ``bound_s`` after the last call.
    """

    name: str
    steps: tuple[Step, ...]
    duration_s: float
    bound_s: float = STALE_S
    load: Load = field(default_factory=Load)
    answered: tuple[Answered, ...] = ()
    replicas: int = 3
    is_embedded: bool = False
    is_started: bool = True
    redis_arguments: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    before: Fault | None = None
    after: Fault | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a scenario showed."""

    scenario: Scenario
    verdict: Verdict
    problems: list[str]
    measured: dict[str, float]
    failed: dict[str, int]
    took_s: float
    start_s: float = 0.0

    @property
    def is_passed(self) -> bool:
        return self.verdict.is_clean and not self.problems

    def described(self) -> dict[str, Any]:
        verdict = self.verdict
        findings = (*verdict.lost, *verdict.stale, *verdict.late)
        return {
            "scenario": self.scenario.name,
            "operations": verdict.operations,
            "failed": self.failed,
            "lost": len(verdict.lost),
            "stale_beyond_bound": len(verdict.stale),
            "stalest_s": round(verdict.stalest_s, 3),
            "bound_s": self.scenario.bound_s,
            "longest_wait_s": round(verdict.longest_wait_s, 3),
            "deadline_s": self.scenario.load.deadline_s,
            "overtime_s": round(verdict.overtime_s, 3),
            "passed": self.is_passed,
            "problems": self.problems,
            "measured": self.measured,
            "findings": [one.described(self.start_s) for one in findings[:20]],
            "took_s": round(self.took_s, 1),
        }


async def run(scenario: Scenario, seed: int = 1) -> Row:
    """Run a scenario in a folder of its own and judge it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pacts-faults-") as folder:
        async with open_world(
            Path(folder),
            scenario.load,
            replicas=scenario.replicas,
            seed=seed,
            is_embedded=scenario.is_embedded,
            redis_arguments=scenario.redis_arguments,
            settings=scenario.settings,
        ) as world:
            if scenario.is_started:
                await asyncio.gather(*(world.start(replica) for replica in world.replicas))
                await world.callers.save_all()
            await _done(scenario.before, world)
            start_s, late_s = await _called(scenario, world)
            kept = await _settled(scenario, world)
            await _done(scenario.after, world)
            world.problems += _unanswered(scenario, world, start_s, late_s)
    verdict = check(world.history, kept, scenario.bound_s)
    failed = Counter(f"{one.kind}: {one.why[:120]}" for one in world.history.operations if one.why)
    took_s = time.monotonic() - began
    return Row(scenario, verdict, world.problems, world.measured, failed, took_s, start_s)


async def _called(scenario: Scenario, world: World) -> tuple[float, float]:
    """Let the callers call while the faults are made.

    Returns:
        When they began, and by how much later than planned the last step was done.
    """
    over, start_s, late_s = asyncio.Event(), time.monotonic(), 0.0
    calling = asyncio.create_task(world.callers.run(over))
    try:
        for step in scenario.steps:
            await asyncio.sleep(max(0.0, start_s + step.at_s - time.monotonic()))
            await _done(step.fault, world)
            late_s = time.monotonic() - start_s - step.at_s
        await asyncio.sleep(max(0.0, start_s + scenario.duration_s + late_s - time.monotonic()))
    finally:
        world.callers.go_on()
        over.set()
        await calling
    return start_s, late_s


async def _settled(scenario: Scenario, world: World) -> dict[str, str]:
    """Wait until everything must be right; read all from each replica and what is kept."""
    await asyncio.sleep(scenario.bound_s + 0.5)
    elements = scenario.load.elements
    for replica in world.calls.replicas:
        for number in range(0, elements, max(1, elements // _READ_AT_END)):
            await world.calls.get(number, on=replica)
        world.problems += filter(None, [await replica.counters_differ()])
    return await durable_values(world)


async def durable_values(world: World) -> dict[str, str]:
    """Return the first selector of each entry that the durable tier keeps, by key."""
    alive = world.calls.replicas[0]
    request = pb.ListSelectorsRequest(app=APP, environment=ENVIRONMENT, page_size=1000)
    kept: dict[str, str] = {}
    while True:
        answer = await alive.selector.ListSelectors(request, timeout=10)
        for entry in answer.entries:
            asked = entry.query
            query = ElementQuery(asked.app, asked.environment, asked.page, asked.element)
            kept[key_of(query)] = entry.selectors[0].value
        if not answer.next_page_token:
            return kept
        request.page_token = answer.next_page_token


def _unanswered(scenario: Scenario, world: World, start_s: float, late_s: float) -> list[str]:
    problems, last_s = [], max((step.at_s for step in scenario.steps), default=0.0)
    for must in scenario.answered:
        from_s, to_s = (
            start_s + at_s + (late_s if at_s > last_s else 0.0) for at_s in (must.from_s, must.to_s)
        )
        asked = [
            one
            for one in world.history.operations
            if one.kind is must.kind and from_s <= one.start_s <= to_s
        ]
        answered = 1 - failed_share(asked)
        if not asked or answered < must.share:
            whys = sorted({one.why for one in asked if one.why})[:3]
            problems.append(
                f"{must.kind} from {must.from_s} s to {must.to_s} s: {answered:.1%} of "
                f"{len(asked)} answered, {must.share:.1%} wanted; {'; '.join(whys)}"
            )
    return problems


async def _done(fault: Fault | None, world: World) -> None:
    """Do it: what is no coroutine may block, so it is done in a thread."""
    if fault is None:
        return
    if inspect.iscoroutinefunction(fault):
        await fault(world)
    else:
        await asyncio.to_thread(fault, world)
