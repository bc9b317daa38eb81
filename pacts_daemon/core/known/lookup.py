"""All that is known of a page, for a caller that answers itself while it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pacts_daemon.core.answers import Found, suiting
from pacts_daemon.core.consistency.trust import FastTrust, certain
from pacts_daemon.core.errors import AllTiersUnavailableError, TierBusyError, TierUnavailableError
from pacts_daemon.core.known.pages import MAX_PAGE_ENTRIES, PageGap, PageQuery
from pacts_daemon.core.model import Entry, Outcome, Strategy, TierName, TierVisit
from pacts_daemon.core.policy import InForce, Judgement, Policy, judge
from pacts_daemon.core.ports import Clock, DriftMeter, DurableTier, FastTier


@dataclass(frozen=True, slots=True)
class KnownPage:
    """The elements of a page that are known. ``truncated``: there are more than are told."""

    found: tuple[Found, ...]
    truncated: bool
    trail: tuple[TierVisit, ...]


@dataclass(slots=True)
class _Visit:
    """What one question has met so far."""

    source: TierName
    trail: list[TierVisit] = field(default_factory=list)
    truncated: bool = False


class PageLookup:
    """Asks the fast tier for a whole page, then the durable one; nothing is counted or dropped."""

    def __init__(
        self,
        fast: FastTier,
        durable: DurableTier,
        meter: DriftMeter,
        clock: Clock,
        policy: InForce[Policy],
        trust: FastTrust | None = None,
    ) -> None:
        self._trust = trust or certain()
        self._fast = fast
        self._durable = durable
        self._meter = meter
        self._clock = clock
        self._policy = policy

    async def get(
        self,
        query: PageQuery,
        evidence: bytes | None = None,
        strategies: frozenset[Strategy] = frozenset(),
    ) -> KnownPage:
        """Return every entry that `Resolver.get` would answer with, at most MAX_PAGE_ENTRIES.

        Raises:
            TierUnavailableError: the fast tier does not know the page, the durable did not answer.
            AllTiersUnavailableError: neither answered.
            InvalidFingerprintError: the evidence is not a fingerprint.
        """
        visit = _Visit(self._durable.name)
        entries = await self._entries(query, visit)
        judged = self._judge_of(evidence)
        trail, source = tuple(visit.trail), visit.source
        now = self._clock.now()
        found = []
        for entry in entries:
            judgement = judged(entry)
            if judgement.refusal is None and suiting(entry.selectors, strategies):
                age_s, check, ratio = entry.age_s(now), judgement.check, judgement.drift_ratio
                found.append(
                    Found(entry, source, age_s, check, ratio, trail, strategies=strategies)
                )
        return KnownPage(tuple(found), visit.truncated, trail)

    async def _entries(self, query: PageQuery, visit: _Visit) -> Sequence[Entry]:
        started, failure = self._clock.monotonic(), None
        gap: PageGap | None = None
        try:
            known = await self._fast.page(query)
        except TierUnavailableError as error:
            failure = error
            self._note(visit, self._fast.name, Outcome.ERROR, started, error.problem)
        else:
            if not isinstance(known, PageGap):
                self._met(visit, self._fast.name, known, started)
                return self._told(visit, known)
            gap = known
            self._note(visit, self._fast.name, Outcome.MISS, started, "not all of the page is held")
        epoch = self._trust.epoch
        try:
            entries = await self._durable_entries(query, visit, failure)
        except TierUnavailableError as error:
            if gap is None or gap.unconfirmed is None:
                raise
            self._note(visit, self._durable.name, Outcome.ERROR, started, error.problem)
            self._met(visit, self._fast.name, gap.unconfirmed, started)
            return self._told(visit, gap.unconfirmed)
        is_kept = not visit.truncated and not self._policy.now.frozen
        if gap is not None and is_kept and self._trust.epoch == epoch:
            await self._fill(query, gap, entries)
        return entries

    async def _durable_entries(
        self, query: PageQuery, visit: _Visit, failure: TierUnavailableError | None
    ) -> Sequence[Entry]:
        started = self._clock.monotonic()
        try:
            entries = await self._durable.page(query, MAX_PAGE_ENTRIES + 1)
        except TierUnavailableError as error:
            if failure is None or isinstance(error, TierBusyError):
                raise
            problems = {failure.tier: failure.problem, error.tier: error.problem}
            raise AllTiersUnavailableError(problems) from error
        self._met(visit, self._durable.name, entries, started)
        return self._told(visit, entries)

    async def _fill(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        try:
            await self._fast.store_page(query, gap, entries)
        except TierUnavailableError:
            return  # the proxy around the tier has recorded it; the answer stands without it

    def _told(self, visit: _Visit, entries: Sequence[Entry]) -> Sequence[Entry]:
        visit.truncated = len(entries) > MAX_PAGE_ENTRIES
        return entries[:MAX_PAGE_ENTRIES]

    def _met(self, visit: _Visit, tier: TierName, entries: Sequence[Entry], started: float) -> None:
        visit.source = tier
        self._note(visit, tier, Outcome.HIT if entries else Outcome.MISS, started)

    def _note(
        self, visit: _Visit, tier: TierName, outcome: Outcome, started: float, reason: str = ""
    ) -> None:
        elapsed_ms = (self._clock.monotonic() - started) * 1000
        visit.trail.append(TierVisit(tier, outcome, elapsed_ms, reason))

    def _judge_of(self, evidence: bytes | None) -> Callable[[Entry], Judgement]:
        """Judge each baseline once: most elements of a page were found on the same one."""
        known: dict[tuple[bytes, ...], Judgement] = {}

        def judged(entry: Entry) -> Judgement:
            prints = entry.fingerprints
            if prints not in known:
                known[prints] = judge(prints, evidence, self._meter, self._policy.now)
            return known[prints]

        return judged
