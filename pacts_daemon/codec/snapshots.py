"""What names a stored page."""

from __future__ import annotations

from hashlib import blake2b

# 128 bits: two pages of one name would have an element judged by a page it was never on.
_ID_BYTES = 16


def digest_of(data: bytes) -> bytes:
    """Return what names bytes that are kept or exported once for all that share them."""
    return blake2b(data, digest_size=_ID_BYTES).digest()


def snapshot_id(snapshot: bytes) -> bytes:
    """Return a digest of the bytes, or no bytes for no snapshot."""
    return digest_of(snapshot) if snapshot else b""
