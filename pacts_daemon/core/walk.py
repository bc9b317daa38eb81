"""One lookup on its way through the tiers: what it has met, and the answer that makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from pacts_daemon.core.answers import Answer, FailureClass, Found, Missed, suiting
from pacts_daemon.core.errors import AllTiersUnavailableError, TierBusyError, TierUnavailableError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import (
    DISCOVERY,
    DriftCheck,
    ElementQuery,
    Entry,
    MissReason,
    Outcome,
    PageAccess,
    Strategy,
    TierName,
    TierVisit,
    Verdict,
)
from pacts_daemon.core.page_ports import Located, NotDiscovered
from pacts_daemon.core.policy import Judgement, Policy, judge, other_page
from pacts_daemon.core.ports import Clock, DriftMeter, Stale

_UNCONFIRMED = "not confirmed: the durable tier does not answer"
# The walks of a batch share theirs: a tier is asked once for all of them. It has a few outcomes.
_visit: Final = lru_cache(8)(TierVisit)
_UNSUITED = "it is known by no selector of the strategies that were asked for"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question: which element, on which page as it is now, and how to reach that page.

    ``strategies`` are those that the caller's runner understands; empty: all of them.
    """

    query: ElementQuery
    evidence: bytes | None = None
    access: PageAccess | None = None
    strategies: frozenset[Strategy] = frozenset()


