"""What a run gives to the execution of its cases, and what it is told meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Protocol, Self

from pacts_daemon.pipeline.planner.plan import Plan, PlannedAction, PlannedCase, PlannedStep
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import CaseResult, StepResult

# Ten actions that take all of their time: a case that hangs in each of its steps ends after these.
CASE_S: Final = 600.0


class Kept(StrEnum):
    """Which traces, or screenshots, of Playwright are kept."""

    OFF = "off"
    ON_FAILURE = "on-failure"
    ON = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorSettings:
    """What all cases of a run have in common.

    Attributes:
        app: the application under test; a part of every query.
        environment: where it runs; a part of every query.
        base_url: what relative addresses start from; empty: there are none.
        pages: addresses by the name that sentences give them.
        frames: names or URLs of frames, by what sentences call them.
        logins: what is done for "log in as NAME"; the empty name for "log in".
        interruptions: what may cover a page, by name: the CSS selector of what closes it.
        never_heal: names of elements that are never looked for again.
        secrets: values of ``{{env.NAME}}`` by NAME; typed at the last moment, written nowhere.
        wait_s: seconds to wait for an element, or for an expectation to hold.
        step_s: seconds that one action may take with all its attempts.
        case_s: seconds that one case may take.
        heal: False: what is not right any more is not looked for again.
        frozen: nothing is looked for and nothing is written: only what is known is used.
        heals_per_step: how many elements one action may have found again.
        heals_per_case: the same for one case; the run's are in `HealBudget`.
        reveal: a step may be added that opens the menu or tab an element is hidden in.
        files: the folder that names of uploaded files start from.
        artifacts: the folder for pictures, traces and downloads; None: none are kept.
        trace: which of Playwright's traces are kept.
        screenshots: when a picture is taken: of failures and heals, of each step, or never.
        storage_state: a file of cookies and local storage that a case begins with.
        save_storage_state: where they are written after a case that passed.
    """

    app: str
    environment: str
    base_url: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    frames: Mapping[str, str] = field(default_factory=dict)
    logins: Mapping[str, tuple[PlannedStep, ...]] = field(default_factory=dict)
    interruptions: Mapping[str, str] = field(default_factory=dict)
    never_heal: frozenset[str] = frozenset()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    wait_s: float = 5.0
    step_s: float = 60.0
    case_s: float = CASE_S
    heal: bool = True
    frozen: bool = False
    heals_per_step: int = 1
    heals_per_case: int = 10
    reveal: bool = True
    files: Path = Path()
    artifacts: Path | None = None
    trace: Kept = Kept.ON_FAILURE
    screenshots: Kept = Kept.ON_FAILURE
    storage_state: Path | None = None
    save_storage_state: Path | None = None

    @classmethod
    def of(cls, plan: Plan, **given: Any) -> Self:
        """Return the settings of a plan's requirement; what is ``given`` counts before them."""
        said = plan.requirement
        known = {
            "app": said.app,
            "environment": said.environment,
            "base_url": said.base_url,
            "pages": said.pages,
            "frames": said.frames,
            "logins": plan.logins,
            "interruptions": said.interruptions,
            "never_heal": frozenset(said.never_heal),
        }
        return cls(**(known | given))


@dataclass(slots=True)
class HealBudget:
    """How many elements a run may have found again; its parallel cases share one.

    Attributes:
        most: None for any number.
        used: heals so far, with those that are under way.
    """

    most: int | None = None
    used: int = 0

    def take(self) -> bool:
        """Take one heal out of the budget, before it is made; False: none is left."""
        if self.most is not None and self.used >= self.most:
            return False
        self.used += 1
        return True

    def give_back(self) -> None:
        """Put back what was taken for a heal that did not come about."""
        self.used -= 1


class Progress(Protocol):
    """Is told what happens, while it happens; secrets are not in it.

    Cases may run beside each other: ``name`` and ``loop`` say which one it is. Nothing is awaited,
    and what raises here ends the case: implementations only note and print.
    """

    def case_started(self, name: str, loop: int, steps: int) -> None:
        """Say that a case begins, with so many planned actions."""
        ...

    def step_started(
        self, name: str, loop: int, number: int, sentence: Sentence, action: PlannedAction
    ) -> None:
        """Say that an action of a case begins; ``number`` counts from 1."""
        ...

    def step_ended(self, name: str, loop: int, result: StepResult) -> None:
        """Say what became of it; also of those that were not run."""
        ...

    def case_ended(self, result: CaseResult) -> None:
        """Say what became of a case."""
        ...


class Quiet:
    """Progress that nobody looks at."""

    def case_started(self, name: str, loop: int, steps: int) -> None:
        """Implements `Progress`."""

    def step_started(
        self, name: str, loop: int, number: int, sentence: Sentence, action: PlannedAction
    ) -> None:
        """Implements `Progress`."""

    def step_ended(self, name: str, loop: int, result: StepResult) -> None:
        """Implements `Progress`."""

    def case_ended(self, result: CaseResult) -> None:
        """Implements `Progress`."""


class CaseExecutor(Protocol):
    """Carries out cases; `pacts_daemon.pipeline.executor.executor.Executor` does it in a browser.

    Made as ``Executor(browser, client, settings, progress)`` with Playwright's ``Browser``, a
    `pacts.AsyncClient` that all cases share, and both stay the caller's to close.
    """

    async def run(self, case: PlannedCase, loop: int, budget: HealBudget) -> CaseResult:
        """Carry out one case in a context of its own, which is closed in any event.

        Cases may run beside each other. What the application, the page, the browser or the daemon
        does is in the result, never raised. Cancelled, it closes its context, reports nothing to
        the daemon, and raises ``CancelledError``.
        """
        ...
