"""What a run does at the moment: a line for each running case, and one for each that is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Final, Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from pacts_daemon.pipeline.planner.plan import Plan, PlannedAction
from pacts_daemon.pipeline.report.console.screen import Screen
from pacts_daemon.pipeline.report.console.summary import print_summary
from pacts_daemon.pipeline.report.words import heals_of, ms_words, s_words, said
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    LoopCounts,
    RunResult,
    StepResult,
    StepStatus,
)

# Steps take tenths of a second; more often nobody sees, and the terminal is written to for nothing.
_REFRESHES_PER_S: Final = 8
_STATUS_STYLES: Final = {
    StepStatus.PASSED: "green",
    StepStatus.HEALED: "yellow",
    StepStatus.FAILED: "red",
    StepStatus.BLOCKED: "magenta",
    StepStatus.NOT_RUN: "dim",
}


@dataclass(slots=True)
class _Running:
    steps: int
    since: float
    number: int = 0
    text: str = ""


class ConsoleProgress:
    """Shows a run while it goes on: `RunProgress` for people, and for the log of a build.

    In a terminal, a few lines at the bottom say what runs, and what is done stands above them.
    Elsewhere each step and each case is a whole line that begins with its case, so that cases that
    run beside each other can be told apart. Colours follow ``NO_COLOR`` and ``FORCE_COLOR``.

    Used as a context, so that the terminal is left in order whatever ends the run.
    """

    def __init__(
        self, console: Console | None = None, *, steps: bool = True, folder: Path | None = None
    ) -> None:
        """Show a run on a console.

        Args:
            console: standard output when it is not given.
            steps: in a log, a line for each step too.
            folder: what screenshots are relative to, to name them in full.
        """
        self._folder = folder
        self._screen = Screen(console or Console(highlight=False))
        self._with_steps = steps
        self._running: dict[tuple[str, int], _Running] = {}
        self._live: Live | None = None
        self._loops = 1

    def __enter__(self) -> Self:
        if self._screen.is_terminal:
            self._live = Live(
                console=self._screen.console,
                get_renderable=self._renderable,
                refresh_per_second=_REFRESHES_PER_S,
                transient=True,
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the terminal back; nothing when that was done."""
        live, self._live = self._live, None
        if live is not None:
            self._running.clear()
            live.stop()

    @property
    def screen(self) -> Screen:
        """Where it shows; for what else there is to say of a run."""
        return self._screen

    def run_started(self, plan: Plan, loops: int, parallel: int) -> None:
        """Say what is about to be run."""
        self._loops = loops
        told = [
            f"{plan.requirement.title}: {_counted(len(plan.cases), 'case')}",
            _counted(loops, "loop"),
            f"{parallel} at a time" if parallel > 1 else "one at a time",
            f"planned by {plan.planner}",
        ]
        self._screen.print(self._screen.text(", ".join(told), "bold"))

    def case_started(self, name: str, loop: int, steps: int) -> None:
        """Implements `Progress`."""
        self._running[name, loop] = _Running(steps, monotonic())

    def step_started(
        self, name: str, loop: int, number: int, sentence: Sentence, action: PlannedAction
    ) -> None:
        """Implements `Progress`."""
        running = self._running.get((name, loop))
        if running is not None:
            running.number, running.text = number, f"{sentence.text} ({said(action)})"

    def step_ended(self, name: str, loop: int, result: StepResult) -> None:
        """Implements `Progress`."""
        running = self._running.get((name, loop))
        # What is added to reveal something was not planned.
        steps = max(result.number, running.steps if running else 0)
        is_told = self._with_steps and not self._screen.is_terminal
        if not is_told or result.status is StepStatus.NOT_RUN:
            return
        style = _STATUS_STYLES[result.status]
        status = Text(result.status.value.replace("_", " "), style)
        self._screen.print(
            Text.assemble(
                self._screen.text(f"{self._named(name, loop)} {result.number}/{steps} "),
                status,
                self._screen.text(f" {said(result.action)} {ms_words(result.elapsed_s * 1000)}"),
            )
        )

    def case_ended(self, result: CaseResult) -> None:
        """Implements `Progress`."""
        self._running.pop((result.name, result.loop), None)
        heals = len(heals_of(result))
        told = f"{self._named(result.name, result.loop)} {s_words(result.elapsed_s)}"
        healed = f", {_counted(heals, 'heal')}" if heals else ""
        self._screen.print(
            Text.assemble(
                self._screen.verdict(result.verdict), " ", self._screen.text(told + healed)
            )
        )

    def loop_ended(self, counts: LoopCounts) -> None:
        """Say what a loop has cost."""
        if self._loops > 1:
            told = (
                f"loop {counts.loop}: {counts.hits} of {_counted(counts.lookups, 'lookup')} known, "
                f"{counts.rediscovered} looked for again, {_counted(counts.heals, 'heal')}, "
                f"found in {ms_words(counts.resolving_ms)}"
            )
            self._screen.print(self._screen.text(told, "cyan"))

    def run_ended(self, result: RunResult) -> None:
        """Say what the run has come to."""
        self.close()
        print_summary(self._screen, result, self._folder)

    def _named(self, name: str, loop: int) -> str:
        return f"{name} (loop {loop})" if self._loops > 1 else name

    def _renderable(self) -> RenderableType:
        """Return the lines of the running cases, each cut to the width of the terminal."""
        rows = Table.grid(padding=(0, 1))
        rows.add_column()
        rows.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        rows.add_column(justify="right", no_wrap=True)
        now = monotonic()
        # The thread that draws must not see the dictionary change.
        for (name, loop), running in list(self._running.items()):
            told = f"{self._named(name, loop)} {running.number}/{running.steps} {running.text}"
            since = s_words(now - running.since)
            rows.add_row(Spinner("line"), self._screen.text(told), Text(since, "dim"))
        return rows


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
