"""The story of the demo: five loops, a redesign, a button that is taken out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from demo.promises import Promise, of_loops, of_redesign, of_removal
from demo.site.server import Encyclopedia, Structure
from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner
from pacts_daemon.pipeline.report.console.progress import ConsoleProgress
from pacts_daemon.pipeline.report.files import write_reports
from pacts_daemon.pipeline.requirement.model import Requirement
from pacts_daemon.pipeline.run.runner import Runner
from pacts_daemon.pipeline.run.selection import select
from pacts_daemon.pipeline.run.settings import RunSettings
from pacts_daemon.pipeline.verdict.results import CaseResult, LoopCounts, RunResult, Verdict
from pacts_daemon.settings import Settings

_BY_BUTTON = "Find it by the button"


class Stopped(Exception):  # noqa: N818 - no error: somebody has stopped the demo
    """The demo was interrupted."""


class BlockedError(Exception):
    """Nothing can be said of the site."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What all chapters have: how runs are made, and where they are shown.

    Attributes:
        console: where it is printed.
        settings: of every run.
        reports: the folder of the reports, one folder for each chapter.
        stop: set when somebody interrupts.
    """

    console: Console
    settings: RunSettings
    reports: Path
    stop: asyncio.Event

    async def chapter(
        self, name: str, said: str, requirement: Requirement, loops: int = 1
    ) -> RunResult:
        """Run a requirement, and show how it goes.

        Raises:
            Stopped: it was interrupted.
            BlockedError: nothing can be said of the site, and why.
        """
        self.go_on()
        self.console.print(Text(f"\n{said}", "bold"))
        folder = self.reports / name
        settings = replace(self.settings, loops=loops, report=folder)
        plan = await RulesPlanner().plan(requirement)
        with _UntilStopped(self.console, folder, self.stop) as progress:
            result = await Runner(settings, Settings(), progress, self.stop).run(plan)
        self.go_on()
        write_reports(result, folder)
        if result.verdict is Verdict.BLOCKED:
            raise BlockedError(result.why)
        return result

    async def learn(self, requirement: Requirement) -> None:
        """Run a requirement for what is learned by it, and show nothing.

        Raises:
            Stopped: it was interrupted.
        """
        self.console.print("\nThe site is put back, and learned anew for the next run.")
        plan = await RulesPlanner().plan(requirement)
        await Runner(self.settings, Settings(), stop=self.stop).run(plan)
        self.go_on()

    def go_on(self) -> None:
        """Go on with the story.

        Raises:
            Stopped: it was interrupted.
        """
        if self.stop.is_set():
            raise Stopped


class _UntilStopped(ConsoleProgress):
    """Shows how a run goes; of one that was stopped there is nothing to tell."""

    def __init__(self, console: Console, folder: Path, stop: asyncio.Event) -> None:
        super().__init__(console, steps=False, folder=folder)
        self._stop = stop

    def case_ended(self, result: CaseResult) -> None:
        if not self._stop.is_set():
            super().case_ended(result)

    def loop_ended(self, counts: LoopCounts) -> None:
        if not self._stop.is_set():
            super().loop_ended(counts)

    def run_ended(self, result: RunResult) -> None:
        if self._stop.is_set():
            self.close()
        else:
            super().run_ended(result)


async def tell(
    stage: Stage, requirement: Requirement, loops: int, *, is_cold: bool
) -> list[Promise]:
    """Run a requirement on the site as it is, and return what was promised."""
    start = (
        "Cold start: nothing is known yet." if is_cold else "Warm start: an earlier run learned."
    )
    stage.console.print(start)
    said = f"{loops} loops of the same sentences"
    return of_loops(await stage.chapter("loops", said, requirement, loops), is_cold=is_cold)


async def tell_of_changes(stage: Stage, site: Encyclopedia, search: Requirement) -> list[Promise]:
    """Change the bundled site in two ways, and return what was promised of each."""
    try:
        site.structure = Structure.WITHOUT_BUTTON
        said = "Now the Search button is taken out"
        removed = await stage.chapter("removed", said, select(search, case=_BY_BUTTON))
        site.structure = Structure.SECOND
        said = "Now the site is redesigned: other tags, wrappers, names, ids and order"
        redesigned = await stage.chapter("redesign", said, search)
        after = await stage.chapter("after", "And once more", search)
    finally:
        site.structure = Structure.FIRST
    return of_removal(removed) + of_redesign(redesigned, after)
