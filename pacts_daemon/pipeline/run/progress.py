"""What a run tells of itself while it goes on."""

from __future__ import annotations

from typing import Protocol

from pacts_daemon.pipeline.executor.ports import Progress, Quiet
from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.verdict.results import LoopCounts, RunResult


class RunProgress(Progress, Protocol):
    """Hears of the run as a whole, too; called in the event loop, one call at a time."""

    def run_started(self, plan: Plan, loops: int, parallel: int) -> None:
        """Say what is about to be run: all cases ``loops`` times, ``parallel`` at a time."""

    def loop_ended(self, counts: LoopCounts) -> None:
        """Say what a loop has cost, once all of its cases are done."""

    def run_ended(self, result: RunResult) -> None:
        """Say what the run has come to; nothing follows."""


class Unheard(Quiet):
    """Progress of a run that nobody hears."""

    def run_started(self, plan: Plan, loops: int, parallel: int) -> None:
        """Implements `RunProgress`."""

    def loop_ended(self, counts: LoopCounts) -> None:
        """Implements `RunProgress`."""

    def run_ended(self, result: RunResult) -> None:
        """Implements `RunProgress`."""
