"""The end of a walk, written on the span of its RPC."""

from __future__ import annotations

from opentelemetry import trace

from pacts_daemon.core.model import Answer, Found
from pacts_daemon.telemetry import names


def describe_answer(answer: Answer) -> None:
    """Set source, drift, heal and trail of an answer on the current span, if anyone records it."""
    span = trace.get_current_span()
    if not span.is_recording():
        return
    if isinstance(answer, Found):
        span.set_attribute(names.ATTR_ANSWER_SOURCE, answer.source.value)
        span.set_attribute(names.ATTR_ANSWER_DRIFT_CHECK, answer.drift_check.value)
    else:
        span.set_attribute(names.ATTR_ANSWER_MISS, answer.reason.value)
    if answer.verdict is not None:
        span.set_attribute(names.ATTR_ANSWER_VERDICT, answer.verdict.value)
    if answer.drift_ratio is not None:
        span.set_attribute(names.ATTR_ANSWER_DRIFT_RATIO, answer.drift_ratio)
    heal_id = answer.entry.heal_id if isinstance(answer, Found) else answer.heal_id
    if heal_id:
        span.set_attribute(names.ATTR_HEAL_ID, heal_id)
    trail = [f"{visit.tier}={visit.outcome}" for visit in answer.trail]
    span.set_attribute(names.ATTR_ANSWER_TRAIL, trail)
