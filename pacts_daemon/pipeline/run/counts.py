"""What a loop has cost, counted from what its steps tell."""

from __future__ import annotations

from collections.abc import Sequence

from pacts_daemon.pipeline.verdict.judge import heals_of
from pacts_daemon.pipeline.verdict.results import CaseResult, Lookup, LoopCounts, StepResult

_NOT_TRUSTED = frozenset({"drifted", "stale"})
_LOOKED_FOR_AGAIN = frozenset({"relocate", "discover"})


def count_loop(loop: int, cases: Sequence[CaseResult], elapsed_s: float) -> LoopCounts:
    """Return the counts of one loop; ``elapsed_s`` is its time on the clock.

    ``resolving_ms`` adds up over workers, and so may be more than the loop took.
    """
    steps = [step for case in cases for step in case.steps]
    lookups = [lookup for step in steps for lookup in step.lookups]
    hits = sum(lookup.is_hit for lookup in lookups)
    return LoopCounts(
        loop=loop,
        lookups=len(lookups),
        hits=hits,
        misses=len(lookups) - hits,
        rediscovered=sum(_rediscovered(step) for step in steps),
        heals=sum(heals_of(case.steps) for case in cases),
        resolving_ms=round(sum(lookup.elapsed_ms for lookup in lookups), 3),
        elapsed_s=round(elapsed_s, 3),
    )


def _rediscovered(step: StepResult) -> int:
    """Count the elements of a step that were known, and looked for again all the same."""
    drifted = {lookup.element for lookup in step.lookups if _was_not_trusted(lookup)}
    healed = {heal.element for heal in step.heals}
    tried = any(attempt.what in _LOOKED_FOR_AGAIN for attempt in step.attempts)
    known = any(lookup.is_hit for lookup in step.lookups)
    return max(len(drifted | healed), int(tried and known))


def _was_not_trusted(lookup: Lookup) -> bool:
    return any(visit.outcome in _NOT_TRUSTED for visit in lookup.trail)
