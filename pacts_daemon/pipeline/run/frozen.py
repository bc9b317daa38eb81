"""What a frozen run does not know: each of its misses, not only the first of each case."""

from __future__ import annotations

from collections.abc import Iterable

import pacts
from pacts_daemon.pipeline.executor.ports import ExecutorSettings
from pacts_daemon.pipeline.planner.plan import Plan, PlanAction
from pacts_daemon.pipeline.verdict.results import CaseResult

_MISS = "frozen_miss"


def has_frozen_miss(cases: Iterable[CaseResult]) -> bool:
    """Say whether a case ended because an element was not known."""
    failures = (step.failure for case in cases for step in case.steps if step.failure)
    return any(failure.failure_class == _MISS for failure in failures)


async def unknown_elements(
    client: pacts.AsyncClient, settings: ExecutorSettings, plan: Plan
) -> tuple[str, ...]:
    """Return the elements of a plan that the daemon knows on no page of the application.

    A case ends with the first that it does not know, and the pages after it are not seen.

    Raises:
        pacts.PactsError: the daemon does not answer.
    """
    entries = client.list_selectors(settings.app, settings.environment)
    known = {_plain(entry.query.element) async for entry in entries}
    return tuple(name for name in _elements(plan) if _plain(name) not in known)


def _elements(plan: Plan) -> tuple[str, ...]:
    """Return the names that are looked up, in order; a quoted expectation may be any text."""
    looked_up = (
        one.element
        for one in plan.actions
        if one.element and (one.action is not PlanAction.ASSERT or not one.is_exact)
    )
    return tuple(dict.fromkeys(looked_up))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
