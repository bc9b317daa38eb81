"""The walk: fastest tier first, discovery last, and a trail of what each one said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pacts_daemon.core.errors import (
    AllTiersUnavailableError,
    FrozenMissError,
    PageUnavailableError,
    TierUnavailableError,
)
from pacts_daemon.core.heal.admission import Healer
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import (
    Answer,
    DriftCheck,
    ElementQuery,
    Entry,
    Found,
    Missed,
    MissReason,
    Outcome,
    PageAccess,
    Selector,
    TierName,
    TierVisit,
    Verdict,
)
from pacts_daemon.core.page_ports import Finder
from pacts_daemon.core.policy import Judgement, Policy, judge, judge_again
from pacts_daemon.core.ports import Clock, Counters, DriftMeter, DurableTier, FastTier, Stale, Tier
from pacts_daemon.core.store import EntryStore


@dataclass(slots=True)
class _Walk:
    """What one lookup has met so far."""

    key: Key
    evidence: bytes | None
    trail: list[TierVisit] = field(default_factory=list)
    failures: dict[TierName, TierUnavailableError] = field(default_factory=dict)
    refused: tuple[Entry, Judgement] | None = None
    dropped: Entry | None = None
    expired: bool = False


class Resolver:
    """Answers element queries from what is known, and looks for what is not."""

    def __init__(
        self,
        *,
        fast: FastTier,
        durable: DurableTier,
        store: EntryStore,
        finder: Finder | None,
        healer: Healer,
        meter: DriftMeter,
        counters: Counters,
        clock: Clock,
        policy: Policy,
    ) -> None:
        self._fast = fast
        self._durable = durable
        self._store = store
        self._finder = finder
        self._healer = healer
        self._meter = meter
        self._counters = counters
        self._clock = clock
        self._policy = policy

    async def get(
        self,
        query: ElementQuery,
        evidence: bytes | None = None,
        access: PageAccess | None = None,
    ) -> Answer:
        """Walk the tiers; discover only when ``access`` is given and no tier knows the element.

        Raises:
            TierUnavailableError: the fast tier missed and the durable one did not answer.
            AllTiersUnavailableError: neither answered.
            InvalidFingerprintError: the evidence is not a fingerprint.
            FrozenMissError: no tier knows the element, and the daemon is frozen.
        """
        walk = _Walk(key_of(query), evidence)
        found = await self._ask(self._fast, walk) or await self._ask_durable(walk)
        if found is not None:
            self._counters.hit(found.source)
            return found
        if self._policy.frozen:
            missed = self._missed(walk)
            raise FrozenMissError(missed.reason.value, missed.detail)
        if walk.refused is not None:
            await self._drop_refused(walk)
        if access is not None:
            return await self._discover(query, access, walk, fresh=False)
        self._skip(walk, "the request carries no page access")
        return self._missed(walk)

    async def resolve(
        self, query: ElementQuery, access: PageAccess, failed: Selector | None = None
    ) -> Answer:
        """Find the element on the live page; an entry that ranks ``failed`` is dropped first.

        Where its element may not be looked for again, the entry stays as it is.

        Raises:
            FrozenError: nothing is discovered while the daemon is frozen.
            TierUnavailableError: the durable tier did not answer.
        """
        walk = _Walk(key_of(query), None)
        if failed is not None:
            known = await self._durable.lookup(walk.key)
            if isinstance(known, Entry) and failed in known.selectors:
                refusal = self._healer.refusal(query)
                if refusal is not None:
                    return self._refuse(walk, refusal)
                await self._store.remove(walk.key, known.version)
                walk.dropped = known
        return await self._discover(query, access, walk, fresh=True)

    async def _ask(self, tier: Tier, walk: _Walk) -> Found | None:
        """Ask one tier and note what it said; only an entry that may be served comes back."""
        started = self._clock.monotonic()
        try:
            known = await tier.lookup(walk.key)
        except TierUnavailableError as error:
            walk.failures[tier.name] = error
            self._note(walk, tier.name, Outcome.ERROR, started, error.problem)
            return None
        if known is None:
            self._note(walk, tier.name, Outcome.MISS, started)
            return None
        if isinstance(known, Stale):
            walk.expired |= known.expired
            self._note(walk, tier.name, Outcome.STALE, started, known.reason)
            return None
        verdict = judge(known, walk.evidence, self._meter, self._policy)
        if verdict.refusal is not None:
            drifted = verdict.refusal is MissReason.DRIFTED
            walk.refused = (known, verdict)
            outcome = Outcome.DRIFTED if drifted else Outcome.STALE
            self._note(walk, tier.name, outcome, started, verdict.reason)
            return None
        self._note(walk, tier.name, Outcome.HIT, started)
        return self._found(known, tier.name, verdict.check, verdict.drift_ratio, walk)

    async def _ask_durable(self, walk: _Walk) -> Found | None:
        found = await self._ask(self._durable, walk)
        if found is None or self._policy.frozen:
            return found
        if self._fast.name not in walk.failures:
            await self._warm(walk, found.entry)
        return found

    async def _warm(self, walk: _Walk, entry: Entry) -> None:
        try:
            await self._fast.store(walk.key, entry)
        except TierUnavailableError:
            return  # the proxy around the tier has recorded it; the answer stands without it

    async def _drop_refused(self, walk: _Walk) -> None:
        if walk.refused is None:
            return
        entry, verdict = walk.refused
        if verdict.refusal is MissReason.DRIFTED:
            self._counters.drift()
        if verdict.drop and self._durable.name not in walk.failures:
            await self._store.remove(walk.key, entry.version)
            walk.dropped = entry

    async def _discover(
        self, query: ElementQuery, access: PageAccess, walk: _Walk, *, fresh: bool
    ) -> Answer:
        refusal = self._healer.refusal(query) if walk.dropped is not None and not fresh else None
        if refusal is not None:
            return self._refuse(walk, refusal)
        self._counters.miss()
        if self._finder is None:
            self._skip(walk, "discovery is switched off")
            return self._miss_of(walk)
        started = self._clock.monotonic()
        try:
            result = await self._finder.find(query, access, fresh=fresh, known=walk.dropped)
        except PageUnavailableError as error:
            self._note(walk, TierName.DISCOVERY, Outcome.ERROR, started, str(error))
            return self._miss(walk, MissReason.PAGE_UNAVAILABLE, str(error))
        if isinstance(result, Entry):
            note = "" if result.version else "found, but not saved: the durable tier is unavailable"
            self._note(walk, TierName.DISCOVERY, Outcome.HIT, started, note)
            return self._found_again(result, walk)
        self._note(walk, TierName.DISCOVERY, Outcome.MISS, started, result.detail)
        missed = replace(self._miss(walk, result.reason, result.detail), heal_id=result.heal_id)
        gone = walk.dropped is not None and result.reason is MissReason.NOT_FOUND
        return replace(missed, verdict=Verdict.GONE) if gone else missed

    def _found_again(self, entry: Entry, walk: _Walk) -> Found:
        found = self._found(entry, TierName.DISCOVERY, DriftCheck.NO_EVIDENCE, None, walk)
        if walk.dropped is None:
            return found
        verdict, drift = judge_again(walk.dropped, entry, self._meter, self._policy.drift_threshold)
        return replace(found, verdict=verdict, neighbourhood_drift=drift)

    def _refuse(self, walk: _Walk, refusal: str) -> Missed:
        self._counters.miss()
        self._skip(walk, refusal)
        return self._miss(walk, MissReason.HEAL_REFUSED, refusal)

    def _missed(self, walk: _Walk) -> Missed:
        """A miss, unless the tier that would have known could not be asked."""
        if walk.refused is None and self._durable.name in walk.failures:
            if self._fast.name in walk.failures:
                raise AllTiersUnavailableError(
                    {name: error.problem for name, error in walk.failures.items()}
                )
            raise walk.failures[self._durable.name]
        self._counters.miss()
        return self._miss_of(walk)

    def _miss_of(self, walk: _Walk) -> Missed:
        if walk.refused is not None:
            _, verdict = walk.refused
            return self._miss(walk, verdict.refusal or MissReason.UNKNOWN, verdict.reason)
        if walk.expired:
            return self._miss(walk, MissReason.EXPIRED, "the entry is past its retention")
        return self._miss(walk, MissReason.UNKNOWN, "no tier knows this element")

    def _miss(self, walk: _Walk, reason: MissReason, detail: str) -> Missed:
        drift_ratio = walk.refused[1].drift_ratio if walk.refused is not None else None
        return Missed(reason, detail, drift_ratio, tuple(walk.trail))

    def _found(
        self,
        entry: Entry,
        source: TierName,
        check: DriftCheck,
        drift_ratio: float | None,
        walk: _Walk,
    ) -> Found:
        age_s = max(0.0, (self._clock.now() - entry.verified_at).total_seconds())
        return Found(entry, source, age_s, check, drift_ratio, tuple(walk.trail))

    def _note(
        self, walk: _Walk, tier: TierName, outcome: Outcome, started: float, reason: str = ""
    ) -> None:
        elapsed_ms = (self._clock.monotonic() - started) * 1000
        walk.trail.append(TierVisit(tier, outcome, elapsed_ms, reason))

    def _skip(self, walk: _Walk, reason: str) -> None:
        walk.trail.append(TierVisit(TierName.DISCOVERY, Outcome.SKIPPED, 0.0, reason))
