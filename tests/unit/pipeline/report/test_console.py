import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from pacts_daemon.pipeline.planner.plan import Plan, PlanAction
from pacts_daemon.pipeline.report.console.progress import ConsoleProgress
from pacts_daemon.pipeline.report.console.screen import Screen
from pacts_daemon.pipeline.report.console.summary import print_files, print_summary
from pacts_daemon.pipeline.report.files import ReportFiles
from pacts_daemon.pipeline.requirement.model import Case, Requirement
from pacts_daemon.pipeline.verdict.results import CaseResult, RunResult, Verdict
from tests.support.pipeline.results import act, case, step
from tests.support.pipeline.runs import a_run

PLAN = Plan(
    requirement=Requirement(title="Shop", cases=(Case(name="a", sentences=()),)),
    cases=(),
    planner="rules",
)
HOSTILE = "\x1b[2J\x1b]0;owned\x07 a\r\nb \u202egnol \x9b31m"


class Log(io.StringIO):
    """A file that is no terminal."""


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def log() -> tuple[Console, Log]:
    file = Log()
    return Console(file=file, highlight=False), file


def show(progress: ConsoleProgress, result: RunResult, loops: int = 2) -> None:
    """Let the cases of a run begin together, and end one after the other, step by step."""
    progress.run_started(PLAN, loops, 2)
    for one in result.cases:
        progress.case_started(one.name, one.loop, len(one.steps))
    for number in range(4):
        for one in result.cases:
            show_step(progress, one, number)
    for one in result.cases:
        progress.case_ended(one)
    for counts in result.loops:
        progress.loop_ended(counts)
    progress.run_ended(result)


def show_step(progress: ConsoleProgress, one: CaseResult, number: int) -> None:
    if number < len(one.steps):
        made = one.steps[number]
        progress.step_started(one.name, one.loop, made.number, made.sentence, made.action)
        progress.step_ended(one.name, one.loop, made)


def test_log_has_a_whole_line_for_each_step_that_begins_with_its_case() -> None:
    console, file = log()

    with ConsoleProgress(console) as progress:
        show(progress, a_run())

    lines = file.getvalue().splitlines()
    assert lines[0] == "Shop: 0 cases, 2 loops, 2 at a time, planned by rules"
    assert 'The total adds up (loop 1) 1/3 passed go to "/cart" 310 ms' in lines
    assert (
        'A full cart goes to the checkout (loop 1) 2/3 healed click "Checkout button" 620 ms'
        in lines
    )
    assert "PASS_HEALED A full cart goes to the checkout (loop 1) 2.4 s, 1 heal" in lines
    told = "loop 2: 9 of 9 lookups known, 0 looked for again, 0 heals, found in 13 ms"
    assert told in lines
    assert "\x1b" not in file.getvalue()
    assert [line for line in lines if line != line.rstrip()] == []


def test_log_without_steps_has_a_line_for_each_case() -> None:
    console, file = log()

    with ConsoleProgress(console, steps=False) as progress:
        show(progress, a_run())

    assert "310 ms" not in file.getvalue()
    assert file.getvalue().count("BLOCKED The invoice is sent") == 2


def test_summary_has_a_row_for_each_case_with_all_its_loops() -> None:
    console, file = log()

    print_summary(Screen(console), a_run())

    rows = [re.split(r"  +", line.strip()) for line in file.getvalue().splitlines()]
    assert ["case", "verdict", "loops", "lookups", "hits", "heals", "time"] in rows
    assert ["Orders / The total adds up", "FAIL", "2", "2", "1", "0", "4.8 s"] in rows
    checkout = [
        "Orders / A full cart goes to the checkout",
        "PASS_HEALED",
        "2",
        "4",
        "3",
        "1",
        "4.8 s",
    ]
    assert checkout in rows
    assert ["1", "9", "1", "8", "1", "1", "1.5 s", "15 s"] in rows


def test_summary_tells_a_failure_once_with_expected_and_seen() -> None:
    console, file = log()

    print_summary(Screen(console), a_run())

    told = file.getvalue()
    assert told.count("expected: Total: 42.00 EUR, shipping included") == 1
    assert "FAIL  The total adds up (loops 1, 2)\n" in told
    assert "  step: suites/shop/cart.md:12: The total reads" in told
    assert "  assertion: total has another text\n" in told
    assert "  seen: Total: 24.00 EUR, without shipping\n" in told
    assert "  screenshot: shots/total.png\n" in told
    assert "UNVERIFIED  Ann looks around (loops 1, 2)\n  why: Nothing was asserted.\n" in told


def test_summary_tells_what_was_found_again_and_ends_with_the_verdict() -> None:
    console, file = log()

    print_summary(Screen(console), a_run())

    told = file.getvalue()
    healed = (
        "healed  Checkout button (in A full cart goes to the checkout, loop 1, confidence 93 %)\n"
    )
    assert healed in told
    assert '  css=#checkout-btn -> role=button[name="Checkout"]\n' in told
    assert told.endswith(
        "\nFAIL  2 of 12 cases failed, 2 were blocked, 2 asserted nothing; 1 heal.\n"
    )


