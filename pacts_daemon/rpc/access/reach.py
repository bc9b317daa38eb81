"""Which applications a request names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

_APP = "app"


def names_apps(message: Descriptor) -> bool:
    """Say whether a message, or one within it, has a field for an application."""
    return bool(_fields(message))


def apps_of(message: Message, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield each field that names an application, and the name; it may be empty."""
    for field in _fields(message.DESCRIPTOR):
        place, value = f"{prefix}{field.name}", getattr(message, field.name)
        if field.message_type is None:
            yield place, value
        elif field.is_repeated:
            for at, one in enumerate(value):
                yield from apps_of(one, f"{place}[{at}].")
        elif message.HasField(field.name):
            yield from apps_of(value, f"{place}.")


@cache
def _fields(message: Descriptor) -> tuple[FieldDescriptor, ...]:
    return tuple(field for field in message.fields if _leads_to_app(field, frozenset()))


def _leads_to_app(field: FieldDescriptor, above: frozenset[str]) -> bool:
    inner = field.message_type
    if inner is None:
        return field.name == _APP
    if inner.full_name in above or inner.GetOptions().map_entry:
        return False
    beneath = above | {inner.full_name}
    return any(_leads_to_app(one, beneath) for one in inner.fields)
