"""The table of features and languages, from runs that were written down."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.scenarios.scenario import scenarios
from tests.support.modules import module_of

SCRIPT = Path(__file__).parents[2] / "scripts" / "scenario-table.py"
NAMES = [scenario.name for scenario in scenarios()]
DOCUMENT = (
    "above\n<!-- scenarios: made by `make scenarios` -->\nold\n<!-- scenarios end -->\nbelow\n"
)


@pytest.fixture(scope="module")
def table() -> ModuleType:
    return module_of(SCRIPT)


@pytest.fixture
def results(tmp_path: Path, table: ModuleType) -> Path:
    for language in table.LANGUAGES:
        write(tmp_path, language, {name: {"status": "passed"} for name in NAMES})
    return tmp_path


def write(results: Path, language: str, scenarios: dict[str, Any]) -> None:
    run = {"language": language, "title": language.title(), "page": f"{language}/README.md"}
    told = {**run, "runner": "Playwright", "scenarios": scenarios}
    (results / f"{language}.json").write_text(json.dumps(told), encoding="utf-8")


def test_table_has_a_line_for_each_feature_and_no_empty_cell(
    table: ModuleType, results: Path
) -> None:
    made = table.updated(DOCUMENT, results)
    rows = [line.split("|")[1:-1] for line in made.splitlines() if line.startswith("|")]
    assert len(rows) == len(NAMES) + 3
    assert all(len(row) == 1 + len(table.LANGUAGES) and all(row) for row in rows)
    assert [cell.strip() for cell in rows[3]][1:] == ["yes"] * len(table.LANGUAGES)
    assert made.startswith("above\n")
    assert made.endswith("below\n")
    assert "\nold\n" not in made


def test_table_says_what_a_language_has_not_and_why(table: ModuleType, results: Path) -> None:
    came = {name: {"status": "passed"} for name in NAMES}
    absent = {"status": "absent", "why": "it has no locators"}
    write(results, "go", {**came, "wrap": absent, "wrap-daemon-down": absent})
    made = table.updated(DOCUMENT, results)
    assert made.count("no (1)") == 2
    assert made.count("1. Go: it has no locators") == 1


@pytest.mark.parametrize(
    ("came", "told"),
    [
        (None, "has not run hit"),
        ({"status": "failed", "why": "no button"}, "hit: failed: no button"),
        ({"status": "absent"}, "hit: absent"),
    ],
)
def test_table_with_an_empty_cell_is_refused(
    table: ModuleType, results: Path, came: dict[str, str] | None, told: str
) -> None:
    passed = {name: {"status": "passed"} for name in NAMES if name != "hit"}
    write(results, "java", passed if came is None else {**passed, "hit": came})
    with pytest.raises(ValueError, match=told):
        table.updated(DOCUMENT, results)


def test_table_without_a_language_is_refused(table: ModuleType, results: Path) -> None:
    (results / "typescript.json").unlink()
    with pytest.raises(ValueError, match="no results of typescript"):
        table.updated(DOCUMENT, results)


def test_check_of_another_table_fails(results: Path) -> None:
    command = [sys.executable, str(SCRIPT), "--check", str(results)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "another one than the runs make" in run.stderr
