"""When an entry may be served, must be dropped, or is left in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from pacts_daemon.core.model import (
    Draft,
    DriftCheck,
    Entry,
    MissReason,
    Selector,
)
from pacts_daemon.core.ports import DriftMeter

T = TypeVar("T")

# The one in Python; a test holds it to the one in Rust. docs/drift.md has how it was measured.
DRIFT_THRESHOLD = 0.35
# How often something is read, judged and written that others change, too. Each time that fails,
# somebody else's change was made; so many in a row mean that this one is not waited for any more.
CHANGE_ATTEMPTS = 5


@dataclass(slots=True)
class InForce(Generic[T]):
    """What counts now, and may be replaced while the daemon runs; read anew for each decision."""

    now: T


@dataclass(frozen=True, slots=True)
class Policy:
    """The promises in numbers; each is a setting."""

    drift_threshold: float = DRIFT_THRESHOLD
    retention_s: float = 7 * 24 * 3600
    evict_after_failures: int = 3
    # A lease is kept while the work goes on: that of a killed replica is free as soon as those who
    # wait for it would look for themselves.
    discovery_lease_s: float = 6
    discovery_wait_s: float = 6
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence says of an entry.

    ``refusal`` is why it may not be served, or None. ``drop`` says that it is not to be trusted by
    anyone any more.
    """

    check: DriftCheck
    drift_ratio: float | None = None
    refusal: MissReason | None = None
    drop: bool = False
    reason: str = ""


_NO_EVIDENCE = Judgement(DriftCheck.NO_EVIDENCE)
_NO_BASELINE = Judgement(DriftCheck.NO_BASELINE)


def judge(
    fingerprints: Sequence[bytes], evidence: bytes | None, meter: DriftMeter, policy: Policy
) -> Judgement:
    """Compare the page that an element was found on with the caller's page as it is now.

    Drift above the threshold drops the entry, but for a page that looks half loaded: that one is
    refused and kept. Fingerprints of another source or rule set are never compared.
    """
    if evidence is None:
        return _NO_EVIDENCE
    if not fingerprints:
        return _NO_BASELINE
    baseline = meter.comparable(evidence, fingerprints)
    if baseline is None:
        return Judgement(
            DriftCheck.NO_BASELINE,
            refusal=MissReason.INCOMPARABLE,
            reason="the evidence is of another source, algorithm or rule set than the entry",
        )
    drift = meter.compare(baseline, evidence)
    if drift.insufficient:
        return Judgement(DriftCheck.INSUFFICIENT, drift.drift_ratio)
    if drift.drift_ratio <= policy.drift_threshold:
        return Judgement(DriftCheck.CHECKED, drift.drift_ratio)
    said = f"drift ratio {drift.drift_ratio:.3f} is above {policy.drift_threshold:g}"
    if drift.unsettled:
        said += ", but the page looks half loaded: the entry is kept, look again"
    return Judgement(
        DriftCheck.CHECKED, drift.drift_ratio, MissReason.DRIFTED, not drift.unsettled, said
    )


def other_page(judged: Judgement) -> str:
    """Say why the page that discovery looked at is not the one in evidence; empty when it is.

    What can't be compared is not refused: nobody knows better.
    """
    if judged.refusal is not MissReason.DRIFTED:
        return ""
    return f"the page that was looked at is not the one in evidence: {judged.reason}"


def entry_of(draft: Draft, now: datetime, life_s: float, version: int) -> Entry:
    """Return a draft as the entry it is at first, found at ``now``; its page is not kept yet."""
    return Entry(
        query=draft.query,
        selectors=draft.selectors,
        descriptor=draft.descriptor,
        fingerprints=draft.fingerprints,
        neighbourhood=draft.neighbourhood,
        version=version,
        revision=version,
        created_at=now,
        verified_at=now,
        expires_at=now + timedelta(seconds=life_s),
        heal_id=draft.heal_id,
        never_heal=draft.never_heal,
    )


def draft_of(entry: Entry, snapshot: bytes) -> Draft:
    """Return an entry as the draft that it was saved from, to be saved once more."""
    return Draft(
        query=entry.query,
        selectors=entry.selectors,
        descriptor=entry.descriptor,
        fingerprints=entry.fingerprints,
        neighbourhood=entry.neighbourhood,
        snapshot=snapshot,
        place=entry.place if snapshot else "",
        never_heal=entry.never_heal,
    )


def promoted(entry: Entry, now: datetime, policy: Policy) -> Entry:
    """Return the entry after a verified success: its life starts again."""
    return replace(
        entry,
        verified_at=now,
        expires_at=now + timedelta(seconds=policy.retention_s),
        successes=entry.successes + 1,
        failures=0,
    )


def demoted(entry: Entry, failed: Selector) -> Entry:
    """Return the entry after a failure: the selector goes behind its alternatives."""
    kept = tuple(s for s in entry.selectors if s != failed)
    moved = (*kept, failed) if len(kept) < len(entry.selectors) else entry.selectors
    return replace(entry, selectors=moved, failures=entry.failures + 1)
