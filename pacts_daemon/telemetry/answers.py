"""The end of a walk, written on the span of its RPC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from time import time_ns

from opentelemetry import trace
from opentelemetry.util.types import AttributeValue

from pacts_daemon.core.answers import Answer, FailureClass, Found
from pacts_daemon.core.errors import PactsError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.pages import PageQuery
from pacts_daemon.core.model import ElementQuery, Outcome, PageAccess, TierVisit
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.plain import describe


def describe_answer(answer: Answer) -> None:
    """Set source, drift, heal and trail of an answer on the current span, if anyone records it."""
    span = trace.get_current_span()
    if span.is_recording():
        describe(
            span,
            lambda told: told.set_attributes(_attributes(answer)),
            is_plain=_is_plain(answer),
        )


def describe_answers(answers: Sequence[Answer | PactsError]) -> None:
    """Add an event for each answer of a batch, so that none overwrites another."""
    span = trace.get_current_span()
    if span.is_recording():
        tell = partial(_tell_events, answers=answers, at_ns=time_ns())
        describe(span, tell, is_plain=all(_is_plain(answer) for answer in answers))


def describe_query(query: ElementQuery, access: PageAccess | None = None) -> None:
    """Set whose element was asked for on the current span; neither its name nor its page."""
    span = trace.get_current_span()
    if span.is_recording():
        describe(
            span,
            lambda told: told.set_attributes(_query_attributes(query, access)),
            is_plain=True,
        )


def describe_page(query: PageQuery, visits: Sequence[TierVisit], found: int) -> None:
    """Set whose page was asked for on the current span, and how many of its elements are known."""
    span = trace.get_current_span()
    if span.is_recording():
        said: Mapping[str, AttributeValue] = {
            names.ATTR_QUERY_APP: query.app,
            names.ATTR_QUERY_ENVIRONMENT: query.environment,
            names.ATTR_ANSWER_TRAIL: _trail(visits),
            names.ATTR_ANSWER_FOUND: found,
        }
        is_plain = [visit.outcome for visit in visits] == [Outcome.HIT]
        describe(span, lambda told: told.set_attributes(said), is_plain=is_plain)


def _is_plain(answer: Answer | PactsError) -> bool:
    """Whether the first tier knew it, and there is nothing else to say of it."""
    return (
        isinstance(answer, Found)
        and len(answer.trail) == 1
        and answer.verdict is None
        and not answer.entry.heal_id
    )


def _tell_events(span: trace.Span, answers: Sequence[Answer | PactsError], at_ns: int) -> None:
    for number, answer in enumerate(answers):
        said = _failure(answer) if isinstance(answer, PactsError) else _attributes(answer)
        span.add_event(names.EVENT_ANSWER, {names.ATTR_ANSWER_NUMBER: number} | said, at_ns)


def _query_attributes(
    query: ElementQuery, access: PageAccess | None
) -> Mapping[str, AttributeValue]:
    return {
        names.ATTR_QUERY_APP: query.app,
        names.ATTR_QUERY_ENVIRONMENT: query.environment,
        names.ATTR_QUERY_KEY: key_of(query).rpartition(":")[2],
        names.ATTR_QUERY_ACCESS: _access(access),
    }


def _trail(visits: Sequence[TierVisit]) -> list[str]:
    return [f"{visit.tier}={visit.outcome}" for visit in visits]


def _access(access: PageAccess | None) -> str:
    if access is None:
        return "none"
    if access.page is not None:
        return "page"
    return "cdp" if access.cdp_endpoint else "url"


def describe_failure(failure: FailureClass) -> None:
    """Set the class of a reported failure on the current span, if anyone records it."""
    trace.get_current_span().set_attribute(names.ATTR_FAILURE_CLASS, failure.value)


def _failure(error: PactsError) -> dict[str, AttributeValue]:
    return {names.ATTR_ERROR_TYPE: type(error).__name__}


def _attributes(answer: Answer) -> dict[str, AttributeValue]:
    said: dict[str, AttributeValue] = {names.ATTR_ANSWER_TRAIL: _trail(answer.trail)}
    if isinstance(answer, Found):
        said[names.ATTR_ANSWER_SOURCE] = answer.source
        said[names.ATTR_ANSWER_DRIFT_CHECK] = answer.drift_check.value
        said[names.ATTR_ENTRY_VERSION] = answer.entry.version
        said[names.ATTR_ENTRY_AGE] = round(answer.age_s, 3)
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
