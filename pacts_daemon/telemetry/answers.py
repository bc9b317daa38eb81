"""The end of a walk, written on the span of its RPC."""

from __future__ import annotations

from collections.abc import Sequence

from opentelemetry import trace
from opentelemetry.util.types import AttributeValue

from pacts_daemon.core.answers import Answer, FailureClass, Found
from pacts_daemon.core.errors import PactsError
from pacts_daemon.telemetry import names


def describe_answer(answer: Answer) -> None:
    """Set source, drift, heal and trail of an answer on the current span, if anyone records it."""
    span = trace.get_current_span()
    if span.is_recording():
        span.set_attributes(_attributes(answer))


def describe_answers(answers: Sequence[Answer | PactsError]) -> None:
    """Add an event for each answer of a batch, so that none overwrites another."""
    span = trace.get_current_span()
    if not span.is_recording():
        return
    for number, answer in enumerate(answers):
        said = _failure(answer) if isinstance(answer, PactsError) else _attributes(answer)
        span.add_event(names.EVENT_ANSWER, {names.ATTR_ANSWER_NUMBER: number} | said)


def describe_failure(failure: FailureClass) -> None:
    """Set the class of a reported failure on the current span, if anyone records it."""
    trace.get_current_span().set_attribute(names.ATTR_FAILURE_CLASS, failure.value)


def _failure(error: PactsError) -> dict[str, AttributeValue]:
    return {names.ATTR_ERROR_TYPE: type(error).__name__}


def _attributes(answer: Answer) -> dict[str, AttributeValue]:
    said: dict[str, AttributeValue] = {
        names.ATTR_ANSWER_TRAIL: [f"{visit.tier}={visit.outcome}" for visit in answer.trail]
    }
    if isinstance(answer, Found):
        said[names.ATTR_ANSWER_SOURCE] = answer.source
        said[names.ATTR_ANSWER_DRIFT_CHECK] = answer.drift_check.value
    else:
        said[names.ATTR_ANSWER_MISS] = answer.reason.value
        said[names.ATTR_FAILURE_CLASS] = answer.failure_class.value
    if answer.verdict is not None:
        said[names.ATTR_ANSWER_VERDICT] = answer.verdict.value
    if answer.drift_ratio is not None:
        said[names.ATTR_ANSWER_DRIFT_RATIO] = answer.drift_ratio
    heal_id = answer.entry.heal_id if isinstance(answer, Found) else answer.heal_id
    if heal_id:
        said[names.ATTR_HEAL_ID] = heal_id
    return said
