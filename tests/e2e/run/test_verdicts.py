"""Each verdict with its exit code, by the command as a process."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Failure, RunResult, Verdict
from tests.e2e.run.conftest import PROFILE, REDESIGNED
from tests.support.backends.servers import free_port
from tests.support.pages.site import Site
from tests.support.pipeline.running import Command, Ran

STEPS = """# Profile
1. Go to /profile
2. Enter "Ann" in the First Name field
3. Click Save
"""
REQUIREMENT = STEPS + '4. Verify that "Saved Ann" is visible\n'


async def test_run_whose_outcomes_hold_passes(command: Command) -> None:
    ran = await command.run(REQUIREMENT)

    assert ran.code == 0, ran
    assert ran.out.splitlines()[-1] == "PASS  1 case: 1 PASS"
    assert ran.err == ""


async def test_run_whose_outcome_is_another_fails_and_says_what_was_there(
    command: Command,
) -> None:
    ran = await command.run(STEPS + '4. Verify that the Message shows "Saved Bob"\n', "--json")

    assert ran.code == 1
    failure = failed(ran.result)
    assert failure.expected
    assert "Saved Ann" in failure.seen
    assert failure.url.endswith("/profile")


async def test_run_that_asserts_nothing_is_no_pass(command: Command) -> None:
    ran = await command.run(STEPS)

    assert ran.code == 4
    assert ran.out.splitlines()[-1] == "UNVERIFIED  1 case: 1 UNVERIFIED"


async def test_run_without_its_daemon_is_blocked_in_words_of_its_own(command: Command) -> None:
    address = f"127.0.0.1:{free_port()}"
    ran = await command.run(REQUIREMENT, "--address", address)

    assert ran.code == 3
    assert f"daemon: none answers at {address}" in ran.out
    assert "Traceback" not in ran.err


async def test_run_whose_page_is_not_there_tells_where_it_went(
    command: Command,
) -> None:
    ran = await command.run("1. Go to /nowhere\n2. Verify that Save is visible\n", "--json")

    assert ran.code in {1, 3}
    assert failed(ran.result).url.endswith("/nowhere")


async def test_missing_secrets_are_named_before_anything_starts(
    command: Command, site: Site
) -> None:
    text = STEPS.replace('"Ann"', "{{env.SHOP_USER}}")
    text += "4. Enter {{env.SHOP_PASSWORD}} in the First Name field\n"
    ran = await command.run(text, "--json", env={"SHOP_USER": "ann"})

    assert ran.code == 3
    assert ran.result.cases[0].why == "the environment has no value for SHOP_PASSWORD"
    assert ran.result.browser == ""
    assert site.requested == []


async def test_secret_is_typed_and_told_nowhere(command: Command, site: Site) -> None:
    text = REQUIREMENT.replace('"Ann"', "{{env.SHOP_USER}}").replace("Saved Ann", "Saved Bob")
    report = command.folder / "report"
    flags = ("--report", str(report), "--trace", "off")
    ran = await command.run(text, *flags, env={"SHOP_USER": "hunter2&co"})

    assert ran.code == 1
    files = [path for path in report.rglob("*") if path.is_file()]
    told = [ran.out, ran.err, *(path.read_bytes().decode("utf-8", "replace") for path in files)]
    assert len(told) > 4
    assert [one for one in told if "hunter2" in one] == []
    assert "{{env.SHOP_USER}}" in ran.out


def failed(result: RunResult) -> Failure:
    return next(step.failure for case in result.cases for step in case.steps if step.failure)


@pytest.fixture
async def learned(command: Command, site: Site) -> Command:
    """A command that knows the page as it was before the release."""
    assert (await command.run(REQUIREMENT)).code == 0
    site.page(REDESIGNED, "/profile")
    return command


async def test_release_is_passed_healed_and_then_known(learned: Command) -> None:
    first, second = await learned.run(REQUIREMENT, "--json"), await learned.run(REQUIREMENT)

    assert (first.code, first.result.verdict) == (0, Verdict.PASS_HEALED)
    heals = [h for c in first.result.cases for s in c.steps for h in s.heals]
    assert [heal.element for heal in heals] == ["Save"]
    assert (second.code, second.out.splitlines()[-1]) == (0, "PASS  1 case: 1 PASS")


@pytest.mark.parametrize("flags", [("--strict",), ("--max-heals", "0")])
async def test_heal_that_is_not_allowed_has_a_code_of_its_own(
    learned: Command, flags: tuple[str, ...]
) -> None:
    ran: Ran = await learned.run(REQUIREMENT, *flags)

    assert ran.code == 5, ran.out


async def test_removed_button_fails_and_is_not_another_one(command: Command, site: Site) -> None:
    assert (await command.run(REQUIREMENT)).code == 0
    start, end = PROFILE.index("  <button"), PROFILE.index("</form>")
    site.page(f"{PROFILE[:start]}  <button type=reset>Cancel</button>{PROFILE[end:]}", "/profile")

    ran = await command.run(REQUIREMENT, "--json")

    assert ran.code == 1
    assert failed(ran.result).failure_class in {"gone", "not_found"}
