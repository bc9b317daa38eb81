"""Who the running call comes from, for whoever shares something out among callers."""

from __future__ import annotations

from contextvars import ContextVar

_peer: ContextVar[str] = ContextVar("peer", default="")


def peer() -> str:
    """Return the address of the running call's connection; empty outside of calls."""
    return _peer.get()


def called_from(address: str) -> None:
    """Say where the running call comes from; tasks take it over from where they are made."""
    _peer.set(address)
