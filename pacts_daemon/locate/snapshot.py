"""A captured page as it is kept beside an entry: small, versioned, bounded."""

from __future__ import annotations

import zlib

from pacts_daemon.core.ports import MAX_SNAPSHOT_BYTES

# What a page may have by default (`drift.max_page_bytes`); a MiB could unpack to a GiB.
_MAX_CAPTURE = 32 * 1024 * 1024
_VERSION = b"\x01"


def packed(capture: bytes) -> bytes:
    """Return the capture compressed, empty when it is too large to keep."""
    made = _VERSION + zlib.compress(capture)
    return made if len(made) <= MAX_SNAPSHOT_BYTES else b""


def unpacked(snapshot: bytes) -> bytes | None:
    """Return the capture; None when the bytes are damaged or of another version."""
    if snapshot[:1] != _VERSION:
        return None
    reader = zlib.decompressobj()
    try:
        capture = reader.decompress(snapshot[1:], _MAX_CAPTURE)
    except zlib.error:
        return None
    return capture if reader.eof else None
