"""Requirements that the daemon plans and runs, as immutable values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PlannerKind(StrEnum):
    """Who reads the sentences: as the daemon is set, its rules, or Anthropic's model."""

    UNSPECIFIED = "unspecified"
    RULES = "rules"
    ANTHROPIC = "anthropic"


class RunBrowser(StrEnum):
    """Which browser a requirement runs in: Chromium unless it is said."""

    UNSPECIFIED = "unspecified"
    CHROMIUM = "chromium"
    FIREFOX = "firefox"


class RunVerdict(StrEnum):
    """What a run or a case comes to.

    UNVERIFIED: nothing was asserted, which is no pass. BLOCKED says nothing about the application.
    """

    UNRECOGNIZED = "unrecognized"
    PASS = "pass"  # noqa: S105 - no password
    PASS_HEALED = "pass_healed"  # noqa: S105
    UNVERIFIED = "unverified"
    BLOCKED = "blocked"
    FAIL = "fail"


class StepStatus(StrEnum):
    """What became of one action."""

    UNRECOGNIZED = "unrecognized"
    PASSED = "passed"
    HEALED = "healed"
    FAILED = "failed"
    BLOCKED = "blocked"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One action or assertion that a sentence asks for.

    Attributes:
        action: what is done: "click", "fill", "assert" …
        element: what a tester calls the element; empty: the focused field, or the page.
        scope: the part of the page that it is in; empty for none.
        value: the text typed, chosen, pressed or expected; None for none.
        assertion: what must hold; empty for what asserts nothing.
        exact: the element was quoted: one whose text is another is not it.
    """

    action: str
    element: str = ""
    scope: str = ""
    value: str | None = None
    assertion: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One sentence, its line counted from 1, and what it asks for."""

    sentence: str
    line: int
    actions: tuple[PlannedAction, ...]


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One case with its steps in order."""

    name: str
    group: str
    tags: tuple[str, ...]
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a requirement asks for; ``notes`` are what a reader should know of it."""

    cases: tuple[PlannedCase, ...]
    planner: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a requirement is run.

    Attributes:
        loops: how often every case is run.
        parallel: how many cases run at a time.
        app: the application under test; empty: as the requirement says.
        environment: where it runs; empty: as the requirement says.
        base_url: what relative addresses start from; empty: as the requirement says.
        secrets: the values of ``{{env.NAME}}`` by NAME: typed, and written nowhere.
        files: files that the requirement uploads, by name.
        frozen: nothing is looked for and nothing is written.
        strict: the run fails when anything was healed.
        max_heals: how many elements may be found again; None for any number.
        reveal: a menu or tab may be opened that an element is hidden in.
        html_report: send the report for people with the result.
        browser: which one it runs in; the run is BLOCKED where the daemon's machine has none such.
        storage_state: what every case begins logged in with, in Playwright's JSON: the content of a
            file that `context.storage_state(path=…)` wrote; empty: with nothing.
        save_storage_state: send what a case that passed was logged in with, with the result.
        trace_url: where the report links each case's spans to, with ``{trace_id}`` in it.
    """

    loops: int = 1
    parallel: int = 1
    app: str = ""
    environment: str = ""
    base_url: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    frozen: bool = False
    strict: bool = False
    max_heals: int | None = None
    reveal: bool = True
    html_report: bool = False
    browser: RunBrowser = RunBrowser.UNSPECIFIED
    storage_state: bytes = field(default=b"", repr=False)
    save_storage_state: bool = False
    trace_url: str = ""


@dataclass(frozen=True, slots=True)
class RunFailure:
    """What did not pass, and why; ``failure_class`` is one word, ``message`` a sentence."""

    failure_class: str
    message: str
    expected: str
    seen: str
    url: str


@dataclass(frozen=True, slots=True)
class RunStarted:
    """A run begins: so many cases, so many loops."""

    cases: int
    loops: int
    planner: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepEnded:
    """One action of a case is done; loops and numbers count from 1."""

    case: str
    loop: int
    number: int
    sentence: str
    action: PlannedAction
    status: StepStatus
    elapsed_s: float
    failure: RunFailure | None
    heals: int


@dataclass(frozen=True, slots=True)
class CaseEnded:
    """A case is done in one loop."""

    case: str
    loop: int
    verdict: RunVerdict
    why: str
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class LoopEnded:
    """What one loop has cost: lookups = hits + misses."""

    loop: int
    lookups: int
    hits: int
    misses: int
    rediscovered: int
    heals: int
    resolving_s: float
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class RunEnded:
    """What a run has come to; ``result_json`` is all that is known of it.

    ``storage_state`` is that of the last case that passed; empty unless it was asked for.
    """

    verdict: RunVerdict
    why: str
    result_json: str = field(repr=False)
    html_report: bytes = field(default=b"", repr=False)
    storage_state: bytes = field(default=b"", repr=False)

    @property
    def result(self) -> dict[str, Any]:
        """All that is known of the run: its cases, steps, lookups, heals and failures."""
        read: dict[str, Any] = json.loads(self.result_json)
        return read


RunEvent = RunStarted | StepEnded | CaseEnded | LoopEnded | RunEnded
"""What a run tells, in order; `RunEnded` is the last."""
