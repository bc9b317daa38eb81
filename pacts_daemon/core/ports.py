"""What the core asks of the world. Each contract is proven by tests/contract for every tier."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pacts_daemon.core.audit.model import INVALIDATED, SAVED, Cause
from pacts_daemon.core.consistency.standing import DurableStanding, FastStanding
from pacts_daemon.core.keys import Key
from pacts_daemon.core.known.pages import DurablePages, FastPages
from pacts_daemon.core.model import (
    Draft,
    Drift,
    Entry,
    TierName,
)


class Clock(Protocol):
    """The time, so that tests can turn it."""

    def now(self) -> datetime:
        """Return the current time, timezone-aware UTC."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A tier holds something under the key that may not be served.

    ``expired`` is true when it is past its expiry, false when its bytes are of another format
    version or damaged, or when the durable tier must be asked first. ``unconfirmed`` is then what
    may be served if that one does not answer.
    """

    expired: bool
    reason: str
    unconfirmed: Entry | None = None


@dataclass(frozen=True, slots=True)
class KeyVersion:
    """A key as of a version: a change of its entry that the fast tier now knows."""

    key: Key
    version: int


@dataclass(frozen=True, slots=True)
class Removal(KeyVersion):
    """An entry that was invalidated: ``version`` is higher than any it was ever served with."""


Change = tuple[Key, Entry | Removal]
# One transaction, and one call to the fast tier within a sweep's deadline: the rows are locked, and
# other sweeps wait for their turn, for no longer than that.
REMOVAL_BATCH = 1000
# Of a page as it is kept, compressed some ten times: beside it an entry has 2 to 10 KiB. ADR 7.
MAX_SNAPSHOT_BYTES = 1024 * 1024


class Tier(Protocol):
    """One place an entry may already be known."""

    name: TierName

    async def lookup(self, key: Key) -> Entry | Stale | None:
        """Return the entry stored under ``key``, None on a miss, or why what is there is stale.

        Never returns an entry at or past its expiry, and never extends an entry's own life. Bytes
        that cannot be read, or of an unknown format version, are Stale, not an exception. Safe to
        cancel at any await.

        Raises:
            TierUnavailableError: the backend could not answer; a miss is never reported this way.
        """

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        """Look up many keys in one go: an answer for each, in order, as `lookup` gives it.

        Raises:
            TierUnavailableError: as for `lookup`; nothing is known of any of them.
        """

    async def ping(self) -> None:
        """Return when the backend answers.

        Raises:
            TierUnavailableError: it does not.
        """

    async def close(self) -> None:
        """Let go of connections and files. Safe to call twice."""


class FastTier(Tier, FastPages, FastStanding, Protocol):
    """A tier that forgets: a cache in front of the durable one.

    Keys are kept for the fast TTL, sliding on read, but never past the entry's own expiry.
    """

    async def store(self, key: Key, entry: Entry) -> bool:
        """Keep ``entry`` unless a newer version or a newer removal is held; return whether it was.

        Compare-and-set on the version, atomic across replicas. The same version again is kept.

        Raises:
            TierUnavailableError: the backend could not answer; nothing is known of the write.
        """

    async def tell(self, changes: Sequence[Change]) -> frozenset[Key]:
        """Take over many changes in one go; return the keys of those that did not work.

        Entries are kept as `store` does. What is older than a removal's version is forgotten, and
        refused from then on. A key that the backend refuses does not keep the others from being
        told.

        Raises:
            TierUnavailableError: the backend could not answer; some may have been told.
        """

    async def clear(self) -> int:
        """Forget every key of this namespace and return how many there were."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which entries to list or invalidate; an empty field matches all."""

    app: str = ""
    environment: str = ""
    page: str = ""


