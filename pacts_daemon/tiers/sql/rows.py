"""Between entries and the rows of the durable tiers.

The body of a row is an encoded entry; what changes with each commit stands in columns of its own
and wins over the body, so that one statement can count versions up without reading first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any, Protocol

from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Draft, Entry, Selector
from pacts_daemon.core.policy import entry_of
from pacts_daemon.core.ports import Removal, Stale
from pacts_daemon.tiers.codec import decode, encode_entry

# What each commit may change without a new body.
_BESIDE = (
    "version", "revision", "created_at", "verified_at", "expires_at", "successes", "failures",
)  # fmt: skip
_body_and_beside = itemgetter("body", *_BESIDE)


class Row(Protocol):
    """A row by column names, whatever the driver calls it."""

    def __getitem__(self, column: str, /) -> Any: ...


def first_form(draft: Draft, snapshot_id: bytes, now: datetime, retention_s: float) -> Entry:
    """Return the draft as an entry that has never been stored; a place needs its page."""
    entry = entry_of(draft, now, retention_s, version=1)
    return replace(entry, snapshot_id=snapshot_id, place=draft.place if snapshot_id else "")


def content_of(entry: Entry) -> tuple[str, str, str, str, str, bytes, bytes, bytes | None]:
    """Return the columns from key to element, the digest of the selectors, body and snapshot."""
    query = entry.query
    return (
        key_of(query), query.app, query.environment, query.page, query.element,
        _selectors_digest(entry.selectors), encode_entry(entry), entry.snapshot_id or None,
    )  # fmt: skip


def loaded_row(entry: Entry) -> tuple[object, ...]:
    """Return the columns of `statements.LOADED_COLUMNS`."""
    return (
        *content_of(entry), entry.created_at, entry.verified_at, entry.expires_at, entry.successes,
        entry.failures,
    )  # fmt: skip


def committed(entry: Entry, row: Row) -> Entry:
    """Return the entry with what the commit made of its columns."""
    return replace(entry, **{name: row[name] for name in _BESIDE})


def held_of(body: bytes, *beside: Any) -> Entry | Stale:
    """Return the entry of a body and of the columns beside it, or why it cannot be read."""
    held = decode(body)
    if isinstance(held, Entry):
        return replace(held, **dict(zip(_BESIDE, beside, strict=True)))
    return held if isinstance(held, Stale) else Stale(expired=False, reason="not an entry")


def known_of(
    row: Row | None, now: datetime, held_of: Callable[..., Entry | Stale] = held_of
) -> Entry | Stale | None:
    """Return what a lookup may say of a row."""
    if row is None or row["removed"]:
        return None
    if row["expires_at"] <= now:
        return Stale(expired=True, reason="past its retention")
    return held_of(*_body_and_beside(row))


def change_of(row: Row, now: datetime) -> tuple[Key, Entry | Removal]:
    """Return what the fast tier has to learn of a note; what nobody may serve is removed."""
    key = Key(row["key"])
    is_purged = row["version"] is None
    known = None if is_purged else known_of(row, now)
    if isinstance(known, Entry):
        return key, known
    return key, Removal(key, row["noted"] if is_purged else row["version"])


def conditions(fields: Mapping[str, str | int | None], first: int) -> tuple[str, list[str | int]]:
    """Return SQL for the fields that are set, from ``$first`` on, and their values."""
    used = {column: value for column, value in fields.items() if value}
    clauses = [f"{column} = ${first + i}" for i, column in enumerate(used)]
    return " AND ".join(clauses) or "TRUE", list(used.values())


def _selectors_digest(selectors: Sequence[Selector]) -> bytes:
    """Return a digest of the set: a demotion changes the order, not the set."""
    digest = blake2b(digest_size=16, person=b"pacts-selectors")
    for selector in sorted(repr(s) for s in set(selectors)):
        digest.update(blake2b(selector.encode("utf-8", "surrogatepass")).digest())
    return digest.digest()
