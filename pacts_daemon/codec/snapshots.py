"""What names a stored page."""

from __future__ import annotations

from hashlib import blake2b

_ID_BYTES = 16


def snapshot_id(snapshot: bytes) -> bytes:
    """Return a digest of the bytes, or no bytes for no snapshot."""
    return blake2b(snapshot, digest_size=_ID_BYTES).digest() if snapshot else b""