class DurableTier(Tier, DurablePages, DurableStanding, Protocol):
    """The tier that is right: it commits before anyone is told, and keeps what others must learn.

    Each change of an entry and each removal is noted in an outbox in the same transaction, and
    stays there until `settle` says that the fast tier knows it. The same transaction records it in
    the audit, with its cause.
    """

    async def save(
        self,
        draft: Draft,
        *,
        retention_s: float,
        expected_version: int | None = None,
        cause: Cause = SAVED,
    ) -> Entry:
        """Commit a draft and return it as stored, its version one higher than any before.

        Saving is verifying: ``verified_at`` is now and ``expires_at`` is ``retention_s`` later;
        ``created_at`` stays that of the first save. When the set of selectors changes, counters
        start again and ``revision`` becomes the new version. A snapshot is kept under a digest of
        its bytes, once for all entries that were found on it.

        Args:
            draft: what to store, its query's page already a route template or page name.
            retention_s: seconds until the entry expires.
            expected_version: refuse unless the stored version is this one; 0 is "there is none".
            cause: what the audit says of it.

        Raises:
            VersionConflictError: the stored version is another one.
            TierUnavailableError: nothing was committed, or it is not known whether it was.
        """

    async def update(self, entry: Entry, cause: Cause | None = None) -> Entry:
        """Commit a changed entry with the next version, if the stored version is still the same.

        Without a cause it is not recorded: for times and counters, which every test changes.

        Raises:
            VersionConflictError: it has changed or gone meanwhile.
            TierUnavailableError: as for `save`.
        """

    async def remove(
        self, key: Key, expected_version: int | None = None, cause: Cause = INVALIDATED
    ) -> list[Removal]:
        """Remove one entry; an empty list when there is none, or not in the expected version.

        Raises:
            TierUnavailableError: nothing was removed, or it is not known whether it was.
        """

    async def remove_all(
        self,
        where: ListFilter,
        after: str = "",
        limit: int = REMOVAL_BATCH,
        cause: Cause = INVALIDATED,
    ) -> list[Removal]:
        """Remove up to ``limit`` entries that match, in key order behind ``after``; as `remove`."""

    async def snapshot(self, snapshot_id: bytes) -> bytes | None:
        """Return a stored page, compressed as it was saved; None when it is not kept any more.

        Raises:
            TierUnavailableError: the backend could not answer.
        """

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        """Return up to ``limit`` unexpired entries in key order, starting behind ``after``.

        Raises:
            TierUnavailableError: the backend could not answer.
        """

    async def unsettled(self, limit: int) -> list[Change]:
        """Return what the fast tier may not know yet, oldest first.

        Each key comes with its entry as it is now, or with its removal.
        """

    async def settle(self, known: Sequence[KeyVersion], epoch: int = 0) -> None:
        """Forget outbox notes up to each version; a newer note on the same key stays.

        ``epoch`` is the one that the fast tier was told under. All notes stay when another one has
        begun since: what was told of it counts less than what others have told after that. 0 is
        for a fast tier that knows no epochs.
        """

    async def purge(self, budget_s: float = math.inf) -> int:
        """Delete what is past its expiry; return how many entries went.

        Old removals go too, snapshots that no entry names any more, and heals and audit records
        past their time. What does not fit into the budget is left. A clock that is ahead deletes
        nothing it should not: a purge reaches no further than the last one, plus the time that was
        seen to pass since, plus a day for each start.
        """

    def lease(self, name: str, ttl_s: float) -> AbstractAsyncContextManager[bool]:
        """Hold a named lease across replicas for a block; yields False if another holds it.

        It is kept for as long as the block goes on. A holder that dies loses it after ``ttl_s``
        seconds, and so does one whose release does not reach the backend: leaving the block never
        raises.

        Raises:
            TierUnavailableError: on entering, the backend could not answer.
        """


class NeighbourhoodMeter(Protocol):
    """Compares what surrounds elements."""

    def compare_neighbourhood(self, old: bytes, new: bytes) -> float | None:
        """Measure the drift, 0..1, between two elements' surroundings; None if that can't be."""


class DriftMeter(NeighbourhoodMeter, Protocol):
    """Compares fingerprints; the Rust core in production."""

    def comparable(self, evidence: bytes, fingerprints: Sequence[bytes]) -> bytes | None:
        """Return the fingerprint of the same source, algorithm and rules as ``evidence``, or None.

        Raises:
            InvalidFingerprintError: ``evidence`` is not a fingerprint.
        """

    def compare(self, old: bytes, new: bytes) -> Drift:
        """Measure the drift from ``old`` to ``new``.

        Raises:
            IncompatibleFingerprintsError: they are of different source, algorithm or rules.
            InvalidFingerprintError: one of them cannot be read.
        """


class Counters(Protocol):
    """Counts what the walk did; never stored in an evictable place."""

    def hit(self, source: TierName, count: int = 1) -> None:
        """Count lookups answered by a tier, or by a client of what it was told of a page."""

    def miss(self) -> None:
        """Count a lookup that no tier answered."""

    def drift(self) -> None:
        """Count a lookup that met a drifted entry."""

    def invalidated(self, count: int = 1) -> None:
        """Count dropped entries."""