def test_summary_names_screenshots_by_their_folder_and_cuts_long_texts() -> None:
    console, file = log()
    failed = a_run().cases[2].steps[1]
    assert failed.failure is not None
    long = failed.failure.model_copy(update={"seen": "word " * 2_000})
    one = case("a", Verdict.FAIL, "no", failed.model_copy(update={"failure": long}))

    print_summary(Screen(console), a_run(cases=(one,)), Path("out/report"))

    lines = file.getvalue().splitlines()
    assert "  screenshot: out/report/shots/total.png" in lines
    assert [len(line) for line in lines if "(10000 characters)" in line] == [528]


def test_files_are_named_with_what_is_missing() -> None:
    console, file = log()
    out = Path("out")
    files = ReportFiles(out / "results.json", out / "junit.xml", out / "report.html", None, ("x",))

    print_files(Screen(console), files)

    assert file.getvalue().splitlines() == [
        "report: out/report.html",
        "results: out/results.json",
        "JUnit: out/junit.xml",
        "note: x",
    ]


def test_summary_of_one_loop_names_no_loops() -> None:
    console, file = log()
    passed = case("Ann signs in", Verdict.PASS, "It held.")

    print_summary(Screen(console), a_run(cases=(passed,), verdict=Verdict.PASS, why="All held."))

    assert "resolving" not in file.getvalue()


@pytest.mark.parametrize("file", [Log(), Terminal()], ids=["log", "terminal"])
def test_texts_of_pages_do_not_reach_the_terminal_as_commands(
    file: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    console = Console(file=file, highlight=False, width=200)
    hostile = step(1, HOSTILE, act(PlanAction.CLICK, HOSTILE), notes=(HOSTILE,))

    progress = ConsoleProgress(console)
    progress.run_started(PLAN, 1, 1)
    one = case(HOSTILE.strip(), Verdict.FAIL, HOSTILE, hostile, group=HOSTILE)
    show(progress, a_run(title=HOSTILE, why=HOSTILE, notes=(HOSTILE,), cases=(one,)))

    shown = file.getvalue()
    assert "\x1b[2J" not in shown
    assert "\x1b]0" not in shown
    assert not {"\x07", "\r", "\u202e", "\x9b"} & set(shown)


def test_log_in_an_encoding_without_a_letter_shows_a_question_mark() -> None:
    file = io.TextIOWrapper(io.BytesIO(), "ascii", write_through=True)
    progress = ConsoleProgress(Console(file=file, highlight=False))

    progress.case_ended(case("Käse", Verdict.PASS, "ok"))

    assert file.buffer.getvalue() == b"PASS K?se 2.4 s\n"  # type: ignore[attr-defined]


def test_log_whose_reader_has_gone_does_not_end_the_run() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with ConsoleProgress(Console(file=Gone(), highlight=False)) as progress:
        show(progress, a_run())


def test_terminal_shows_what_runs_and_keeps_what_is_done() -> None:
    file = Terminal()
    console = Console(file=file, width=90, force_terminal=True, color_system=None, highlight=False)

    with ConsoleProgress(console) as progress:
        first, second = a_run().cases[:2]
        progress.run_started(PLAN, 2, 2)
        for one in (first, second):
            progress.case_started(one.name, one.loop, len(one.steps))
            show_step(progress, one, 0)
        console.file.flush()
        progress.case_ended(first)
        assert progress._live is not None
        progress._live.refresh()
        drawn = file.getvalue()
        progress.run_ended(a_run())

    assert 'A full cart goes to the checkout (loop 1) 1/3 Open the cart (go to "/cart")' in drawn
    assert "PASS A customer signs in (loop 1) 2.4 s\n" in drawn
    assert "lookups" in file.getvalue()


def cut_short(progress: ConsoleProgress) -> None:
    with progress:
        progress.case_started("Ann signs in", 1, 3)
        raise KeyboardInterrupt


def test_terminal_is_given_back_when_the_run_is_cut_short() -> None:
    file = Terminal()
    progress = ConsoleProgress(Console(file=file, force_terminal=True, highlight=False))

    with pytest.raises(KeyboardInterrupt):
        cut_short(progress)

    hidden, shown = "\x1b[?25l", "\x1b[?25h"
    assert file.getvalue().count(hidden) == file.getvalue().count(shown) == 1
    assert file.getvalue().rindex(shown) > file.getvalue().index(hidden)


def test_log_with_forced_colours_has_them_and_draws_nothing_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    file = Log()

    with ConsoleProgress(Console(file=file, highlight=False)) as progress:
        show(progress, a_run())

    assert "\x1b[1;31mFAIL\x1b[0m" in file.getvalue()
    assert set(re.findall(r"\x1b\[[0-9;?]*([A-Za-z])", file.getvalue())) == {"m"}


@pytest.mark.parametrize(("name", "has_colours"), [("NO_COLOR", False), ("FORCE_COLOR", True)])
def test_colours_follow_the_variables(
    name: str, has_colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    file = Terminal()

    print_summary(Screen(Console(file=file, highlight=False, width=120)), a_run())

    assert ("\x1b[1;31m" in file.getvalue()) is has_colours
