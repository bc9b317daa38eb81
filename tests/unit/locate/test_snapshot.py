from __future__ import annotations

import os

import pytest

from pacts_daemon.core.ports import MAX_SNAPSHOT_BYTES
from pacts_daemon.locate.snapshot import packed, unpacked

CAPTURE = b'{"format":1,"strings":["","html"]}' * 400


def test_snapshot_is_small_and_gives_the_capture_back() -> None:
    snapshot = packed(CAPTURE)

    assert len(snapshot) < len(CAPTURE) / 10
    assert unpacked(snapshot) == CAPTURE


def test_snapshot_that_would_be_too_large_is_not_made() -> None:
    assert packed(os.urandom(MAX_SNAPSHOT_BYTES)) == b""


@pytest.mark.parametrize(
    "bytes_", [b"", b"\x01", b"\x01damaged", b"\x02" + packed(CAPTURE)[1:], packed(CAPTURE)[:-5]]
)
def test_snapshot_that_cannot_be_read_is_none(bytes_: bytes) -> None:
    assert unpacked(bytes_) is None


def test_snapshot_that_unfolds_without_end_is_none() -> None:
    bomb = packed(bytes(64 * 1024 * 1024))

    assert len(bomb) < 100_000
    assert unpacked(bomb) is None
