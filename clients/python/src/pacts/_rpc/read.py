"""From the protos that come back to the public values."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from google.protobuf import json_format
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from pacts import answers, model, outcomes
from pacts.errors import InternalError
from pacts.v1 import drift_service_pb2 as drift_pb
from pacts.v1 import element_pb2 as pb
from pacts.v1 import page_selectors_pb2 as page_pb
from pacts.v1 import selector_service_pb2 as selector_pb

E = TypeVar("E", bound=StrEnum)


class _ProtoEnum(Protocol):
    def Name(self, number: Any) -> str: ...  # noqa: N802


def answer_of(
    response: selector_pb.GetSelectorResponse | selector_pb.ResolveSelectorResponse,
) -> answers.Answer:
    trail = tuple(_visit(visit) for visit in response.trail)
    match response.WhichOneof("result"):
        case "found":
            return _found(response.found, trail)
        case "miss":
            return _miss(response.miss, trail)
        case _:
            raise InternalError("the daemon's answer is neither found nor a miss", "INTERNAL")


def verification_of(
    response: selector_pb.VerifySelectorResponse,
) -> answers.Verification | answers.Miss:
    trail = tuple(_visit(visit) for visit in response.trail)
    match response.WhichOneof("result"):
        case "verification":
            return _verification(response.verification, response.version, trail)
        case "miss":
            return _miss(response.miss, trail)
        case _:
            raise InternalError("the daemon's answer is no verification and no miss", "INTERNAL")


def check_of(text: str) -> answers.Verification:
    """Read what the check script returned."""
    checked = json_format.Parse(text, selector_pb.Verification(), ignore_unknown_fields=True)
    return _verification(checked, 0, ())


def page_selectors_of(response: page_pb.GetPageSelectorsResponse) -> answers.PageSelectors:
    trail = tuple(_visit(visit) for visit in response.trail)
    known = ((_query(one.query), _found(one.found, trail)) for one in response.selectors)
    return answers.PageSelectors(tuple(known), response.truncated, trail)


def report_of(response: selector_pb.ReportOutcomeResponse) -> answers.Report:
    kind, number = selector_pb.ReportEffect, response.effect
    return answers.Report(
        enum_of(outcomes.ReportEffect, kind, number, "REPORT_EFFECT"),
        response.version,
        failure_of(response.failure_class),
        tuple(_selector(selector) for selector in response.candidates),
    )


def entry_of(entry: pb.Entry) -> model.Entry:
    return model.Entry(
        query=_query(entry.query),
        selectors=_selectors(entry),
        descriptor=_descriptor(entry.identity),
        version=entry.version,
        created_at=time_of(entry.created_at),
        verified_at=time_of(entry.verified_at),
        expires_at=time_of(entry.expires_at),
        successes=entry.successes,
        failures=entry.failures,
        heal_id=entry.heal_id,
        never_heal=entry.never_heal,
    )


def draft_of(entry: pb.Entry) -> model.Draft:
    return model.Draft(
        query=_query(entry.query),
        selectors=_selectors(entry),
        descriptor=_descriptor(entry.identity),
    )


def change_of(change: drift_pb.PageChange) -> answers.PageChange:
    kind = enum_of(
        outcomes.PageChangeKind, drift_pb.PageChangeKind, change.kind, "PAGE_CHANGE_KIND"
    )
    return answers.PageChange(kind, change.path, change.nodes, change.context)


def verdict_of(number: int) -> outcomes.ElementVerdict | None:
    if number == pb.ELEMENT_VERDICT_UNSPECIFIED:
        return None
    return enum_of(outcomes.ElementVerdict, pb.ElementVerdict, number, "ELEMENT_VERDICT")


def time_of(timestamp: Timestamp) -> datetime:
    return timestamp.ToDatetime(UTC)


def seconds_of(duration: Duration) -> float:
    return duration.seconds + duration.nanos / 1e9


def enum_of(kind: type[E], proto: _ProtoEnum, number: int, prefix: str) -> E:
    """Return the member of the same name; a newer daemon's becomes UNRECOGNIZED."""
    try:
        return kind[proto.Name(number).removeprefix(f"{prefix}_")]
    except (KeyError, ValueError):
        return kind["UNRECOGNIZED"]


def _query(query: pb.ElementQuery) -> model.ElementQuery:
    return model.ElementQuery(
        app=query.app,
        environment=query.environment,
        page=query.page,
        element=query.element,
        action=_action(query.action),
        scope=query.scope,
        ordinal=query.ordinal,
        frame=query.frame,
        variant=dict(query.variant),
    )


