"""What a run tells of itself; every report is made from this, and no secret is in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence


class Verdict(StrEnum):
    """What a case or a run comes to, best first; the worst of its cases is the run's.

    UNVERIFIED is no pass: nothing was asserted. BLOCKED says nothing about the application.
    """

    PASS = "PASS"  # noqa: S105 - no password
    PASS_HEALED = "PASS_HEALED"  # noqa: S105
    UNVERIFIED = "UNVERIFIED"
    BLOCKED = "BLOCKED"
    FAIL = "FAIL"

    @property
    def is_pass(self) -> bool:
        """Whether every stated outcome held."""
        return self in {Verdict.PASS, Verdict.PASS_HEALED}


class StepStatus(StrEnum):
    """What became of one action."""

    PASSED = "passed"
    HEALED = "healed"
    FAILED = "failed"
    BLOCKED = "blocked"
    NOT_RUN = "not_run"

    @property
    def has_passed(self) -> bool:
        """Whether it came to its end, and nothing was wrong."""
        return self in {StepStatus.PASSED, StepStatus.HEALED}

    @property
    def has_failed(self) -> bool:
        """Whether it decides the case: what comes behind it is not run."""
        return self in {StepStatus.FAILED, StepStatus.BLOCKED}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Visit(_Model):
    """One tier that a lookup asked: ``outcome`` in the daemon's words, ``ms`` it took."""

    tier: str
    outcome: str
    ms: float
    reason: str = ""


class Lookup(_Model):
    """One answer about where an element is.

    Attributes:
        element: its name.
        page: the URL it was looked for on.
        source: the tier that knew it, ``discovery``, or ``client`` for what was kept of the page;
            empty for a miss.
        is_hit: known before anybody looked at the page.
        reason: why it is a miss; empty for none.
        offset_s: when it was asked, from the start of its step.
        elapsed_ms: how long it took, as the caller felt it.
        drift_ratio: 0..1 when drift was measured.
        trail: the tiers in the order they were asked.
        selector: what was used, as people write it; empty for a miss.
    """

    element: str
    page: str
    source: str = ""
    is_hit: bool = False
    reason: str = ""
    offset_s: float = 0.0
    elapsed_ms: float = 0.0
    drift_ratio: float | None = None
    trail: tuple[Visit, ...] = ()
    selector: str = ""


class Heal(_Model):
    """An element that was found again.

    Attributes:
        element: its name.
        page: the URL.
        old: the selector that was not right any more; empty when it is not known.
        new: the one that was found.
        verdict: what became of the element in the daemon's words (moved, changed, same).
        heal_id: of the heal in the daemon while it is on probation; empty when it is not.
        confidence: 0..1; None when it was not said.
        evidence: what spoke for it, a sentence each.
        drift_ratio: 0..1; how much the page's structure differs, when it was measured.
        screenshot: a picture of the healed element, relative to the report; empty for none.
    """

    element: str
    page: str
    old: str = ""
    new: str = ""
    verdict: str = ""
    heal_id: str = ""
    confidence: float | None = None
    evidence: tuple[str, ...] = ()
    drift_ratio: float | None = None
    screenshot: str = ""


class Attempt(_Model):
    """One try within an action; ``outcome`` and ``evidence`` are for people.

    ``what`` is look, check, settle, relocate, discover, reveal, act, or close (an interruption).
    """

    what: str
    outcome: str
    evidence: str = ""
    offset_s: float = 0.0
    elapsed_s: float = 0.0


class Failure(_Model):
    """The first wrong expectation, or what kept a run from going on.

    Attributes:
        failure_class: one word: assertion, gone, not_found, ambiguous, covered, disabled, timeout,
            frozen_miss, heal_refused, text_changed, navigation, environment, budget, stopped …
        message: one sentence.
        expected: what should be.
        seen: what was there.
        url: where.
    """

    failure_class: str
    message: str
    expected: str = ""
    seen: str = ""
    url: str = ""


class StepResult(_Model):
    """What became of one planned action.

    Attributes:
        number: counted from 1 in its case.
        sentence: what it was planned from.
        action: what was done; secrets unresolved.
        status: what became of it.
        offset_s: when it began, from the start of its case.
        elapsed_s: how long it took.
        is_added: it stands in no sentence: the plan gained it, to reveal what was hidden.
        lookups: answers that it asked for.
        heals: elements that were found again.
        attempts: what was tried, when not all went well at first.
        failure: why it did not pass.
        screenshots: pictures, relative to the report.
        notes: for people: "closed the cookie banner".
    """

    number: int
    sentence: Sentence
    action: PlannedAction
    status: StepStatus
    offset_s: float = 0.0
    elapsed_s: float = 0.0
    is_added: bool = False
    lookups: tuple[Lookup, ...] = ()
    heals: tuple[Heal, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    failure: Failure | None = None
    screenshots: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class CaseResult(_Model):
    """What became of one case in one loop.

    Attributes:
        name: the case's.
        group: the heading it stands under.
        tags: its tags.
        loop: counted from 1.
        verdict: what it comes to.
        why: the same in a sentence.
        steps: every planned action; those after a failure were not run.
        started_at: UTC.
        elapsed_s: with the opening of its context.
        trace_id: of its spans, as Jaeger has it; empty when none were recorded.
        artifacts: files, relative to the report: Playwright's trace, downloads.
    """

    name: str
    group: str = ""
    tags: tuple[str, ...] = ()
    loop: int = 1
    verdict: Verdict
    why: str
    steps: tuple[StepResult, ...] = ()
    started_at: datetime
    elapsed_s: float
    trace_id: str = ""
    artifacts: tuple[str, ...] = ()


class LoopCounts(_Model):
    """What one loop cost: lookups = hits + misses, always.

    ``rediscovered`` counts elements that drift or a failed check made be looked for again.
    """

    loop: int
    lookups: int
    hits: int
    misses: int
    rediscovered: int
    heals: int
    resolving_ms: float
    elapsed_s: float


class RunResult(_Model):
    """What became of a run.

    Attributes:
        title: the requirement's.
        source: its file.
        app: the application, as the daemon keeps it.
        environment: where it runs.
        verdict: the worst of its cases', after ``strict`` and the budget of heals.
        why: the same in a sentence.
        planner: who planned.
        notes: the plan's and the run's.
        cases: in the order they ran.
        loops: what each loop cost.
        started_at: UTC.
        elapsed_s: of the whole.
        browser: name and version.
        daemon: its address and version.
        commit: the one under test; empty when it is not known.
        trace_url: how to open the run's trace, ``{trace_id}`` being a case's; empty for none.
    """

    title: str
    source: str = ""
    app: str
    environment: str
    verdict: Verdict
    why: str
    planner: str
    notes: tuple[str, ...] = ()
    cases: tuple[CaseResult, ...] = ()
    loops: tuple[LoopCounts, ...] = ()
    started_at: datetime
    elapsed_s: float
    browser: str = ""
    daemon: str = ""
    commit: str = ""
    trace_url: str = ""
    schema_version: int = Field(default=1)
