"""What the demo promises to show, and whether it was seen."""

from __future__ import annotations

from dataclasses import dataclass

from pacts_daemon.pipeline.verdict.results import LoopCounts, RunResult, StepStatus, Verdict


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing the demo says, and whether it is so."""

    said: str
    kept: bool


def of_loops(result: RunResult, *, is_cold: bool) -> list[Promise]:
    """Return what five loops on the site as it is show."""
    first, *later = result.loops
    promises = [Promise("every loop passes", result.verdict is Verdict.PASS)]
    if is_cold:
        promises.append(Promise("loop 1, cold: elements are missed and found", first.misses > 0))
    else:
        promises.append(Promise("loop 1, warm: every lookup a hit", _all_hits(first)))
    if later:
        promises += [
            Promise("later loops: every lookup a hit", all(map(_all_hits, later))),
            Promise("later loops: nothing looked for again", not any(map(_again, later))),
        ]
    return promises


def of_redesign(redesigned: RunResult, after: RunResult) -> list[Promise]:
    """Return what a redesign of the site shows, and the run behind it."""
    return [
        Promise("redesign: passes all the same", redesigned.verdict.is_pass),
        Promise("redesign: elements are found again", any(map(_again, redesigned.loops))),
        Promise("after it: passes, every lookup a hit", _passes_by_hits(after)),
    ]


def of_removal(removed: RunResult) -> list[Promise]:
    """Return what the removal of a button shows: a failure that says so, and no neighbour."""
    failures = [
        step.failure.failure_class
        for case in removed.cases
        for step in case.steps
        if step.failure is not None and step.status is StepStatus.FAILED
    ]
    return [
        Promise("removed button: the run fails", removed.verdict is Verdict.FAIL),
        Promise('removed button: it is said to be "gone"', failures == ["gone"]),
    ]


def _passes_by_hits(result: RunResult) -> bool:
    return result.verdict.is_pass and all(map(_all_hits, result.loops))


def _all_hits(loop: LoopCounts) -> bool:
    return loop.hits == loop.lookups > 0


def _again(loop: LoopCounts) -> bool:
    return loop.rediscovered > 0
