"""Finding an element once, however many ask for it at the same time."""

from __future__ import annotations

import asyncio

from pacts_daemon.core.errors import FrozenError, TierUnavailableError
from pacts_daemon.core.heal.admission import Healer
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Before, Draft, ElementQuery, Entry, PageAccess
from pacts_daemon.core.page_ports import Discovery, NotDiscovered
from pacts_daemon.core.policy import Policy, entry_of
from pacts_daemon.core.ports import Clock, DurableTier

_POLL_S = 0.2


class Discoverer:
    """Holds a lease across replicas while it looks, and has what it finds kept."""

    def __init__(
        self,
        discovery: Discovery,
        durable: DurableTier,
        healer: Healer,
        clock: Clock,
        policy: Policy,
    ) -> None:
        self._discovery = discovery
        self._durable = durable
        self._healer = healer
        self._clock = clock
        self._policy = policy

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
    ) -> Entry | NotDiscovered:
        if self._policy.frozen:
            raise FrozenError("nothing is discovered")
        try:
            return await self._find_leased(query, access, fresh=fresh, known=known)
        except TierUnavailableError:
            if not self._healer.serves_unrecorded(query):
                raise
            before = Before(known) if known else None
            return self._unsaved(await self._look(query, access, before))

    async def _find_leased(
        self, query: ElementQuery, access: PageAccess, *, fresh: bool, known: Entry | None
    ) -> Entry | NotDiscovered:
        """Look under the lease; while another replica holds it, wait for what that one saves."""
        key = key_of(query)
        give_up = self._clock.monotonic() + self._policy.discovery_wait_s
        has_waited = False
        while True:
            lease = self._durable.lease(f"discover:{key}", self._policy.discovery_lease_s)
            async with lease as ours:
                if has_waited and not fresh:
                    saved = await self._durable.lookup(key)
                    if isinstance(saved, Entry):
                        return saved
                if ours or fresh or self._clock.monotonic() >= give_up:
                    return await self._find_ours(query, access, known)
            await asyncio.sleep(_POLL_S)
            has_waited = True

    async def _find_ours(
        self, query: ElementQuery, access: PageAccess, known: Entry | None
    ) -> Entry | NotDiscovered:
        waiting = await self._healer.waiting(query)
        if waiting is not None:
            return waiting
        before = await self._before(known) if known is not None else None
        found = await self._look(query, access, before)
        if isinstance(found, NotDiscovered):
            return found
        try:
            return await self._healer.keep(found, known)
        except TierUnavailableError:
            if not self._healer.serves_unrecorded(query):
                raise
            return self._unsaved(found)

    async def _before(self, known: Entry) -> Before:
        if not known.snapshot_id:
            return Before(known)
        return Before(known, await self._durable.snapshot(known.snapshot_id) or b"")

    async def _look(
        self, query: ElementQuery, access: PageAccess, before: Before | None
    ) -> Draft | NotDiscovered:
        found = await self._discovery.discover(query, access, before)
        if before is not None:
            self._healer.looked(query, found)
        return found

    def _unsaved(self, found: Draft | NotDiscovered) -> Entry | NotDiscovered:
        if isinstance(found, NotDiscovered):
            return found
        return entry_of(found, self._clock.now(), life_s=0, version=0)
