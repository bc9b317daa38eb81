"""`pacts run` as scripts and builds use it: loops, workers, choices, output, Ctrl-C."""

from __future__ import annotations

import json
from pathlib import Path

from pacts_daemon.pipeline.verdict.results import StepStatus
from tests.e2e.run.test_verdicts import REQUIREMENT, STEPS
from tests.support.daemons.processes import serving
from tests.support.pages.site import Site
from tests.support.pipeline.running import Command, ended, heard, interrupt

CASE = """## Saves {name}
1. Go to /profile
2. Enter "{name}" in the First Name field
3. Click Save
4. Verify that "Saved {name}" is visible
"""
NAMES = ("Ann", "Bob", "Eve", "Joe")
CASES = "# Profile\n" + "".join(CASE.format(name=name) for name in NAMES)


async def test_loops_learn_in_the_first_and_know_in_the_others(command: Command) -> None:
    ran = await command.run(REQUIREMENT, "--loops", "3", "--json")

    assert ran.code == 0
    first, *others = ran.result.loops
    assert (first.hits, first.misses) == (0, first.lookups)
    assert [(one.hits, one.misses) for one in others] == [(first.lookups, 0)] * 2
    assert [one.rediscovered for one in ran.result.loops] == [0, 0, 0]
    assert ran.result.app == "127.0.0.1"

    again = await command.run(REQUIREMENT, "--json")

    assert [one.misses for one in again.result.loops] == [0]


async def test_workers_share_a_daemon_and_keep_their_cases_apart(
    command: Command, tmp_path: Path
) -> None:
    with serving(tmp_path / "daemon") as daemon:
        flags = ("--address", daemon.address, "--json", "--report", str(tmp_path / "report"))
        ran = await command.run(CASES, "--parallel", "4", "--loops", "2", *flags)

    assert ran.code == 0, ran
    result = ran.result
    assert [(case.loop, case.name) for case in result.cases] == [
        (loop, f"Saves {name}") for loop in (1, 2) for name in NAMES
    ]
    for case in result.cases:
        assert case.steps[3].action.element == f"Saved {case.name.removeprefix('Saves ')}"
    assert result.loops[1].misses == 0
    began = sorted(case.started_at for case in result.cases[:4])
    assert (began[-1] - began[0]).total_seconds() < min(one.elapsed_s for one in result.cases[:4])
    assert json.loads((tmp_path / "report" / "results.json").read_text())["verdict"] == "PASS"


async def test_daemon_that_dies_midway_blocks_what_is_left(
    command: Command, site: Site, tmp_path: Path
) -> None:
    with serving(tmp_path / "daemon") as daemon:
        async with command.started(CASES, "--address", daemon.address) as process:
            said = await heard(process, "PASS Saves Ann")
            daemon.process.kill()
            ran = await ended(process)

    assert ran.code == 3, ran
    assert ran.err == ""
    assert "BLOCKED Saves Joe" in said + ran.out
    assert f"the daemon at {daemon.address}" in ran.out


async def test_interrupted_run_reports_what_it_has(command: Command, site: Site) -> None:
    text = CASES.replace('2. Enter "Bob"', '2. Wait 60 seconds\n3. Enter "Bob"')
    report = command.folder / "report"
    async with command.started(text, "--report", str(report)) as process:
        await heard(process, "Saves Bob 1/5")
        interrupt(process)
        ran = await ended(process)

    assert ran.code == 3
    assert ran.err == ""
    told = json.loads((report / "results.json").read_text())
    assert [(case["verdict"], case["why"]) for case in told["cases"][1:]] == [
        ("BLOCKED", "stopped while it ran"),
        ("BLOCKED", "stopped before it began"),
        ("BLOCKED", "stopped before it began"),
    ]
    assert told["cases"][0]["verdict"] == "PASS"
    assert {step["status"] for step in told["cases"][2]["steps"]} <= {
        StepStatus.BLOCKED,
        StepStatus.NOT_RUN,
    }


async def test_frozen_run_of_what_nobody_knows_names_each_miss(command: Command) -> None:
    text = STEPS + "4. Verify that Cancel is visible\n"
    ran = await command.run(text, "--frozen")

    assert ran.code == 3, ran.out
    assert "frozen_miss" in ran.out
    for element in ("First Name field", "Save", "Cancel"):
        assert f"note: '{element}' is not known on any page of 127.0.0.1/local" in ran.out

    assert (await command.run(REQUIREMENT)).code == 0
    assert (await command.run(REQUIREMENT, "--frozen")).code == 0


async def test_call_that_is_unusable_says_why_and_starts_nothing(
    command: Command, site: Site
) -> None:
    unreadable = "# Profile\n1. Go to /profile\n2. Ponder the Save button\n"
    for text, flags, problem in (
        (unreadable, (), "requirement.md:3:"),
        ("", (), "requirement.md"),
        (REQUIREMENT, ("--case", "log out"), "case: no case matches 'log out'"),
        (REQUIREMENT, ("--tag", "nightly"), "tag: no case matches 'nightly'"),
        (REQUIREMENT, ("--storage-state", "none.json"), "storage-state: none.json"),
        (REQUIREMENT, ("--report", "requirement.md"), "report: requirement.md"),
        (REQUIREMENT, ("--parallel", "0"), "--parallel"),
        (REQUIREMENT, ("--trace-url", "http://127.0.0.1/"), "trace-url: http://127.0.0.1/"),
        (REQUIREMENT, ("--config", "none.toml"), "config: none.toml"),
    ):
        ran = await command.run(text, *flags, "--planner", "rules")
        assert (ran.code, ran.out) == (2, ""), ran
        assert problem in ran.err
        assert "Traceback" not in ran.err
    assert site.requested == []


async def test_run_that_is_interrupted_twice_ends_at_once(command: Command) -> None:
    async with command.started("1. Wait 60 seconds\n2. Verify that Save is visible\n") as process:
        await heard(process, "planned by")
        interrupt(process)
        interrupt(process)
        ran = await ended(process)

    assert ran.code in {3, 130}
    assert "Traceback" not in ran.err
