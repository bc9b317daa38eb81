"""Finding an element once, however many ask for it at the same time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from pacts_daemon.core.errors import FrozenError, TierUnavailableError
from pacts_daemon.core.heal.admission import HealAdmission
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Before, Draft, ElementQuery, Entry, MissReason, PageAccess
from pacts_daemon.core.page_ports import Discovery, Located, NotDiscovered
from pacts_daemon.core.policy import InForce, Policy, entry_of, judge, other_page
from pacts_daemon.core.ports import Clock, DriftMeter, DurableTier

# How often what another replica saved is read, and between how many of these the lease is tried.
_POLL_S = 0.2
_MOST_POLLS = 5


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for, where, and what is known of it."""

    query: ElementQuery
    access: PageAccess
    known: Entry | None
    evidence: bytes | None


class Discoverer:
    """Holds a lease across replicas while it looks, and has what it finds kept."""

    def __init__(
        self,
        discovery: Discovery,
        durable: DurableTier,
        admission: HealAdmission,
        meter: DriftMeter,
        clock: Clock,
        policy: InForce[Policy],
    ) -> None:
        self._discovery = discovery
        self._durable = durable
        self._admission = admission
        self._meter = meter
        self._clock = clock
        self._policy = policy

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
        evidence: bytes | None = None,
    ) -> Located | NotDiscovered:
        if self._policy.now.frozen:
            raise FrozenError("nothing is discovered")
        search = _Search(query, access, known, evidence)
        try:
            return await self._find_leased(search, fresh=fresh)
        except TierUnavailableError:
            if not self._admission.serves_unrecorded(query):
                raise
            before = Before(known) if known else None
            return self._unsaved(await self._run(search, before))

    async def _find_leased(self, search: _Search, *, fresh: bool) -> Located | NotDiscovered:
        """Look under the lease; while another replica holds it, wait for what that one saves."""
        key = key_of(search.query)
        give_up = self._clock.monotonic() + self._policy.now.discovery_wait_s
        polls = 0
        while True:
            lease = self._durable.lease(f"discover:{key}", self._policy.now.discovery_lease_s)
            async with lease as ours:
                if polls and not fresh and (saved := await self._saved(search)):
                    return Located(saved)
                if ours or fresh or self._clock.monotonic() >= give_up:
                    return await self._find_ours(search)
            polls = min(polls + 1, _MOST_POLLS)
            for _ in range(polls - 1):
                await asyncio.sleep(_POLL_S)
                if saved := await self._saved(search):
                    return Located(saved)
            await asyncio.sleep(_POLL_S)

    async def _saved(self, search: _Search) -> Entry | None:
        """Return what another replica has found by now."""
        saved = await self._durable.lookup(key_of(search.query))
        if isinstance(saved, Entry) and not self._is_of_other_page(saved, search):
            return saved
        return None

    def _is_of_other_page(self, saved: Entry, search: _Search) -> bool:
        """Whether another caller found it on another page than the one that came with this call."""
        if search.access.page is None:
            return False
        return bool(
            other_page(judge(saved.fingerprints, search.evidence, self._meter, self._policy.now))
        )

    async def _find_ours(self, search: _Search) -> Located | NotDiscovered:
        history = await self._admission.history(search.query)
        waiting = history.waiting()
        if waiting is not None:
            return waiting
        before = await self._before(search.known) if search.known is not None else None
        found = await self._run(search, before)
        if isinstance(found, NotDiscovered):
            if before is not None and found.reason is MissReason.HIDDEN:
                await self._admission.put_back(before)
            return found
        try:
            kept = await self._admission.keep(found, search.known, history)
        except TierUnavailableError:
            if not self._admission.serves_unrecorded(search.query):
                raise
            return self._unsaved(found)
        return Located(kept, found.relocation) if isinstance(kept, Entry) else kept

    async def _before(self, known: Entry) -> Before:
        if not known.snapshot_id:
            return Before(known)
        return Before(known, await self._durable.snapshot(known.snapshot_id) or b"")

    def _unsaved(self, found: Draft | NotDiscovered) -> Located | NotDiscovered:
        if isinstance(found, NotDiscovered):
            return found
        entry = entry_of(found, self._clock.now(), life_s=0, version=0)
        return Located(entry, found.relocation)

    async def _run(self, search: _Search, before: Before | None) -> Draft | NotDiscovered:
        """Look once; what stands on another page than the caller's is not kept."""
        access = replace(search.access, evidence=search.evidence or b"")
        found = await self._discovery.discover(search.query, access, before)
        if before is not None or isinstance(found, Draft):
            self._admission.learn(search.query, found)
        if isinstance(found, NotDiscovered):
            return found
        judged = judge(found.fingerprints, search.evidence, self._meter, self._policy.now)
        other = other_page(judged)
        return NotDiscovered(MissReason.PAGE_DIFFERS, other) if other else found
