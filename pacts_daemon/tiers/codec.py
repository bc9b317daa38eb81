"""The stored bytes of an entry, of its removal, and of a heal.

One format byte, the version as 8 big-endian bytes, one flag byte, then a protobuf `StoredEntry` or,
for a removal, the moment it may be forgotten in milliseconds since 1970 (8 bytes). The first nine
bytes are what Redis compares, so they keep their place in every format to come. A heal is one
format byte and a protobuf `StoredHeal`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from google.protobuf.message import DecodeError

from pacts_daemon.codec.stored import (
    entry_from_stored,
    entry_to_stored,
    heal_from_stored,
    heal_to_stored,
)
from pacts_daemon.codec.v1 import stored_pb2
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.heal.model import HealRecord
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import Stale

FORMAT = 1
_ENTRY = 0
_REMOVED = 1
_HEADER = struct.Struct(">BQB")
_DAMAGE = (struct.error, DecodeError, InvalidFieldError, ValueError, OverflowError)
_UNTIL = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Removed:
    """A removal that is remembered until a moment, so that older versions are refused."""

    version: int
    until: datetime


def encode_entry(entry: Entry) -> bytes:
    return _HEADER.pack(FORMAT, entry.version, _ENTRY) + entry_to_stored(entry).SerializeToString()


def encode_removal(removed: Removed) -> bytes:
    until_ms = int(removed.until.timestamp() * 1000)
    return _HEADER.pack(FORMAT, removed.version, _REMOVED) + _UNTIL.pack(until_ms)


def decode(value: bytes) -> Entry | Removed | Stale:
    """Return what the bytes hold; bytes of another format or damaged ones are Stale."""
    if not value or value[0] != FORMAT:
        return _unknown(value)
    try:
        _, version, flag = _HEADER.unpack_from(value)
        if flag == _REMOVED:
            (until_ms,) = _UNTIL.unpack_from(value, _HEADER.size)
            return Removed(version, datetime.fromtimestamp(until_ms / 1000, UTC))
        entry = entry_from_stored(stored_pb2.StoredEntry.FromString(value[_HEADER.size :]))
    except _DAMAGE as error:
        return Stale(expired=False, reason=f"damaged bytes: {error}")
    if flag != _ENTRY or not entry.selectors or entry.version != version:
        return Stale(expired=False, reason="damaged bytes: header and content disagree")
    return entry


def encode_heal(heal: HealRecord) -> bytes:
    return bytes((FORMAT,)) + heal_to_stored(heal).SerializeToString()


def decode_heal(value: bytes, snapshot: bytes = b"") -> HealRecord | Stale:
    """Return what the bytes hold, with the page it was found on; others are Stale."""
    if not value or value[0] != FORMAT:
        return _unknown(value)
    try:
        heal = heal_from_stored(stored_pb2.StoredHeal.FromString(value[1:]), snapshot)
    except _DAMAGE as error:
        return Stale(expired=False, reason=f"damaged bytes: {error}")
    if not (heal.id and heal.old.selectors and heal.new.selectors):
        return Stale(expired=False, reason="damaged bytes: not a whole heal")
    return heal


def _unknown(value: bytes) -> Stale:
    known = f"format {value[0]}" if value else "no bytes"
    return Stale(expired=False, reason=f"{known} cannot be read, only format {FORMAT}")
