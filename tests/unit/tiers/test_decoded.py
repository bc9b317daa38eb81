"""The same bytes are the same entry, and what stands beside them in a row counts as much."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import Stale
from pacts_daemon.tiers.codec import encode_entry
from pacts_daemon.tiers.decoded import _VALUE_BYTES, remembered
from pacts_daemon.tiers.sql import rows
from tests.support.builders import an_entry
from tests.support.clock import TurnedClock

NOW = TurnedClock().now()
LATER = NOW + timedelta(seconds=5)
ENTRY = an_entry(NOW, version=4, revision=2)
ROW: dict[str, Any] = {
    "removed": False,
    "body": encode_entry(ENTRY),
    "version": 4,
    "revision": 2,
    "created_at": ENTRY.created_at,
    "verified_at": ENTRY.verified_at,
    "expires_at": ENTRY.expires_at,
    "successes": 0,
    "failures": 0,
}


def test_bytes_that_were_read_before_are_not_read_again() -> None:
    read: list[bytes] = []
    again = remembered(lambda value, number: (read.append(value), number)[1])
    assert [again(b"a", 1), again(bytes(bytearray(b"a")), 1), again(b"a", 2)] == [1, 1, 2]
    assert read == [b"a", b"a"]


def test_large_bytes_are_read_each_time() -> None:
    read: list[bytes] = []
    again = remembered(read.append)
    for _ in range(2):
        again(b"x" * _VALUE_BYTES)
        again(b"y" * (_VALUE_BYTES + 1))
    assert len(read) == 3


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("version", 5), ("revision", 3), ("created_at", LATER), ("verified_at", LATER),
        ("expires_at", LATER), ("successes", 1), ("failures", 1),
        ("body", encode_entry(an_entry(NOW, never_heal=True))),
    ],
)  # fmt: skip
def test_row_is_read_as_it_is_whatever_was_read_before(column: str, value: object) -> None:
    held_of = remembered(rows.held_of)
    first = rows.known_of(ROW, NOW, held_of)
    changed = ROW | {column: value}
    assert first == ENTRY
    assert rows.known_of(changed, NOW, held_of) == rows.known_of(changed, NOW) != ENTRY
    assert rows.known_of(dict(ROW), NOW, held_of) is first


def test_row_that_is_past_or_removed_is_not_served_though_it_was_read_before() -> None:
    held_of = remembered(rows.held_of)
    assert isinstance(rows.known_of(ROW, NOW, held_of), Entry)
    assert isinstance(rows.known_of(ROW, ENTRY.expires_at, held_of), Stale)
    assert rows.known_of(ROW | {"removed": True}, NOW, held_of) is None
