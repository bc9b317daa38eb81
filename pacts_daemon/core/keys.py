"""The versioned key of an element query.

A key is ``pacts:v1:{app:environment:page-digest}:element:digest``. The braces are a Redis Cluster
hash tag: one page's keys share a slot. The readable parts are for people; identity is the digest,
128 bits of BLAKE2b (RFC 7693) over every field of the query, each with its length before it, so
that no two queries that differ in any field are written alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import NewType

from pacts_daemon.core.model import ElementQuery

KEY_VERSION = 1
_DIGEST_BYTES = 16
_READABLE_CHARACTERS = 24
_UNREADABLE = re.compile(r"[^a-z0-9]+")


Key = NewType("Key", str)


def key_of(query: ElementQuery) -> Key:
    """Return the key of a query whose ``page`` is already a route template or page name."""
    identity = [
        query.app, query.environment, query.page, query.element, query.action.value,
        query.scope, str(query.ordinal), query.frame,
    ]  # fmt: skip
    for name, value in sorted(query.variant.items()):
        identity += (name, value)
    page = _digest((query.app, query.environment, query.page))
    slot = f"{_readable(query.app)}:{_readable(query.environment)}:{page}"
    element = _readable(query.element)
    return Key(f"pacts:v{KEY_VERSION}:{{{slot}}}:{element}:{_digest(identity)}")


def _digest(fields: Iterable[str]) -> str:
    digest = blake2b(digest_size=_DIGEST_BYTES, person=b"pacts-key-v1")
    for text in fields:
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


def _readable(text: str) -> str:
    return _UNREADABLE.sub("-", text.lower()).strip("-")[:_READABLE_CHARACTERS] or "-"
