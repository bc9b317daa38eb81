"""What a failed case speaks against, and what it leaves as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.verdict.results import StepResult

# The element was another one than it should be.
_ANOTHER: Final = {"text_changed", "not_a_box", "not_a_field", "not_changed", "not_filled"}


def blamed_elements(steps: Sequence[StepResult]) -> frozenset[str]:
    """Return the elements that were others than they should be, by their names."""
    return frozenset(
        step.action.element
        for step in steps
        if step.failure is not None and step.failure.failure_class in _ANOTHER
    )


def unconfirmed_elements(steps: Sequence[StepResult]) -> frozenset[str]:
    """Return what was used since an expectation last held, by its names.

    What led to an outcome that was stated is no suspect of what failed behind it: one button that
    a release took out would have every heal before it rejected.
    """
    last = max((at for at, step in enumerate(steps) if _is_held(step)), default=-1)
    return frozenset(step.action.element for step in steps[last + 1 :])


def _is_held(step: StepResult) -> bool:
    return step.action.action is PlanAction.ASSERT and step.status.has_passed
