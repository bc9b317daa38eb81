"""Values to responses: answers, misses, verifications.

What an answer has many of is written where it will stand: to put a message into another one is to
serialize and read it, once for each that surrounds it. What an entry alone decides is read from the
bytes that were made of it once; what varies from call to call is never part of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf.duration_pb2 import Duration
from google.protobuf.internal.containers import RepeatedCompositeFieldContainer

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
from pacts_daemon.codec.forms import EntryForms
from pacts_daemon.codec.messages import describe, selector_fields, selector_to_message
from pacts_daemon.core.answers import Answer, FailureClass, Found, Hidden, Missed
from pacts_daemon.core.entry_check import EntryCheck
from pacts_daemon.core.errors import OverloadedError, PactsError
from pacts_daemon.core.model import Entry, Selector, TierVisit, Verdict
from pacts_daemon.core.page_ports import Verification
from pacts_daemon.rpc.paging import Room
from pacts_daemon.rpc.status import failure_of

_MICROS = 1_000_000

_TOO_MUCH = "the answers before this one fill the message: ask for it in another batch"
# As many as there may be queries in a batch, of some 200 bytes each.
_KEPT_FOR_REFUSALS = 128 * 1024


def get_response(answer: Answer) -> selector_pb.GetSelectorResponse:
    response = selector_pb.GetSelectorResponse()
    _answer(response, answer)
    return response


def resolve_response(answer: Answer) -> selector_pb.ResolveSelectorResponse:
    response = selector_pb.ResolveSelectorResponse()
    _answer(response, answer)
    return response


def batch_response(
    answers: Iterable[Answer | PactsError], max_bytes: int
) -> selector_pb.BatchGetSelectorsResponse:
    """Answer each query, with a refusal where the message has no more room."""
    response, room = selector_pb.BatchGetSelectorsResponse(), Room(max_bytes - _KEPT_FOR_REFUSALS)
    trail: tuple[TierVisit, ...] = ()
    form = b""
    for answer in answers:
        result = response.results.add()
        if isinstance(answer, PactsError):
            _refuse(result, answer)
        else:
            if answer.trail != trail:  # each tier is asked once for all, so most are alike
                trail, form = answer.trail, _trail_form(answer.trail)
            result.response.MergeFromString(form)
            _tell(result.response, answer)
        if not room.has(result):
            result.Clear()
            _refuse(result, OverloadedError(_TOO_MUCH))
    return response


def _answer(
    response: selector_pb.GetSelectorResponse | selector_pb.ResolveSelectorResponse, answer: Answer
) -> None:
    tell_trail(response.trail, answer.trail)
    _tell(response, answer)


def _tell(
    response: selector_pb.GetSelectorResponse | selector_pb.ResolveSelectorResponse, answer: Answer
) -> None:
    if isinstance(answer, Found):
        tell_found(response.found, answer)
    else:
        response.miss.CopyFrom(miss_to(answer))


def _trail_form(trail: Iterable[TierVisit]) -> bytes:
    response = selector_pb.GetSelectorResponse()
    tell_trail(response.trail, trail)
    return response.SerializeToString()


def _refuse(result: selector_pb.BatchGetSelectorsResult, error: PactsError) -> None:
    failure = failure_of(error)
    number, _ = failure.code.value
    told = selector_pb.BatchError(
        code=number, reason=failure.reason, message=failure.message, metadata=failure.metadata
    )
    result.error.CopyFrom(told)


def verify_response(checked: EntryCheck) -> selector_pb.VerifySelectorResponse:
    answer = checked.answer
    response = selector_pb.VerifySelectorResponse(version=checked.version)
    tell_trail(response.trail, answer.trail)
    if checked.verification is not None:
        response.verification.CopyFrom(verification_to(checked.verification))
    elif isinstance(answer, Missed):
        response.miss.CopyFrom(miss_to(answer))
    return response


def tell_trail(
    told: RepeatedCompositeFieldContainer[pb.TierVisit], trail: Iterable[TierVisit]
) -> None:
    for visit in trail:
        one = told.add(
            tier=visit.tier,
            outcome=OUTCOMES.number(visit.outcome),
            reason=visit.reason,
        )
        _tell_duration(one.elapsed, visit.elapsed_ms / 1000)


def tell_found(told: pb.Found, found: Found) -> None:
    """Write an answer into an empty message, which may stand in another one."""
    entry, selectors = found.entry, found.selectors
    if len(selectors) == len(entry.selectors):
        told.MergeFromString(_FORMS.of(entry))
    else:
        _tell_entry(told, entry, selectors)
    told.source = found.source
    _tell_duration(told.age, found.age_s)
    told.drift_check = DRIFT_CHECKS.number(found.drift_check)  # type: ignore[assignment]
    if found.drift_ratio is not None:
        told.drift_ratio = found.drift_ratio
    if found.verdict is not None:
        told.verdict = _verdict_to(found.verdict)
    if found.neighbourhood_drift is not None:
        told.neighbourhood_drift = found.neighbourhood_drift


def _form_of(entry: Entry) -> bytes:
    """Return what is told of an entry, whoever asks for it and whichever tier knew it."""
    told = pb.Found()
    _tell_entry(told, entry, entry.selectors)
    return told.SerializeToString()


_FORMS = EntryForms(_form_of)


def _tell_entry(told: pb.Found, entry: Entry, selectors: Iterable[Selector]) -> None:
    for selector in selectors:
        told.selectors.add(**selector_fields(selector))
    told.version = entry.version
    told.identity.SetInParent()  # it is told of every element, if only that nothing is known of it
    describe(told.identity, entry.descriptor)
    told.heal_id = entry.heal_id
    told.page_generation = entry.page_generation


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
    told = Duration()
    _tell_duration(told, seconds)
    return told


def _tell_duration(told: Duration, seconds: float) -> None:
    told.seconds, micros = divmod(round(seconds * _MICROS), _MICROS)
    told.nanos = micros * 1000
