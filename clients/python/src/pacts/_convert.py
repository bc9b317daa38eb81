"""Between the public values and the protos: the only place that knows both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from pacts import answers, model
from pacts.errors import InternalError, InvalidFieldError
from pacts.v1 import drift_service_pb2 as drift_pb
from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb

M = TypeVar("M", bound=Message)
E = TypeVar("E", bound=StrEnum)


class _ProtoEnum(Protocol):
    def Name(self, number: Any) -> str: ...  # noqa: N802


class _Walked(Protocol):
    """The answer of GetSelector and of ResolveSelector."""

    @property
    def found(self) -> pb.Found: ...
    @property
    def miss(self) -> pb.Miss: ...


def build(kind: type[M], **fields: object) -> M:
    """Return a message, or say which field does not fit into it.

    Raises:
        InvalidFieldError: a value has the wrong type, is out of range or is not valid Unicode.
    """
    try:
        return kind(**fields)
    except (TypeError, ValueError) as error:
        raise _misfit(kind, fields, error) from None


def _misfit(kind: type[M], fields: Mapping[str, object], error: Exception) -> InvalidFieldError:
    for name, value in fields.items():
        try:
            kind(**{name: value})
        except (TypeError, ValueError) as found:
            return invalid_field(name, str(found))
    return invalid_field(kind.DESCRIPTOR.name, str(error))


def invalid_field(field: str, problem: str) -> InvalidFieldError:
    """Return the error for a value that cannot be sent."""
    metadata = {"field": field, "problem": problem}
    return InvalidFieldError(f"{field}: {problem}", "INVALID_ARGUMENT", "INVALID_FIELD", metadata)


def query_to_proto(query: model.ElementQuery) -> pb.ElementQuery:
    return build(
        pb.ElementQuery,
        app=query.app,
        environment=query.environment,
        page=query.page,
        element=query.element,
        action=_number(pb.Action, "action", model.Action, query.action, "ACTION"),
        scope=query.scope,
        ordinal=query.ordinal,
        frame=query.frame,
        variant=query.variant,
    )


def selector_to_proto(selector: model.Selector) -> pb.Selector:
    kind = model.SelectorStrategy
    return build(
        pb.Selector,
        strategy=_number(
            pb.SelectorStrategy, "strategy", kind, selector.strategy, "SELECTOR_STRATEGY"
        ),
        value=selector.value,
        role=selector.role,
        attribute=selector.attribute,
        positional=selector.positional,
    )


def descriptor_to_proto(descriptor: model.Descriptor) -> pb.Descriptor:
    rect = descriptor.rect
    return build(
        pb.Descriptor,
        tag=descriptor.tag,
        role=descriptor.role,
        name=descriptor.name,
        label=descriptor.label,
        text=descriptor.text,
        attributes=descriptor.attributes,
        neighbourhood=descriptor.neighbourhood,
        rect=rect and build(pb.Rect, x=rect.x, y=rect.y, width=rect.width, height=rect.height),
    )


def page_to_proto(page: model.Page) -> pb.PageContent:
    forms = {"html": page.html, "capture": page.capture, "dom_snapshot": page.dom_snapshot}
    given = {name: _bytes(name, form) for name, form in forms.items() if form is not None}
    return build(pb.PageContent, **given)


def evidence_to_proto(evidence: model.Evidence) -> pb.Evidence:
    if isinstance(evidence, model.Page):
        return pb.Evidence(page=page_to_proto(evidence))
    data = evidence.data if isinstance(evidence, model.Fingerprint) else evidence
    return build(pb.Evidence, fingerprint=data)


def access_to_proto(access: model.PageAccess) -> pb.PageAccess:
    return build(pb.PageAccess, url=access.url, cdp_endpoint=access.cdp_endpoint)


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


def entry_of(entry: pb.Entry) -> model.Entry:
    return model.Entry(
        query=_query(entry.query),
        selectors=_selectors(entry),
        descriptor=_descriptor(entry.descriptor),
        fingerprints=tuple(entry.fingerprints),
        version=entry.version,
        revision=entry.revision,
        neighbourhood=entry.neighbourhood,
        created_at=time_of(entry.created_at),
        verified_at=time_of(entry.verified_at),
        expires_at=time_of(entry.expires_at),
        successes=entry.successes,
        failures=entry.failures,
    )


def change_of(change: drift_pb.PageChange) -> answers.PageChange:
    kind = enum_of(answers.PageChangeKind, drift_pb.PageChangeKind, change.kind, "PAGE_CHANGE_KIND")
    return answers.PageChange(kind, change.path, change.nodes, change.context)


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


def _number(proto: Any, field: str, kind: type[E], value: str, prefix: str) -> int:
    try:
        name = kind(value).name
    except ValueError:
        known = ", ".join(member.value for member in kind if member.value)
        raise invalid_field(field, f"{value!r} is none of {known}") from None
    unset = name in {"ANY", "UNRECOGNIZED"}
    return int(proto.Value(f"{prefix}_{'UNSPECIFIED' if unset else name}"))


def _bytes(field: str, form: str | bytes) -> bytes:
    try:
        return form.encode() if isinstance(form, str) else form
    except UnicodeEncodeError as error:
        raise invalid_field(field, str(error)) from None


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


def _selectors(holder: pb.Found | pb.Entry) -> tuple[model.Selector, ...]:
    return tuple(
        model.Selector(
            enum_of(model.SelectorStrategy, pb.SelectorStrategy, s.strategy, "SELECTOR_STRATEGY"),
            s.value,
            s.role,
            s.attribute,
            s.positional,
        )
        for s in holder.selectors
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
    )


def _found(found: pb.Found, trail: tuple[answers.TierVisit, ...]) -> answers.Found:
    return answers.Found(
        selectors=_selectors(found),
        source=enum_of(answers.Tier, pb.Tier, found.source, "TIER"),
        age_s=seconds_of(found.age),
        version=found.version,
        drift_check=enum_of(answers.DriftCheck, pb.DriftCheck, found.drift_check, "DRIFT_CHECK"),
        drift_ratio=found.drift_ratio if found.HasField("drift_ratio") else None,
        descriptor=_descriptor(found.descriptor),
        trail=trail,
        verdict=_verdict(found.verdict),
        neighbourhood_drift=(
            found.neighbourhood_drift if found.HasField("neighbourhood_drift") else None
        ),
    )


def _miss(miss: pb.Miss, trail: tuple[answers.TierVisit, ...]) -> answers.Miss:
    reason = enum_of(answers.MissReason, pb.MissReason, miss.reason, "MISS_REASON")
    ratio = miss.drift_ratio if miss.HasField("drift_ratio") else None
    return answers.Miss(reason, miss.detail, ratio, trail, _verdict(miss.verdict))


def _verdict(number: int) -> answers.ElementVerdict | None:
    if number == pb.ELEMENT_VERDICT_UNSPECIFIED:
        return None
    return enum_of(answers.ElementVerdict, pb.ElementVerdict, number, "ELEMENT_VERDICT")


def _visit(visit: pb.TierVisit) -> answers.TierVisit:
    return answers.TierVisit(
        tier=enum_of(answers.Tier, pb.Tier, visit.tier, "TIER"),
        outcome=enum_of(answers.Outcome, pb.Outcome, visit.outcome, "OUTCOME"),
        elapsed_ms=seconds_of(visit.elapsed) * 1000,
        reason=visit.reason,
    )
