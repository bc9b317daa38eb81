"""What the calls of a tier do to it."""

from __future__ import annotations

from enum import StrEnum


class OperationKind(StrEnum):
    """Reads, writes of single entries, and sweeps: what one of them meets says nothing of others.

    A full disk fails every write and no read. A sweep is of many entries at once, mostly without a
    caller who waits, and takes longer.
    """

    READ = "read"
    WRITE = "write"
    SWEEP = "sweep"


_READS = frozenset(
    {
        "lookup", "lookup_all", "page", "snapshot", "entries", "ping",
        "heal", "heals", "heals_of", "records",
        "standing", "state", "suspects",
    }
)  # fmt: skip
_SWEEPS = frozenset(
    {"tell", "clear", "unsettled", "settle", "defer", "census", "purge", "remove_all"}
)


def kind_of(operation: str) -> OperationKind:
    """Return what a call of this name does; one that is not known to read or sweep writes."""
    if operation in _READS:
        return OperationKind.READ
    return OperationKind.SWEEP if operation in _SWEEPS else OperationKind.WRITE
