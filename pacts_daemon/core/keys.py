"""The versioned key of an element query.

A key is ``pacts:v1:{app:environment:page-digest}:element:digest``. The braces are a Redis Cluster
hash tag: one page's keys share a slot. The readable parts are for people; identity is the digest,
128 bits of BLAKE2b (RFC 7693) over every field of the query, each with its length before it, so
that no two queries that differ in any field are written alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NewType

from pacts_daemon.core.known.pages import PageQuery
from pacts_daemon.core.model import ElementQuery

KEY_VERSION = 1
_DIGEST_BYTES = 16
# Enough to know a name by in redis-cli; the digest tells those apart that begin alike.
_READABLE_CHARACTERS = 24
_KEPT = 2048  # a suite asks the same questions over and over
_UNREADABLE = re.compile(r"[^a-z0-9]+")


Key = NewType("Key", str)


# What all keys of all versions match, as a glob pattern.
KEYS = "pacts:*"


@lru_cache(_KEPT)
def key_of(query: ElementQuery) -> Key:
    """Return the key of a query whose ``page`` is already a route template or page name."""
    identity = [
        query.app, query.environment, query.page, query.element, query.action.value,
        query.scope, str(query.ordinal), query.frame,
    ]  # fmt: skip
    for name, value in sorted(query.variant.items()):
        identity += (name, value)
    element = _readable(query.element)
    slot = _slot(query.app, query.environment, query.page)
    return Key(f"{slot}:{element}:{_digest(identity)}")


def page_prefix(query: PageQuery) -> str:
    """Return what the keys of all elements of a page begin with, in every variant."""
    return f"{_slot(query.app, query.environment, query.page)}:"


def shared_prefix(app: str, environment: str, page: str) -> str:
    """Return what all keys of a filter begin with, of which an empty field matches all.

    Other keys may begin so, too: names that read alike share their readable part.
    """
    if app and environment and page:
        return page_prefix(PageQuery(app, environment, page))
    if not app:
        return ""
    named = [app, environment] if environment else [app]
    return f"pacts:v{KEY_VERSION}:{{" + "".join(f"{_readable(name)}:" for name in named)


def page_key(query: PageQuery) -> Key:
    """Return the key of a page and variant, in the slot of its elements; none of them has it."""
    variant = _variant_digest(tuple(sorted(query.variant.items())))
    return Key(f"{_slot(query.app, query.environment, query.page)}#{variant}")


@lru_cache(_KEPT)
def _slot(app: str, environment: str, page: str) -> str:
    digest = _digest((app, environment, page))
    return f"pacts:v{KEY_VERSION}:{{{_readable(app)}:{_readable(environment)}:{digest}}}"


@lru_cache(_KEPT)
def _variant_digest(pairs: tuple[tuple[str, str], ...]) -> str:
    return _digest(text for pair in pairs for text in pair)


def _digest(fields: Iterable[str]) -> str:
    written = bytearray()
    for text in fields:
        encoded = text.encode("utf-8", "surrogatepass")
        written += len(encoded).to_bytes(8, "big")
        written += encoded
    return blake2b(written, digest_size=_DIGEST_BYTES, person=b"pacts-key-v1").hexdigest()


def _readable(text: str) -> str:
    return _UNREADABLE.sub("-", text.lower()).strip("-")[:_READABLE_CHARACTERS] or "-"
