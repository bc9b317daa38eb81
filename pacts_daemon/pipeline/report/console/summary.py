"""What a run has come to, at its end: tables, failures, heals, loops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from pacts_daemon.pipeline.report.console.screen import Screen, table
from pacts_daemon.pipeline.report.files import ReportFiles
from pacts_daemon.pipeline.report.grouping import (
    CaseLoops,
    Found,
    Problem,
    cases_of,
    found_of,
    loops_said,
    names_said,
    problems_of,
)
from pacts_daemon.pipeline.report.words import (
    failure_facts,
    has_loops,
    heals_of,
    lookups_of,
    ms_words,
    percent,
    place_of,
    s_words,
    said,
)
from pacts_daemon.pipeline.verdict.results import RunResult

# A whole page's text helps nobody in a terminal; the reports have it.
_LONGEST: Final = 500


def print_summary(screen: Screen, result: RunResult, folder: Path | None = None) -> None:
    """Print what a run has come to; its verdict stands last, where one looks first.

    Args:
        screen: where to.
        result: the run.
        folder: what its screenshots are relative to; None: they are named as they are.
    """
    for block in _blocks(screen, result, folder or Path()):
        screen.print(Text(), *block)


def print_files(screen: Screen, files: ReportFiles) -> None:
    """Print where the reports are, and which is not there and why."""
    written = {
        "report": files.html,
        "results": files.results,
        "JUnit": files.junit,
        "Allure": files.allure,
    }
    for name, path in written.items():
        if path is not None:
            screen.print(Text.assemble(screen.text(f"{name}: ", "dim"), screen.text(str(path))))
    screen.print(*(screen.text(f"note: {note}", "dim") for note in files.notes))


def _blocks(screen: Screen, result: RunResult, folder: Path) -> Iterator[list[RenderableType]]:
    is_looped = has_loops(result)
    if result.cases:
        yield [_cases(screen, result)]
    for problem in problems_of(result):
        yield list(_problem(screen, result, problem, folder, is_looped=is_looped))
    found = found_of(result)
    if found:
        yield [line for one in found for line in _found(screen, one, is_looped=is_looped)]
    if result.loops and is_looped:
        yield [_loops(result)]
    if result.notes:
        yield [screen.text(f"note: {note}", "dim") for note in result.notes]
    yield [Text.assemble(screen.verdict(result.verdict), "  ", screen.text(result.why))]


def _cases(screen: Screen, result: RunResult) -> RenderableType:
    rows = table("case", "verdict", "loops#", "lookups#", "hits#", "heals#", "time#")
    for case in cases_of(result):
        rows.add_row(screen.text(_name(case)), screen.verdict(case.verdict), *_numbers(case))
    return rows


def _name(case: CaseLoops) -> str:
    return f"{case.group} / {case.name}" if case.group else case.name


def _numbers(case: CaseLoops) -> Iterator[str]:
    lookups = [lookup for result in case.results for lookup in lookups_of(result)]
    yield str(len(case.results))
    yield str(len(lookups))
    yield str(sum(lookup.is_hit for lookup in lookups))
    yield str(sum(len(heals_of(result)) for result in case.results))
    yield s_words(sum(result.elapsed_s for result in case.results))


def _problem(
    screen: Screen, result: RunResult, problem: Problem, folder: Path, *, is_looped: bool
) -> Iterator[RenderableType]:
    case = problem.cases[0]
    where = f" ({loops_said(problem.cases)})" if is_looped else ""
    yield Text.assemble(
        screen.verdict(case.verdict), "  ", screen.text(names_said(problem.cases) + where, "bold")
    )
    if problem.step is None or problem.failure is None:
        yield _told(screen, "why", case.why)
        return
    step, failure = problem.step, problem.failure
    place = place_of(result, step)
    told = {
        "step": f"{place}{': ' if place else ''}{step.sentence.text} ({said(step.action)})",
        failure.failure_class: failure.message,
        **failure_facts(failure),
        "screenshot": ", ".join(str(folder / path) for path in step.screenshots),
    }
    yield from (_told(screen, name, value) for name, value in told.items() if value)


def _told(screen: Screen, name: str, value: str) -> Text:
    cut = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value)} characters)"
    return Text.assemble("  ", screen.text(f"{name}: ", "dim"), screen.text(cut))


def _found(screen: Screen, found: Found, *, is_looped: bool) -> Iterator[RenderableType]:
    heal = found.heal
    where = f", {loops_said(found.cases)}" if is_looped else ""
    sure = "" if heal.confidence is None else f", confidence {percent(heal.confidence)}"
    names = names_said(found.cases)
    yield Text.assemble(
        Text("healed  ", "bold yellow"),
        screen.text(found.name, "bold"),
        screen.text(f" (in {names}{where}{sure})"),
    )
    yield Text.assemble("  ", screen.text(f"{heal.old or 'not known'} -> {heal.new}"))


def _loops(result: RunResult) -> RenderableType:
    rows = table(
        "loop", "lookups#", "hits#", "misses#", "rediscovered#", "heals#", "resolving#", "time#"
    )
    for loop in result.loops:
        counted = (loop.lookups, loop.hits, loop.misses, loop.rediscovered, loop.heals)
        times = (ms_words(loop.resolving_ms), s_words(loop.elapsed_s))
        rows.add_row(str(loop.loop), *map(str, counted), *times)
    return rows