@dataclass(slots=True)
class Walk:
    """What one lookup has met so far.

    ``dropped`` is an entry that is not trusted any more, ``unconfirmed`` one that the durable tier
    must be asked about first, with the tier that holds it.
    """

    lookup: Lookup
    clock: Clock
    meter: DriftMeter
    policy: Policy
    trail: list[TierVisit] = field(default_factory=list)
    failures: dict[TierName, TierUnavailableError] = field(default_factory=dict)
    refused: tuple[Entry, Judgement] | None = None
    dropped: Entry | None = None
    unconfirmed: tuple[TierName, Entry] | None = None
    expired: bool = False
    key: Key = field(init=False)

    def __post_init__(self) -> None:
        self.key = key_of(self.lookup.query)

    def failed(self, tier: TierName, error: TierUnavailableError, elapsed_ms: float) -> None:
        """Note that a tier could not answer: the walk goes on."""
        self.failures[tier] = error
        self._visited(tier, Outcome.ERROR, elapsed_ms, error.problem)

    def met(self, tier: TierName, known: Entry | Stale | None, elapsed_ms: float) -> Found | None:
        """Note what a tier said; only an entry that may be served comes back."""
        if known is None:
            self._visited(tier, Outcome.MISS, elapsed_ms)
            return None
        if isinstance(known, Stale):
            self.expired |= known.expired
            if known.unconfirmed is not None:
                self.unconfirmed = (tier, known.unconfirmed)
            self._visited(tier, Outcome.STALE, elapsed_ms, known.reason)
            return None
        return self._served(known, tier, elapsed_ms)

    def unconfirmed_found(self) -> Found | None:
        """Return what could not be confirmed because the durable tier did not answer."""
        if self.unconfirmed is None:
            return None
        tier, entry = self.unconfirmed
        return self._served(entry, tier, 0.0, _UNCONFIRMED)

    def located(self, located: Located, started: float) -> Answer:
        """Answer with what discovery found; a drift that led there keeps its check and ratio.

        A look that was shared with another caller may have been at another page than this one's.
        """
        entry, relocation = located.entry, located.relocation
        judged = judge(entry.fingerprints, self.lookup.evidence, self.meter, self.policy)
        other = other_page(judged)
        if other:
            return self.not_discovered(NotDiscovered(MissReason.PAGE_DIFFERS, other), started)
        unsaved = "" if entry.version else "found, but not saved: the durable tier is unavailable"
        note = "; ".join(filter(None, (unsaved, self._where())))
        self.note(DISCOVERY, Outcome.HIT, started, note)
        if not self._suits(entry):
            return self.miss(MissReason.NO_STRATEGY, _UNSUITED)
        if self.refused is not None:
            judged = self.refused[1]
        found = self._found(entry, DISCOVERY, judged.check, judged.drift_ratio)
        if relocation is None or self.dropped is None:
            return found
        drift = relocation.neighbourhood_drift
        return replace(found, verdict=relocation.verdict, neighbourhood_drift=drift)

    def not_discovered(self, missed: NotDiscovered, started: float) -> Missed:
        """Answer that discovery has nothing to give."""
        reason = f"{missed.detail}; {missed.waited}" if missed.waited else missed.detail
        self.note(
            DISCOVERY, Outcome.MISS, started, "; ".join(filter(None, (reason, self._where())))
        )
        answer = replace(
            self.miss(missed.reason, missed.detail),
            heal_id=missed.heal_id,
            hidden=missed.hidden,
            said=missed.said,
            nearest=missed.nearest,
        )
        gone = self.dropped is not None and missed.reason is MissReason.NOT_FOUND
        return replace(answer, verdict=Verdict.GONE) if gone else answer

    def unknown(self) -> Missed:
        """Answer that no tier has anything to serve."""
        if self.refused is not None:
            _, judged = self.refused
            missed = self.miss(judged.refusal or MissReason.UNKNOWN, judged.reason)
            is_half_loaded = judged.refusal is MissReason.DRIFTED and not judged.drop
            return replace(missed, said=FailureClass.TIMING) if is_half_loaded else missed
        if self.expired:
            return self.miss(MissReason.EXPIRED, "the entry is past its retention")
        return self.miss(MissReason.UNKNOWN, "no tier knows this element")

    def check_answerable(self, fast: TierName, durable: TierName) -> None:
        """Raise when the tier that would have known could not be asked: that is no miss."""
        if self.refused is not None or durable not in self.failures:
            return
        if fast in self.failures and not isinstance(self.failures[durable], TierBusyError):
            problems = {str(name): error.problem for name, error in self.failures.items()}
            raise AllTiersUnavailableError(problems)
        raise self.failures[durable]

    @property
    def unsuited(self) -> Entry | None:
        """The entry that is right, but has no selector that the caller's runner understands."""
        if self.refused is None or self.refused[1].refusal is not MissReason.NO_STRATEGY:
            return None
        return self.refused[0]

    def miss(self, reason: MissReason, detail: str) -> Missed:
        drift_ratio = self.refused[1].drift_ratio if self.refused is not None else None
        return Missed(reason, detail, drift_ratio, tuple(self.trail))

    def note(self, tier: TierName, outcome: Outcome, started: float, reason: str = "") -> None:
        self._visited(tier, outcome, (self.clock.monotonic() - started) * 1000, reason)

    def skip(self, reason: str) -> None:
        """Note that nobody looked at the page, and why."""
        self._visited(DISCOVERY, Outcome.SKIPPED, 0.0, reason)

    def _visited(
        self, tier: TierName, outcome: Outcome, elapsed_ms: float, reason: str = ""
    ) -> None:
        self.trail.append(_visit(tier, outcome, elapsed_ms, reason))

    def _where(self) -> str:
        """Say which page discovery saw, unless it was one in a browser."""
        access = self.lookup.access
        return "" if access is None or access.page is None else access.page.told()

    def _served(
        self, known: Entry, tier: TierName, elapsed_ms: float, reason: str = ""
    ) -> Found | None:
        judged = self._judge(known)
        if judged.refusal is not None:
            self.refused = (known, judged)
            drifted = judged.refusal is MissReason.DRIFTED
            outcome = Outcome.DRIFTED if drifted else Outcome.STALE
            self._visited(tier, outcome, elapsed_ms, judged.reason)
            return None
        self._visited(tier, Outcome.HIT, elapsed_ms, reason)
        return self._found(known, tier, judged.check, judged.drift_ratio)

    def _judge(self, entry: Entry) -> Judgement:
        judged = judge(entry.fingerprints, self.lookup.evidence, self.meter, self.policy)
        if judged.refusal is not None or self._suits(entry):
            return judged
        return replace(judged, refusal=MissReason.NO_STRATEGY, reason=_UNSUITED)

    def _suits(self, entry: Entry) -> bool:
        return bool(suiting(entry.selectors, self.lookup.strategies))

    def _found(
        self, entry: Entry, source: TierName, check: DriftCheck, ratio: float | None
    ) -> Found:
        age_s = entry.age_s(self.clock.now())
        trail, strategies = tuple(self.trail), self.lookup.strategies
        return Found(entry, source, age_s, check, ratio, trail, strategies=strategies)
