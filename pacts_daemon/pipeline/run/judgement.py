"""With which code the command ends."""

from __future__ import annotations

from enum import IntEnum

from pacts_daemon.pipeline.verdict.results import CaseResult, RunResult, Verdict

_BUDGET = "budget"


class RunExit(IntEnum):
    """How `pacts run` ends; documented in docs/run.md, and one with the codes of docs/cli.md.

    PASSED: PASS or PASS_HEALED. FAILED: a case is FAIL. UNUSABLE: the call, the requirement or the
    plan. BLOCKED: nothing can be said about the application. UNVERIFIED: nothing was asserted.
    HEALED: more had to be healed than the call allows, and nothing else is FAIL.
    """

    PASSED = 0
    FAILED = 1
    UNUSABLE = 2
    BLOCKED = 3
    UNVERIFIED = 4
    HEALED = 5


def exit_of(result: RunResult) -> RunExit:
    """Return the exit code of a run that was carried out."""
    failed = [case for case in result.cases if case.verdict is Verdict.FAIL]
    if not all(_failed_of_heals(case) for case in failed):
        return RunExit.FAILED
    match result.verdict:
        case Verdict.FAIL:
            return RunExit.HEALED
        case Verdict.BLOCKED:
            return RunExit.BLOCKED
        case Verdict.UNVERIFIED:
            return RunExit.UNVERIFIED
        case _:
            return RunExit.PASSED


def _failed_of_heals(case: CaseResult) -> bool:
    failures = [step.failure.failure_class for step in case.steps if step.failure is not None]
    return bool(failures) and set(failures) == {_BUDGET}
