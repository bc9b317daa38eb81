"""Finding an element once, however many ask for it at the same time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft, ElementQuery, Entry, PageAccess
from pacts_daemon.core.policy import Policy
from pacts_daemon.core.ports import Clock, Discovery, DurableTier, NotDiscovered
from pacts_daemon.core.store import EntryStore

_POLL_S = 0.2


class Discoverer:
    """Holds a lease across replicas while it looks, and saves what it finds."""

    def __init__(
        self,
        discovery: Discovery,
        durable: DurableTier,
        store: EntryStore,
        clock: Clock,
        policy: Policy,
    ) -> None:
        self._discovery = discovery
        self._durable = durable
        self._store = store
        self._clock = clock
        self._policy = policy

    async def find(
        self, query: ElementQuery, access: PageAccess, *, fresh: bool = False
    ) -> Entry | NotDiscovered:
        try:
            return await self._find_leased(query, access, fresh=fresh)
        except TierUnavailableError:
            return await self._look(query, access)

    async def _find_leased(
        self, query: ElementQuery, access: PageAccess, *, fresh: bool
    ) -> Entry | NotDiscovered:
        """Look under the lease; while another replica holds it, wait for what that one saves."""
        key = key_of(query)
        give_up = self._clock.monotonic() + self._policy.discovery_wait_s
        has_waited = False
        while True:
            lease = self._durable.lease(f"discover:{key}", self._policy.discovery_lease_s)
            async with lease as ours:
                if has_waited and not fresh:
                    known = await self._durable.lookup(key)
                    if isinstance(known, Entry):
                        return known
                if ours or fresh or self._clock.monotonic() >= give_up:
                    return await self._look(query, access)
            await asyncio.sleep(_POLL_S)
            has_waited = True

    async def _look(self, query: ElementQuery, access: PageAccess) -> Entry | NotDiscovered:
        found = await self._discovery.discover(query, access)
        if isinstance(found, NotDiscovered):
            return found
        try:
            return await self._store.save(found)
        except TierUnavailableError:
            return self._unsaved(found)

    def _unsaved(self, draft: Draft) -> Entry:
        now = self._clock.now()
        return Entry(
            query=draft.query,
            selectors=draft.selectors,
            descriptor=draft.descriptor,
            fingerprints=draft.fingerprints,
            neighbourhood=draft.neighbourhood,
            version=0,
            revision=0,
            created_at=now,
            verified_at=now,
            expires_at=now + timedelta(seconds=0),
        )
