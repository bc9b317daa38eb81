"""The thread that requirements are read and planned in: one of 1 MiB takes seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner, plan_by_rules
from pacts_daemon.pipeline.requirement.model import Requirement

A = TypeVar("A")
T = TypeVar("T")

# One: it holds the interpreter's lock, so that several would only keep lookups waiting for longer.
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="requirement")


async def aside(work: Callable[[A], T], given: A) -> T:
    """Return what a function makes of what it is given, while the loop answers other calls.

    Work waits for that before it; what waits is left undone when its caller leaves.
    """
    return await asyncio.get_running_loop().run_in_executor(_THREAD, work, given)


class RulesAside:
    """The planner by rules, beside the loop."""

    name = RulesPlanner.name

    async def plan(self, requirement: Requirement) -> Plan:
        return await aside(plan_by_rules, requirement)
