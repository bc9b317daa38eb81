"""From the public values to the protos that are sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import fmod
from typing import Any, TypeVar

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message

from pacts import model
from pacts.errors import InvalidFieldError
from pacts.v1 import element_pb2 as pb

M = TypeVar("M", bound=Message)
E = TypeVar("E", bound=StrEnum)


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
        action=action_to_proto(query.action),
        scope=query.scope,
        ordinal=query.ordinal,
        frame=query.frame,
        variant=query.variant,
    )


def strategy_to_proto(strategy: str) -> int:
    kind = model.SelectorStrategy
    return number_of(pb.SelectorStrategy, "strategy", kind, strategy, "SELECTOR_STRATEGY")


def selector_to_proto(selector: model.Selector) -> pb.Selector:
    return build(
        pb.Selector,
        strategy=strategy_to_proto(selector.strategy),
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
        records=[
            build(pb.RecordKeys, keys=record.keys, named_text=record.named_text)
            for record in descriptor.records
        ],
    )


def page_to_proto(page: model.Page) -> pb.PageContent:
    forms = {"html": page.html, "capture": page.capture, "dom_snapshot": page.dom_snapshot}
    given = {name: _text(form) for name, form in forms.items() if form is not None}
    frames = [_frame_to_proto(frame) for frame in page.frames]
    return build(pb.PageContent, **given, digest=page.digest, frames=frames)


def _frame_to_proto(frame: model.Frame) -> pb.FrameContent:
    return build(pb.FrameContent, name=frame.name, url=frame.url, page=page_to_proto(frame.page))


def evidence_to_proto(evidence: model.Evidence) -> pb.Evidence:
    if isinstance(evidence, model.Page):
        return pb.Evidence(page=page_to_proto(evidence))
    data = evidence.data if isinstance(evidence, model.Fingerprint) else evidence
    return build(pb.Evidence, fingerprint=data)


def access_to_proto(access: model.PageAccess) -> pb.PageAccess:
    return build(
        pb.PageAccess,
        url=access.url,
        cdp_endpoint=access.cdp_endpoint,
        target_id=access.target_id,
        appear_wait=_duration(access.appear_wait_s, "appear_wait_s"),
        page=None if access.page is None else page_to_proto(access.page),
    )


def strategies_to_proto(strategies: Iterable[model.SelectorStrategy]) -> list[int]:
    kind = model.SelectorStrategy
    return [
        number_of(pb.SelectorStrategy, "strategies", kind, strategy, "SELECTOR_STRATEGY")
        for strategy in strategies
    ]


def action_to_proto(action: model.Action) -> int:
    return number_of(pb.Action, "action", model.Action, action, "ACTION")


def _duration(seconds: float | None, field: str) -> Duration | None:
    if seconds is None:
        return None
    try:
        whole = round(seconds * 1_000_000_000)
        return Duration(seconds=int(whole / 1_000_000_000), nanos=int(fmod(whole, 1_000_000_000)))
    except (TypeError, ValueError, OverflowError) as error:
        raise invalid_field(field, str(error)) from None


def number_of(proto: Any, field: str, kind: type[E], value: str, prefix: str) -> int:
    """Return the number of the member of the same name; ANY and UNRECOGNIZED are unspecified.

    Raises:
        InvalidFieldError: ``value`` is none of the enum's.
    """
    try:
        name = kind(value).name
    except ValueError:
        known = ", ".join(member.value for member in kind if member.value)
        raise invalid_field(field, f"{value!r} is none of {known}") from None
    unset = name in {"ANY", "UNRECOGNIZED"}
    return int(proto.Value(f"{prefix}_{'UNSPECIFIED' if unset else name}"))


def filter_number_of(proto: Any, field: str, kind: type[E], value: E | None, prefix: str) -> int:
    """Return the number of what a list is narrowed to; None narrows nothing.

    Raises:
        InvalidFieldError: it is a member that this client does not know.
    """
    if value is None:
        return int(proto.Value(f"{prefix}_UNSPECIFIED"))
    if value is kind["UNRECOGNIZED"]:
        raise invalid_field(field, f"{value.value} cannot be asked for")
    return number_of(proto, field, kind, value, prefix)


def _text(form: str | bytes) -> str:
    # As browsers decode a page: what is not UTF-8 costs a character, never the page.
    return form if isinstance(form, str) else form.decode("utf-8", "replace")
