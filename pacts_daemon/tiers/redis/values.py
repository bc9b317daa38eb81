"""A value as Redis keeps it: a stamp, then the stored bytes of an entry or of its removal.

The stamp is one format byte, then the epoch it was told in, the version, and the moment at which
the durable tier confirmed it, in milliseconds since 1970: three numbers of 8 big-endian bytes. The
scripts compare epoch and version, so these keep their places in every format to come.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.keys import KEYS
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import Stale
from pacts_daemon.tiers.codec import Removed

STAMP_FORMAT = 2
_STAMP = struct.Struct(">BQQQ")
Held = Entry | Removed | Stale


@dataclass(frozen=True, slots=True)
class Stamped:
    """What is held under a key, and what it was stamped with."""

    epoch: int
    confirmed_ms: int
    held: Held

    def age_s(self, now: datetime) -> float:
        """Return the seconds since it was confirmed; a clock that is far off confirms nothing."""
        return abs(milliseconds(now) - self.confirmed_ms) / 1000


Known = Stamped | Stale | None


def stamp(stored: bytes, version: int, epoch: int, now: datetime) -> bytes:
    """Put the stamp before the stored bytes of something the durable tier has just said."""
    return _STAMP.pack(STAMP_FORMAT, epoch, version, milliseconds(now)) + stored


def stamped(value: bytes, decode: Callable[[bytes], Held]) -> Stamped | Stale:
    """Take a value apart; one of another format is Stale."""
    if len(value) < _STAMP.size or value[0] != STAMP_FORMAT:
        known = f"format {value[0]}" if value else "no bytes"
        reason = f"{known} cannot be read, only format {STAMP_FORMAT}"
        return Stale(expired=False, reason=reason)
    _, epoch, version, confirmed_ms = _STAMP.unpack_from(value)
    held = decode(value[_STAMP.size :])
    if not isinstance(held, Stale) and held.version != version:
        return Stale(expired=False, reason="damaged bytes: stamp and content disagree")
    return Stamped(epoch, confirmed_ms, held)


def served(known: Stamped | Stale, trust: FastTrust, now: datetime) -> Held:
    """Return what may be served of a value, or why it may not."""
    if isinstance(known, Stale):
        return known
    held = known.held
    if known.epoch != trust.epoch:
        return Stale(expired=False, reason="of another epoch of the durable tier")
    if isinstance(held, Entry) and held.expires_at <= now:
        return Stale(expired=True, reason="past its expiry")
    if isinstance(held, Entry) and known.age_s(now) >= trust.confirm_s:
        reason = f"not confirmed by the durable tier for {known.age_s(now):.0f} s"
        return Stale(expired=False, reason=reason, unconfirmed=held)
    return held


def foreign(error: Exception) -> Stale:
    """Return what a value of another type is; raises any other answer of Redis."""
    if not str(error).startswith("WRONGTYPE"):
        raise error
    return Stale(expired=False, reason="a value of another type")


def milliseconds(moment: datetime) -> int:
    """Return the whole milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def all_keys(namespace: str) -> str:
    """Return the glob pattern of all keys in a namespace."""
    return "".join(f"\\{c}" if c in "*?[]\\" else c for c in namespace) + KEYS