def _action(number: int) -> model.Action:
    try:
        return model.Action[pb.Action.Name(pb.Action.ValueType(number)).removeprefix("ACTION_")]
    except (KeyError, ValueError):
        return model.Action.ANY  # unspecified, or one of a newer daemon's


def _selectors(
    holder: pb.Found | pb.Entry | pb.Hidden | pb.Revealer,
) -> tuple[model.Selector, ...]:
    return tuple(_selector(selector) for selector in holder.selectors)


def _selector(selector: pb.Selector) -> model.Selector:
    kind, number = model.SelectorStrategy, selector.strategy
    return model.Selector(
        enum_of(kind, pb.SelectorStrategy, number, "SELECTOR_STRATEGY"),
        selector.value,
        selector.role,
        selector.attribute,
        selector.positional,
    )


def _descriptor(descriptor: pb.Descriptor) -> model.Descriptor:
    rect = descriptor.rect
    return model.Descriptor(
        tag=descriptor.tag,
        role=descriptor.role,
        name=descriptor.name,
        label=descriptor.label,
        text=descriptor.text,
        attributes=dict(descriptor.attributes),
        neighbourhood=tuple(descriptor.neighbourhood),
        rect=(
            model.Rect(rect.x, rect.y, rect.width, rect.height)
            if descriptor.HasField("rect")
            else None
        ),
        records=tuple(
            model.RecordKeys(tuple(record.keys), record.named_text) for record in descriptor.records
        ),
    )


def _found(found: pb.Found, trail: tuple[answers.TierVisit, ...]) -> answers.Found:
    return answers.Found(
        selectors=_selectors(found),
        source=found.source,
        age_s=seconds_of(found.age),
        version=found.version,
        drift_check=enum_of(outcomes.DriftCheck, pb.DriftCheck, found.drift_check, "DRIFT_CHECK"),
        drift_ratio=found.drift_ratio if found.HasField("drift_ratio") else None,
        descriptor=_descriptor(found.identity),
        trail=trail,
        verdict=verdict_of(found.verdict),
        neighbourhood_drift=(
            found.neighbourhood_drift if found.HasField("neighbourhood_drift") else None
        ),
        heal_id=found.heal_id,
        page_generation=found.page_generation,
    )


def _miss(miss: pb.Miss, trail: tuple[answers.TierVisit, ...]) -> answers.Miss:
    reason = enum_of(outcomes.MissReason, pb.MissReason, miss.reason, "MISS_REASON")
    ratio = miss.drift_ratio if miss.HasField("drift_ratio") else None
    return answers.Miss(
        reason=reason,
        detail=miss.detail,
        drift_ratio=ratio,
        trail=trail,
        verdict=verdict_of(miss.verdict),
        heal_id=miss.heal_id,
        hidden=_hidden(miss.hidden) if miss.HasField("hidden") else None,
        failure_class=failure_of(miss.failure_class),
        nearest=tuple(miss.nearest),
    )


def _hidden(hidden: pb.Hidden) -> answers.Hidden:
    revealers = (
        answers.Revealer(_selectors(one), one.brief, one.via, one.confidence)
        for one in hidden.revealed_by
    )
    return answers.Hidden(_selectors(hidden), hidden.confidence, tuple(revealers))


def _verification(
    verification: selector_pb.Verification, version: int, trail: tuple[answers.TierVisit, ...]
) -> answers.Verification:
    return answers.Verification(
        selector=_selector(verification.selector),
        matches=verification.matches,
        is_same=verification.is_same if verification.HasField("is_same") else None,
        failed=_gate(verification.failed),
        detail=verification.detail,
        version=version,
        trail=trail,
        failure_class=failure_of(verification.failure_class),
        document=verification.document,
        is_elsewhere=verification.is_elsewhere,
    )


def failure_of(number: int) -> outcomes.FailureClass | None:
    if number == pb.FAILURE_CLASS_UNSPECIFIED:
        return None
    return enum_of(outcomes.FailureClass, pb.FailureClass, number, "FAILURE_CLASS")


def _gate(number: int) -> outcomes.Gate | None:
    if number == selector_pb.GATE_POINT_UNSPECIFIED:
        return None
    return enum_of(outcomes.Gate, selector_pb.GatePoint, number, "GATE_POINT")


def _visit(visit: pb.TierVisit) -> answers.TierVisit:
    return answers.TierVisit(
        tier=visit.tier,
        outcome=enum_of(outcomes.Outcome, pb.Outcome, visit.outcome, "OUTCOME"),
        elapsed_ms=seconds_of(visit.elapsed) * 1000,
        reason=visit.reason,
    )
