"""Values to responses: answers, misses, verifications."""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf.duration_pb2 import Duration

from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from pacts_daemon.codec.enums import (
    DRIFT_CHECKS,
    FAILURES,
    GATES,
    MISS_REASONS,
    OUTCOMES,
    VERDICTS,
)
from pacts_daemon.codec.messages import descriptor_to_message, selector_to_message
from pacts_daemon.core.answers import Answer, FailureClass, Found, Hidden, Missed
from pacts_daemon.core.entry_check import EntryCheck
from pacts_daemon.core.errors import OverloadedError, PactsError
from pacts_daemon.core.model import TierVisit, Verdict
from pacts_daemon.core.page_ports import Verification
from pacts_daemon.rpc.paging import Room
from pacts_daemon.rpc.status import failure_of

_MICROS = 1_000_000

_TOO_MUCH = "the answers before this one fill the message: ask for it in another batch"
# As many as there may be queries in a batch, of some 200 bytes each.
_KEPT_FOR_REFUSALS = 128 * 1024


def get_response(answer: Answer) -> selector_pb.GetSelectorResponse:
    trail = trail_to(answer.trail)
    if isinstance(answer, Found):
        return selector_pb.GetSelectorResponse(found=found_to(answer), trail=trail)
    return selector_pb.GetSelectorResponse(miss=miss_to(answer), trail=trail)


def resolve_response(answer: Answer) -> selector_pb.ResolveSelectorResponse:
    trail = trail_to(answer.trail)
    if isinstance(answer, Found):
        return selector_pb.ResolveSelectorResponse(found=found_to(answer), trail=trail)
    return selector_pb.ResolveSelectorResponse(miss=miss_to(answer), trail=trail)


def batch_results(
    answers: Iterable[Answer | PactsError], max_bytes: int
) -> list[selector_pb.BatchGetSelectorsResult]:
    """Return what each query is answered with, a refusal where the message has no more room."""
    results, room = [], Room(max_bytes - _KEPT_FOR_REFUSALS)
    for answer in answers:
        result = batch_result(answer)
        if not room.has(result):
            result = batch_result(OverloadedError(_TOO_MUCH))
        results.append(result)
    return results


def batch_result(answer: Answer | PactsError) -> selector_pb.BatchGetSelectorsResult:
    if not isinstance(answer, PactsError):
        return selector_pb.BatchGetSelectorsResult(response=get_response(answer))
    failure = failure_of(answer)
    number, _ = failure.code.value
    error = selector_pb.BatchError(
        code=number, reason=failure.reason, message=failure.message, metadata=failure.metadata
    )
    return selector_pb.BatchGetSelectorsResult(error=error)


def verify_response(checked: EntryCheck) -> selector_pb.VerifySelectorResponse:
    answer, trail = checked.answer, trail_to(checked.answer.trail)
    response = selector_pb.VerifySelectorResponse(version=checked.version, trail=trail)
    if checked.verification is not None:
        response.verification.CopyFrom(verification_to(checked.verification))
    elif isinstance(answer, Missed):
        response.miss.CopyFrom(miss_to(answer))
    return response


def trail_to(trail: Iterable[TierVisit]) -> list[pb.TierVisit]:
    return [
        pb.TierVisit(
            tier=visit.tier,
            outcome=OUTCOMES.number(visit.outcome),  # type: ignore[arg-type]
            elapsed=duration(visit.elapsed_ms / 1000),
            reason=visit.reason,
        )
        for visit in trail
    ]


def found_to(found: Found) -> pb.Found:
    return pb.Found(
        selectors=[selector_to_message(s) for s in found.selectors],
        source=found.source,
        age=duration(found.age_s),
        version=found.entry.version,
        drift_check=DRIFT_CHECKS.number(found.drift_check),  # type: ignore[arg-type]
        drift_ratio=found.drift_ratio,
        identity=descriptor_to_message(found.entry.descriptor),
        verdict=_verdict_to(found.verdict),
        neighbourhood_drift=found.neighbourhood_drift,
        heal_id=found.entry.heal_id,
        page_generation=found.entry.page_generation,
    )


def miss_to(missed: Missed) -> pb.Miss:
    return pb.Miss(
        reason=MISS_REASONS.number(missed.reason),  # type: ignore[arg-type]
        detail=missed.detail,
        drift_ratio=missed.drift_ratio,
        verdict=_verdict_to(missed.verdict),
        heal_id=missed.heal_id,
        hidden=None if missed.hidden is None else _hidden_to(missed.hidden),
        failure_class=failure_to(missed.failure_class),
        nearest=missed.nearest,
    )


def _hidden_to(hidden: Hidden) -> pb.Hidden:
    revealers = [
        pb.Revealer(
            selectors=[selector_to_message(s) for s in one.selectors],
            brief=one.brief,
            via=one.via,
            confidence=one.confidence,
        )
        for one in hidden.revealed_by
    ]
    selectors = [selector_to_message(s) for s in hidden.selectors]
    return pb.Hidden(selectors=selectors, confidence=hidden.confidence, revealed_by=revealers)


def verification_to(verification: Verification) -> selector_pb.Verification:
    failed = verification.failed
    return selector_pb.Verification(
        selector=selector_to_message(verification.selector),
        matches=verification.matches,
        is_same=verification.is_same,
        failed=None if failed is None else GATES.number(failed),  # type: ignore[arg-type]
        detail=verification.detail,
        failure_class=failure_to(verification.failure_class),
    )


def failure_to(failure: FailureClass | None) -> pb.FailureClass.ValueType:
    if failure is None:
        return pb.FAILURE_CLASS_UNSPECIFIED
    return FAILURES.number(failure)  # type: ignore[return-value]


def _verdict_to(verdict: Verdict | None) -> pb.ElementVerdict.ValueType:
    if verdict is None:
        return pb.ELEMENT_VERDICT_UNSPECIFIED
    return VERDICTS.number(verdict)  # type: ignore[return-value]


def duration(seconds: float) -> Duration:
    """Return a time, not negative, in whole microseconds."""
    whole, micros = divmod(round(seconds * _MICROS), _MICROS)
    return Duration(seconds=whole, nanos=micros * 1000)
