"""Queries, selectors and descriptors as messages and back, and entries as callers see them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from pacts.v1 import element_pb2 as pb
from pacts_daemon.codec.enums import ACTIONS, STRATEGIES
from pacts_daemon.core.model import (
    Descriptor,
    Draft,
    ElementQuery,
    Entry,
    RecordKeys,
    Rect,
    Selector,
)


def timestamp(moment: datetime) -> Timestamp:
    message = Timestamp()
    message.FromDatetime(moment)
    return message


def moment(message: Timestamp) -> datetime:
    return message.ToDatetime(tzinfo=UTC)


def query_to_message(query: ElementQuery) -> pb.ElementQuery:
    return pb.ElementQuery(
        app=query.app,
        environment=query.environment,
        page=query.page,
        element=query.element,
        action=ACTIONS.number(query.action),  # type: ignore[arg-type]
        scope=query.scope,
        ordinal=query.ordinal,
        frame=query.frame,
        variant=query.variant,
    )


def query_from_message(message: pb.ElementQuery) -> ElementQuery:
    return ElementQuery(
        app=message.app,
        environment=message.environment,
        page=message.page,
        element=message.element,
        action=ACTIONS.member(message.action, "query.action"),
        scope=message.scope,
        ordinal=message.ordinal,
        frame=message.frame,
        variant=dict(message.variant),
    )


def selector_to_message(selector: Selector) -> pb.Selector:
    return pb.Selector(**selector_fields(selector))


def selector_fields(selector: Selector) -> dict[str, Any]:
    """Return the fields of a selector's message, for one that is made where it stands."""
    return {
        "strategy": STRATEGIES.number(selector.strategy),
        "value": selector.value,
        "role": selector.role,
        "attribute": selector.attribute,
        "positional": selector.positional,
    }


def selector_from_message(message: pb.Selector, field: str = "selector") -> Selector:
    return Selector(
        strategy=STRATEGIES.member(message.strategy, f"{field}.strategy"),
        value=message.value,
        role=message.role,
        attribute=message.attribute,
        positional=message.positional,
    )


def descriptor_to_message(descriptor: Descriptor) -> pb.Descriptor:
    told = pb.Descriptor()
    describe(told, descriptor)
    return told


def describe(told: pb.Descriptor, descriptor: Descriptor) -> None:
    """Write a descriptor into an empty message, which may stand in another one."""
    told.tag, told.role = descriptor.tag, descriptor.role
    told.name, told.label, told.text = descriptor.name, descriptor.label, descriptor.text
    if descriptor.attributes:
        told.attributes.update(descriptor.attributes)
    if descriptor.neighbourhood:
        told.neighbourhood.extend(descriptor.neighbourhood)
    if (rect := descriptor.rect) is not None:
        told.rect.SetInParent()
        told.rect.x, told.rect.y = rect.x, rect.y
        told.rect.width, told.rect.height = rect.width, rect.height
    for one in descriptor.records:
        told.records.add(keys=one.keys, named_text=one.named_text)


def descriptor_from_message(message: pb.Descriptor) -> Descriptor:
    rect = message.rect
    return Descriptor(
        tag=message.tag,
        role=message.role,
        name=message.name,
        label=message.label,
        text=message.text,
        attributes=dict(message.attributes),
        neighbourhood=tuple(message.neighbourhood),
        rect=Rect(rect.x, rect.y, rect.width, rect.height) if message.HasField("rect") else None,
        records=tuple(RecordKeys(tuple(r.keys), r.named_text) for r in message.records),
    )


def entry_to_message(entry: Entry) -> pb.Entry:
    """Return what callers are told of an entry."""
    return pb.Entry(
        query=query_to_message(entry.query),
        selectors=[selector_to_message(s) for s in entry.selectors],
        identity=descriptor_to_message(entry.descriptor),
        version=entry.version,
        created_at=timestamp(entry.created_at),
        verified_at=timestamp(entry.verified_at),
        expires_at=timestamp(entry.expires_at),
        successes=entry.successes,
        failures=entry.failures,
        heal_id=entry.heal_id,
        never_heal=entry.never_heal,
    )


def draft_to_message(draft: Draft) -> pb.Entry:
    """Return what callers are told of what was found, in the form of the entry it may become."""
    return pb.Entry(
        query=query_to_message(draft.query),
        selectors=[selector_to_message(s) for s in draft.selectors],
        identity=descriptor_to_message(draft.descriptor),
        heal_id=draft.heal_id,
    )
