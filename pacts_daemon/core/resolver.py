"""The walk: fastest tier first, discovery last, and a trail of what each one said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from pacts_daemon.core.answers import Answer, FailureClass, Found, Missed
from pacts_daemon.core.audit.model import AuditAction, Cause
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.core.consistency.trust import FastTrust, certain
from pacts_daemon.core.consistency.warming import Warming
from pacts_daemon.core.errors import (
    FrozenMissError,
    PactsError,
    PageChangingError,
    PageUnavailableError,
    TierUnavailableError,
)
from pacts_daemon.core.heal.admission import HealAdmission
from pacts_daemon.core.model import (
    DISCOVERY,
    ElementQuery,
    Entry,
    MissReason,
    Outcome,
    PageAccess,
    Selector,
    Strategy,
)
from pacts_daemon.core.page_ports import Finder, Located, NotDiscovered
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.core.ports import Clock, Counters, DriftMeter, DurableTier, FastTier, Tier
from pacts_daemon.core.store import EntryStore
from pacts_daemon.core.walk import Lookup, Walk


class Resolver:
    """Answers element queries from what is known, and looks for what is not."""

    def __init__(
        self,
        *,
        fast: FastTier,
        durable: DurableTier,
        store: EntryStore,
        finder: Finder | None,
        admission: HealAdmission,
        meter: DriftMeter,
        counters: Counters,
        clock: Clock,
        policy: InForce[Policy],
        trust: FastTrust | None = None,
    ) -> None:
        self._fast = fast
        self._durable = durable
        self._store = store
        self._finder = finder
        self._admission = admission
        self._meter = meter
        self._counters = counters
        self._clock = clock
        self._policy = policy
        self._trust = trust or certain()
        self._warming = Warming(fast, self._trust)

    async def settled(self) -> None:
        """Return when the fast tier has been told what callers were answered with."""
        await self._warming.settled()

    async def get(
        self,
        query: ElementQuery,
        evidence: bytes | None = None,
        access: PageAccess | None = None,
        strategies: frozenset[Strategy] = frozenset(),
    ) -> Answer:
        """Walk the tiers; discover only when ``access`` is given and no tier knows the element.

        An entry with no selector of the ``strategies`` is right and stays; with ``access`` its
        element is looked for by what identifies it, under the rules of healing, and what was found
        is saved for everybody.

        Raises:
            TierUnavailableError: the fast tier missed and the durable one did not answer.
            AllTiersUnavailableError: neither answered.
            InvalidFingerprintError: the evidence is not a fingerprint.
            FrozenMissError: no tier knows the element, and the daemon is frozen.
        """
        walk = self._walk(Lookup(query, evidence, access, strategies))
        found = await self._ask(self._fast, walk) or await self._ask_durable(walk)
        return await self._answer(walk, found)

    async def get_all(self, lookups: Sequence[Lookup]) -> list[Answer | PactsError]:
        """Answer many queries, each as `get` would: an answer or its error for each, in order.

        Each tier is asked once for all that it is asked for; only discovery goes one by one.
        """
        walks = [self._walk(lookup) for lookup in lookups]
        found = await self._ask_all(self._fast, dict(enumerate(walks)))
        missing = {at: walk for at, walk in enumerate(walks) if at not in found}
        epoch = self._trust.epoch
        known = await self._ask_all(self._durable, missing)
        await self._warm_all([(walks[at], one) for at, one in known.items()], epoch)
        for at, walk in missing.items():
            one = known.get(at)
            if walk.unconfirmed is not None:
                one = await self._confirm(walk, one)
            if one is not None:
                found[at] = one
        return [
            self._hit(found[at]) if at in found else await self._missed_or_error(walk)
            for at, walk in enumerate(walks)
        ]

    async def resolve(
        self,
        query: ElementQuery,
        access: PageAccess,
        failed: Selector | None = None,
        evidence: bytes | None = None,
        strategies: frozenset[Strategy] = frozenset(),
    ) -> Answer:
        """Find the element on the page; an entry that ranks ``failed`` is dropped first.

        Where its element may not be looked for again, the entry stays as it is.

        Raises:
            FrozenError: nothing is discovered while the daemon is frozen.
            TierUnavailableError: the durable tier did not answer.
        """
        walk = self._walk(Lookup(query, evidence, access, strategies))
        known = await self._known(walk, needed=failed is not None)
        if known is not None:
            is_failed = failed is not None and failed in known.selectors
            refuse = self._admission.refusal if is_failed else self._admission.never_heals
            refusal = refuse(known)
            if refusal is not None:
                return self._refuse(walk, refusal)
            if is_failed:
                cause = Cause(AuditAction.EVICTED, "a failed selector is to be replaced")
                await self._store.remove(walk.key, known.version, cause)
                walk.dropped = known
        return await self._discover(walk, access, fresh=True)

    async def _known(self, walk: Walk, *, needed: bool) -> Entry | None:
        """Return what is stored; that nobody can tell is a failure only where it is needed."""
        try:
            known = await self._durable.lookup(walk.key)
        except TierUnavailableError:
            if needed:
                raise
            return None
        return known if isinstance(known, Entry) else None

    def _walk(self, lookup: Lookup) -> Walk:
        return Walk(lookup, self._clock, self._meter, self._policy.now)

    async def _answer(self, walk: Walk, found: Found | None) -> Answer:
        """Serve what a tier had, else look for the element as far as the caller allows."""
        return await self._answer_unknown(walk) if found is None else self._hit(found)

    def _hit(self, found: Found) -> Found:
        self._counters.hit(found.source)
        return found

    async def _missed_or_error(self, walk: Walk) -> Answer | PactsError:
        try:
            return await self._answer_unknown(walk)
        except PactsError as error:
            return error

    async def _answer_unknown(self, walk: Walk) -> Answer:
        if self._policy.now.frozen:
            missed = self._missed(walk)
            raise FrozenMissError(missed.reason.value, missed.detail)
        never = await self._drop_refused(walk)
        if never is not None:
            return self._refuse(walk, never)
        if walk.lookup.access is not None:
            return await self._discover(walk, walk.lookup.access, fresh=False)
        walk.skip("the request carries no page access")
        return self._missed(walk)

    async def _ask(self, tier: Tier, walk: Walk) -> Found | None:
        started = self._clock.monotonic()
        try:
            known = await tier.lookup(walk.key)
        except TierUnavailableError as error:
            walk.failed(tier.name, error, self._since_ms(started))
            return None
        return walk.met(tier.name, known, self._since_ms(started))

    async def _ask_all(self, tier: Tier, walks: Mapping[int, Walk]) -> dict[int, Found]:
        if not walks:
            return {}
        started = self._clock.monotonic()
        try:
            known = await tier.lookup_all([walk.key for walk in walks.values()])
        except TierUnavailableError as error:
            elapsed_ms = self._since_ms(started)
            for walk in walks.values():
                walk.failed(tier.name, error, elapsed_ms)
            return {}
        elapsed_ms = self._since_ms(started)
        met = {
            at: walk.met(tier.name, one, elapsed_ms)
            for (at, walk), one in zip(walks.items(), known, strict=True)
        }
        return {at: found for at, found in met.items() if found is not None}

    def _since_ms(self, started: float) -> float:
        return (self._clock.monotonic() - started) * 1000

    async def _ask_durable(self, walk: Walk) -> Found | None:
        epoch = self._trust.epoch
        found = await self._ask(self._durable, walk)
        if found is not None:
            await self._warm_all([(walk, found)], epoch)
        return await self._confirm(walk, found)

    async def _confirm(self, walk: Walk, found: Found | None) -> Found | None:
        """Set the fast tier right by what the durable one knows, or serve it where that is away."""
        if walk.unconfirmed is None:
            return found
        if self._durable.name in walk.failures:
            return walk.unconfirmed_found()
        _, held = walk.unconfirmed
        known = found.entry if found is not None else walk.refused and walk.refused[0]
        if not self._policy.now.frozen and (known is None or known.version < held.version):
            with suppress(TierUnavailableError):  # it is asked about again when it is read again
                await self._fast.correct(held, known)
        return found

    async def _warm_all(self, known: Sequence[tuple[Walk, Found]], epoch: int) -> None:
        """Tell the fast tier what the durable one knew, unless it has just failed to answer."""
        if not self._policy.now.frozen and known and self._fast.name not in known[0][0].failures:
            await self._warming.begin([(walk.key, one.entry) for walk, one in known], epoch)

    async def _drop_refused(self, walk: Walk) -> NotDiscovered | None:
        """Drop an entry that drifted; one that is never healed stays, and that is returned."""
        if walk.refused is None:
            return None
        entry, judged = walk.refused
        if judged.refusal is MissReason.DRIFTED:
            self._counters.drift()
        if not judged.drop or Scope.WRITE not in principal().scopes:
            return None
        never = self._admission.never_heals(entry)
        if never is None and self._durable.name not in walk.failures:
            try:
                cause = Cause(AuditAction.EVICTED, judged.reason)
                await self._store.remove(walk.key, entry.version, cause)
            except TierUnavailableError:
                return None  # a lookup may be all that is possible; whoever meets it next drops it
            walk.dropped = entry
        return never

    async def _discover(self, walk: Walk, access: PageAccess, *, fresh: bool) -> Answer:
        known = walk.dropped or walk.unsuited
        refusal = self._admission.refusal(known) if known is not None and not fresh else None
        if refusal is not None:
            if walk.unsuited is not None:
                refusal = NotDiscovered(MissReason.NO_STRATEGY, refusal.detail)
            return self._refuse(walk, refusal)
        answer = await self._find(walk, access, known, fresh=fresh)
        self._counters.miss()  # only now: a lookup that fails is none that was answered
        return answer

    async def _find(
        self, walk: Walk, access: PageAccess, known: Entry | None, *, fresh: bool
    ) -> Answer:
        if self._finder is None:
            walk.skip("discovery is switched off")
            return walk.unknown()
        query, evidence = walk.lookup.query, walk.lookup.evidence
        started = self._clock.monotonic()
        try:
            result = await self._finder.find(
                query, access, fresh=fresh, known=known, evidence=evidence
            )
        except PageUnavailableError as error:
            walk.note(DISCOVERY, Outcome.ERROR, started, str(error))
            missed = walk.miss(MissReason.PAGE_UNAVAILABLE, str(error))
            is_changing = isinstance(error, PageChangingError)
            return replace(missed, said=FailureClass.TIMING) if is_changing else missed
        if isinstance(result, Located):
            return walk.located(result, started)
        return walk.not_discovered(result, started)

    def _refuse(self, walk: Walk, refusal: NotDiscovered) -> Missed:
        self._counters.miss()
        walk.skip(refusal.detail)
        return walk.miss(refusal.reason, refusal.detail)

    def _missed(self, walk: Walk) -> Missed:
        walk.check_answerable(self._fast.name, self._durable.name)
        self._counters.miss()
        return walk.unknown()
