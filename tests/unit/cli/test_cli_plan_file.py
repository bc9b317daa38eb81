"""``pacts plan FILE``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.unit.cli.conftest import Run

STEPS = """\
---
app: shop
logins:
  Bob: Fill Password with {{env.SHOP_PASSWORD}}
---
# Cart

## Add a pen @smoke
1. Click Add in the row of "Pen"
2. Type 3 into Quantity and press Enter

Expected: "Added" is shown

## Look around
1. Go to /
"""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    file = tmp_path / "cart.md"
    file.write_text(STEPS, "utf-8")
    return file


def test_plan_shows_each_sentence_with_its_line_and_actions(steps: Path, pacts_cli: Run) -> None:
    result = pacts_cli("plan", str(steps), "--planner", "rules")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Cart  shop  planned by rules/1",
        "secrets: SHOP_PASSWORD",
        "",
        "log in as Bob",
        "line  sentence                                  plan",
        "   4  Fill Password with {{env.SHOP_PASSWORD}}  "
        'fill "Password" with "{{env.SHOP_PASSWORD}}"',
        "",
        "Add a pen  @smoke",
        "line  sentence                              plan",
        '   9  Click Add in the row of "Pen"         click "Add" in row of Pen',
        '  10  Type 3 into Quantity and press Enter  fill "Quantity" with "3"',
        '                                            press "Enter"',
        '  12  expect: "Added" is shown              assert that "Added" is visible',
        "",
        "Look around  nothing is asserted: it can't pass",
        "line  sentence  plan",
        '  15  Go to /   go to "/"',
    ]


def test_plan_as_json_has_places_actions_and_names_of_secrets(steps: Path, pacts_cli: Run) -> None:
    result = pacts_cli("plan", str(steps), "--planner", "rules", "--json")
    plan = json.loads(result.stdout)
    first, second = plan["cases"]

    assert (plan["title"], plan["planner"], plan["secrets"]) == (
        "Cart", "rules/1", ["SHOP_PASSWORD"],
    )  # fmt: skip
    assert (first["name"], first["tags"], first["line"]) == ("Add a pen", ["smoke"], 8)
    assert (first["asserts"], second["asserts"]) == (True, False)
    assert first["steps"][1] == {
        "text": "Type 3 into Quantity and press Enter",
        "kind": "step",
        "line": 10,
        "column": 4,
        "plan": [
            {"action": "fill", "element": "Quantity", "value": "3"},
            {"action": "press", "value": "Enter"},
        ],
    }


@pytest.mark.parametrize(
    "flags", [("--case", "add*"), ("--tag", "smoke"), ("--tag", "!other", "--case", "Add a pen")]
)
def test_plan_shows_only_the_cases_that_are_asked_for(
    steps: Path, pacts_cli: Run, flags: tuple[str, ...]
) -> None:
    plan = json.loads(pacts_cli("plan", str(steps), "--json", *flags).stdout)

    assert [case["name"] for case in plan["cases"]] == ["Add a pen"]


def test_plan_of_no_case_says_which_there_are(steps: Path, pacts_cli: Run) -> None:
    result = pacts_cli("plan", str(steps), "--case", "Ad a pen")

    assert result.exit_code == 2
    assert "no case matches 'Ad a pen'; there is 'Add a pen'" in result.stderr


def test_plan_underlines_the_part_of_each_sentence_that_it_cannot_read(
    tmp_path: Path, pacts_cli: Run
) -> None:
    file = tmp_path / "checks.md"
    file.write_text(
        "# T\n## Background\n1. Click 検索 until it works\n## A\n1. Click a\n## B\n1. Frobnicate\n",
        "utf-8",
    )
    result = pacts_cli("plan", str(file), "--planner", "rules")
    lines = result.stderr.splitlines()

    assert result.exit_code == 2
    assert lines[0] == f"pacts: {file}: 2 sentences that can't be read"
    assert lines[1].startswith(f"{file}:3:")
    assert lines[2] == "    Click 検索 until it works"
    assert set(lines[3].strip()) == {"^"}
    assert lines[4].startswith(f"{file}:7:4: ")
    assert lines[5:] == ["    Frobnicate", "    ^^^^^^^^^^"]


def test_plan_as_json_tells_what_it_cannot_read(tmp_path: Path, pacts_cli: Run) -> None:
    file = tmp_path / "checks.yaml"
    file.write_text("cases:\n  - name: a\n    steps: ['Click x', Frobnicate]\n", "utf-8")
    result = pacts_cli("plan", str(file), "--planner", "rules", "--json")
    (unreadable,) = json.loads(result.stdout)["unreadable"]

    assert result.exit_code == 2
    assert unreadable.pop("hint")
    assert unreadable == {
        "source": str(file), "line": 3, "column": 24, "text": "Frobnicate", "part": "Frobnicate",
    }  # fmt: skip


def test_plan_tells_every_fault_of_a_requirement(tmp_path: Path, pacts_cli: Run) -> None:
    file = tmp_path / "checks.yaml"
    file.write_text("titel: T\ncases:\n  - name: a\n    stesp: [b]\n", "utf-8")
    told = pacts_cli("plan", str(file))
    faults = json.loads(pacts_cli("plan", str(file), "--json").stdout)["faults"]

    assert told.exit_code == 2
    assert told.stderr.splitlines() == [
        f"pacts: {file}: 2 faults",
        f"{file}:1:1: unknown key 'titel' (did you mean 'title'?)",
        f"{file}:4:5: cases[0]: unknown key 'stesp' (did you mean 'steps'?)",
    ]
    assert [(fault["line"], fault["column"]) for fault in faults] == [(1, 1), (4, 5)]


def test_plan_of_a_file_that_is_not_there_names_it(tmp_path: Path, pacts_cli: Run) -> None:
    result = pacts_cli("plan", str(tmp_path / "no.md"))

    assert result.exit_code == 2
    assert f"{tmp_path}/no.md: can't be read: No such file or directory" in result.stderr


def test_plan_prints_the_schema_of_suites(pacts_cli: Run) -> None:
    schema = json.loads(pacts_cli("plan", "--schema", "suite").stdout)

    jsonschema.validate({"cases": [{"name": "a", "steps": ["Click b"]}]}, schema)


def test_plan_of_nothing_and_of_two_things_says_what_it_needs(steps: Path, pacts_cli: Run) -> None:
    for arguments in ((), (str(steps), "--schema", "suite")):
        result = pacts_cli("plan", *arguments)

        assert result.exit_code == 2
        assert "give a FILE, --batch FILE or --schema" in result.stderr


def test_plans_in_the_document_are_what_is_shown(
    tmp_path: Path, pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Path(__file__).parents[3] / "docs" / "requirements.md"
    fence = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    fences = fence.findall(document.read_text("utf-8"))
    steps, shown, refused = (text for language, text in fences if not language)
    monkeypatch.chdir(tmp_path)
    Path("login.md").write_text(steps, "utf-8")
    Path("checkout.md").write_text("\n" * 6 + "1. " + refused.splitlines()[3].strip(), "utf-8")

    for told in (shown, refused):
        command, _, output = told.partition("\n")
        result = pacts_cli(*command.split()[2:], "--planner", "rules")
        assert result.stdout + result.stderr == output
