"""`pacts pom export` as people call it: what is written where, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pacts_daemon.pipeline.planner.plan import PlanAction, PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Lookup,
    RunResult,
    StepResult,
    StepStatus,
    Verdict,
)
from tests.client.conftest import Cli
from tests.pom.learning import APP, ENVIRONMENT, Learned

EXPORT = ("pom", "export")
PYTHON = (*EXPORT, "--app", APP, "--to", "playwright-python")


@pytest.fixture(scope="module")
def saved(cli: Cli) -> Cli:
    """An application that was only told of: two pages, and an element that only has a role."""
    named = ("--app", "told", "--environment", "test")
    for page, element, selector in (
        ("https://told.test/login", "User name", "css=#user"),
        ("https://told.test/login", "Sign in", "role=button:Sign in"),
        ("https://told.test/login", "css=#written", "css=#written"),
        ("https://told.test/cart", "Pay", "css=#pay"),
    ):
        assert cli("save", page, element, *named, "--selector", selector).returncode == 0
    for environment in ("other", "test"):
        both = ("--app", "two", "--environment", environment, "--selector", "css=#x")
        assert cli("save", "https://told.test/x", "X", *both).returncode == 0
    return cli


def test_files_are_listed_and_a_second_time_unchanged(saved: Cli, out: Path) -> None:
    told = (*EXPORT, "--app", "told", "--to", "playwright-python", "--out", str(out))

    first, again = saved(*told), saved(*told)

    assert (first.returncode, again.returncode) == (0, 0)
    names = ["cart_page.py", "login_page.py"]
    assert first.stdout == "".join(f"new {out / name}\n" for name in names)
    assert again.stdout == "".join(f"unchanged {out / name}\n" for name in names)
    assert first.stderr == "pacts: 1 locators of wrapped pages are left out: they have no names\n"


def test_only_page_goes_to_standard_output(saved: Cli) -> None:
    page = ("--page", "https://told.test/cart?coupon=1")

    made = saved(*EXPORT, "--app", "told", "--to", "playwright-typescript", *page)

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("// Page objects of told, by `pacts pom export`")
    assert "export class CartPage {" in made.stdout
    as_json = saved(*EXPORT, "--app", "told", "--to", "playwright-typescript", *page, "--json")
    assert json.loads(as_json.stdout)["files"] == [{"text": made.stdout}]


def test_element_that_cannot_be_frozen_is_named_and_the_others_are_written(
    saved: Cli, out: Path
) -> None:
    flags = ("--frozen", "--page", "https://told.test/login", "--out", str(out), "--json")

    made = saved(*EXPORT, "--app", "told", "--to", "selenium-java", *flags)

    assert made.returncode == 1
    answer = json.loads(made.stdout)
    assert [(one["element"], one["page"]) for one in answer["missing"]] == [
        ("Sign in", "https://told.test/login")
    ]
    assert "'Sign in' on https://told.test/login has no selector that selenium-java" in made.stderr
    text = (out / "LoginPage.java").read_text()
    assert "userName()" in text
    assert "signIn()" not in text


@pytest.mark.parametrize(
    ("flags", "problem"),
    [
        (("--app", "nobody"), "app: nothing is known of 'nobody'"),
        (("--app", "told"), "out: needed for 2 files: cart_page.py, login_page.py; or name a"),
        (("--app", "two"), "environment: needed: 'two' is known in other, test"),
        (("--app", "told", "--page", "https://told.test/none"), "app: nothing is known of 'told'"),
        (("--app", "told", "--out", "a", "--update", "b"), "update: not with --out"),
        (("--app", "told", "--update", "no/such.py"), "update: no/such.py: can't be read"),
        (("--app", "told", "--class", "no class"), "class: 'no class' is no name of a class"),
        (("--app", "told", "--results", "pyproject.toml"), "results: pyproject.toml: no report"),
        (("--app", "told", "--results", "none.json"), "results: none.json: No such file"),
        (("--app", "told", "--variant", "mobile"), "variant: 'mobile' is not NAME=VALUE"),
    ],
)
def test_call_that_cannot_be_carried_out_names_what_would_have_to_be_other(
    flags: tuple[str, ...], problem: str, saved: Cli
) -> None:
    made = saved(*EXPORT, "--to", "playwright-python", *flags)

    assert (made.returncode, made.stdout) == (2, "")
    assert made.stderr.startswith(f"pacts: {problem}")


def test_target_that_there_is_not_is_refused_with_those_that_there_are(cli: Cli) -> None:
    made = cli(*EXPORT, "--app", APP, "--to", "cypress")

    assert made.returncode == 2
    assert "playwright-python, playwright-typescript, selenium-java" in " ".join(
        made.stderr.replace("│", " ").split()
    )


def test_file_that_was_edited_between_its_marks_is_left_as_it_is(cli: Cli, out: Path) -> None:
    assert cli(*PYTHON, "--out", str(out)).returncode == 0
    (path,) = out.iterdir()
    edited = path.read_text().replace('"Full name"', '"Name in full"')
    path.write_text(edited)

    made = cli(*PYTHON, "--out", str(out))

    assert made.returncode == 2
    assert f"{path}:" in made.stderr
    assert "were changed by hand" in made.stderr
    assert path.read_text() == edited


def run_of(*used: tuple[str, str, str], **changes: Any) -> RunResult:
    """A run that looked up elements, each with its scope and on its page."""
    steps = tuple(
        StepResult(
            number=number,
            sentence=Sentence(text="Click it"),
            action=PlannedAction(action=PlanAction.CLICK, element=element, scope=scope),
            status=StepStatus.PASSED,
            lookups=(Lookup(element=element, page=page),),
        )
        for number, (page, element, scope) in enumerate(used, 1)
    )
    at = datetime(2026, 1, 1, tzinfo=UTC)
    case = CaseResult(
        name="c", verdict=Verdict.PASS, why="", steps=steps, started_at=at, elapsed_s=1
    )
    return RunResult(
        title="t", app=APP, environment=ENVIRONMENT, verdict=Verdict.PASS, why="", planner="rules",
        cases=(case,), started_at=at, elapsed_s=1,
    )  # fmt: skip


def test_what_a_run_has_used_is_written_and_nothing_else(
    learned: Learned, cli: Cli, tmp_path: Path
) -> None:
    report = tmp_path / "results.json"
    used = (
        (learned.url, "Country", ""),
        (f"{learned.url}?step=2", "Remove", "row of Coffee beans"),
        (learned.url, "Gift wrapping", "dialog"),
    )
    report.write_text(run_of(*used).model_dump_json())

    asked = cli(*PYTHON, "--results", str(report))
    frozen = cli(*PYTHON, "--results", str(report), "--frozen")

    assert asked.returncode == 0
    names = [line.split()[1] for line in asked.stdout.splitlines() if "    def " in line]
    assert [name.partition("(")[0] for name in names if not name.startswith("__")] == [
        "country", "dialog", "row_of_coffee_beans", "gift_wrapping", "remove",
    ]  # fmt: skip
    assert frozen.returncode == 1
    assert "'Gift wrapping, dialog' on" in frozen.stderr
