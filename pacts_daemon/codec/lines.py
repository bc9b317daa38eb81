"""Entries as JSON Lines, one a line: docs/bulk.md has the form and what it is for.

Keys are sorted, what is empty is left out, and what changes with every run stands last. Bytes that
many entries share are lines of their own, before the first entry that names them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from pacts_daemon.codec.snapshots import digest_of
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import (
    Action,
    Descriptor,
    ElementQuery,
    Entry,
    RecordKeys,
    Rect,
    Selector,
    Strategy,
)

FORMAT: Final = "pacts-entries"
# Counted up only for what an older daemon would read wrongly; it refuses another one's file.
VERSION: Final = 1
Count = Annotated[int, Field(ge=0)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, val_json_bytes="base64")


class Header(_Line):
    """The first line."""

    format: Literal["pacts-entries"]
    version: Literal[1]


class Blob(_Line):
    """Bytes that entries name: a fingerprint, or the page that an element was found on."""

    blob: str
    data: bytes


class Volatile(_Line):
    """What changes with every run, and may be left out."""

    version: Count = 0
    created_at: AwareDatetime | None = None
    verified_at: AwareDatetime | None = None
    successes: Count = 0
    failures: Count = 0


class _Selector(_Line):
    strategy: Strategy
    value: str
    role: str = ""
    attribute: str = ""
    positional: bool = False


class _Rect(_Line):
    x: float
    y: float
    width: float
    height: float


class _RecordKeys(_Line):
    keys: tuple[str, ...]
    named_text: bool = False


class _Descriptor(_Line):
    tag: str = ""
    role: str = ""
    name: str = ""
    label: str = ""
    text: str = ""
    attributes: dict[str, str] = {}
    neighbourhood: tuple[str, ...] = ()
    rect: _Rect | None = None
    records: tuple[_RecordKeys, ...] = ()


class EntryLine(_Line):
    """An entry; ``fingerprints`` and ``snapshot`` name blobs."""

    app: str
    environment: str
    page: str
    element: str
    action: Action = Action.ANY
    scope: str = ""
    ordinal: Count = 0
    frame: str = ""
    variant: dict[str, str] = {}
    selectors: tuple[_Selector, ...]
    identity: _Descriptor = _Descriptor()
    fingerprints: tuple[str, ...] = ()
    neighbourhood: bytes = b""
    snapshot: str = ""
    place: str = ""
    heal_id: str = ""
    never_heal: bool = False
    volatile: Volatile = Volatile()

    def element_query(self) -> ElementQuery:
        return ElementQuery(
            self.app, self.environment, self.page, self.element, self.action, self.scope,
            self.ordinal, self.frame, self.variant,
        )  # fmt: skip

    def ranked_selectors(self) -> tuple[Selector, ...]:
        return tuple(
            Selector(s.strategy, s.value, s.role, s.attribute, s.positional) for s in self.selectors
        )

    def descriptor(self) -> Descriptor:
        said, rect = self.identity, self.identity.rect
        return Descriptor(
            said.tag, said.role, said.name, said.label, said.text, said.attributes,
            said.neighbourhood,
            Rect(rect.x, rect.y, rect.width, rect.height) if rect else None,
            tuple(RecordKeys(record.keys, record.named_text) for record in said.records),
        )  # fmt: skip


def read_line(line: bytes) -> Header | Blob | EntryLine:
    """Return what a line holds.

    Raises:
        InvalidFieldError: it is not JSON, or a field is missing, unknown or wrong.
    """
    kind: type[Header | Blob | EntryLine] = EntryLine
    try:
        fields = from_json(line)
        if isinstance(fields, dict) and "blob" in fields:
            kind = Blob
        elif isinstance(fields, dict) and "format" in fields:
            kind = Header
        read = kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise InvalidFieldError(_path(first["loc"]) or "line", first["msg"].lower()) from None
    except ValueError as error:
        raise InvalidFieldError("line", f"is not JSON: {error}") from None
    if isinstance(read, Blob) and read.blob != blob_id(read.data):
        raise InvalidFieldError("data", f"is not what {read.blob} names: it was changed")
    return read


def header_line() -> str:
    return _dumped({"format": FORMAT, "version": VERSION})


def blob_id(data: bytes) -> str:
    return digest_of(data).hex()


def blob_line(data: bytes) -> str:
    return _dumped({"blob": blob_id(data), "data": _text(data)})


def entry_line(entry: Entry, *, has_page: bool, has_counters: bool) -> str:
    """Return an entry as a line; its page is named only where that comes along."""
    query = entry.query
    fields = {
        "app": query.app,
        "environment": query.environment,
        "page": query.page,
        "element": query.element,
        "action": query.action.value,
        "scope": query.scope,
        "ordinal": query.ordinal,
        "frame": query.frame,
        "variant": dict(query.variant),
        "selectors": [_selector(selector) for selector in entry.selectors],
        "identity": _identity(entry.descriptor),
        "fingerprints": [blob_id(fingerprint) for fingerprint in entry.fingerprints],
        "neighbourhood": _text(entry.neighbourhood),
        "snapshot": entry.snapshot_id.hex() if has_page else "",
        "place": entry.place if has_page else "",
        "heal_id": entry.heal_id,
        "never_heal": entry.never_heal,
        "volatile": _volatile(entry) if has_counters else {},
    }
    return _dumped(_given(fields))


def _selector(selector: Selector) -> dict[str, object]:
    return _given(
        {
            "strategy": selector.strategy.value,
            "value": selector.value,
            "role": selector.role,
            "attribute": selector.attribute,
            "positional": selector.positional,
        }
    )


def _identity(said: Descriptor) -> dict[str, object]:
    rect = said.rect
    return _given(
        {
            "tag": said.tag,
            "role": said.role,
            "name": said.name,
            "label": said.label,
            "text": said.text,
            "attributes": dict(said.attributes),
            "neighbourhood": said.neighbourhood,
            "rect": rect and {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height},
            "records": [_given({"keys": r.keys, "named_text": r.named_text}) for r in said.records],
        }
    )


def _volatile(entry: Entry) -> dict[str, object]:
    return _given(
        {
            "version": entry.version,
            "created_at": entry.created_at.isoformat(),
            "verified_at": entry.verified_at.isoformat(),
            "successes": entry.successes,
            "failures": entry.failures,
        }
    )


def _given(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def _dumped(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _path(location: Sequence[str | int]) -> str:
    """Return where in a line something is, as ``selectors[0].value``."""
    return "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in location
    ).removeprefix(".")
