"""What the pages of the console are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.heal.review import HealReview
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.core.ports import Clock, DurableTier
from pacts_daemon.core.resolver import Resolver
from pacts_daemon.core.store import EntryStore
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.locate.snapshot import unpacked
from pacts_daemon.telemetry.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a daemon that the console shows. ``readiness`` asks nobody.

    Pages have ``max_page_bytes`` at most.
    """

    store: EntryStore
    durable: DurableTier
    heals: HealLog
    audit: AuditLog
    review: HealReview
    resolver: Resolver
    meter: RustMeter
    pages: SentPages
    clock: Clock
    readiness: Callable[[], Readiness]
    kept_parameters: tuple[str, ...]
    max_page_bytes: int
    policy: InForce[Policy]

    @property
    def drift_threshold(self) -> float:
        """A drift ratio above this is drift."""
        return self.policy.now.drift_threshold

    async def capture(self, snapshot_id: bytes) -> bytes | None:
        """Return the stored page of an entry; None when it is not kept, or cannot be read.

        Raises:
            TierUnavailableError: the durable tier did not answer.
        """
        stored = await self.durable.snapshot(snapshot_id) if snapshot_id else None
        return await in_page_thread(unpacked, stored) if stored else None
