"""``pacts plan`` as a command of its own process, on requirements that are in the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FORMS = {".md", ".txt", ".feature", ".yaml", ".json"}
SUITES = sorted(
    path
    for path in ROOT.glob("suites/*/requirements/**/*")
    if path.suffix in FORMS and "node_modules" not in path.parts
)


def plan(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pacts_daemon", "plan", *arguments]
    kept = {name: value for name, value in os.environ.items() if name != "ANTHROPIC_API_KEY"}
    return subprocess.run(
        command, cwd=folder, env=kept, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("file", SUITES, ids=lambda path: str(path.relative_to(ROOT / "suites")))
def test_requirement_of_a_suite_is_planned_to_its_last_sentence(file: Path) -> None:
    result = plan(str(file), "--json")

    assert (result.returncode, result.stderr) == (0, "")
    said = json.loads(result.stdout)
    assert said["cases"]
    assert all(case["asserts"] for case in said["cases"])
    assert all(step["plan"] and step["line"] for case in said["cases"] for step in case["steps"])


def test_suites_have_a_requirement_in_each_form() -> None:
    assert {path.suffix for path in SUITES} >= {".md", ".feature", ".yaml"}
    assert any(path.parent.name == "specs" for path in SUITES)


def test_forms_of_one_journey_ask_for_the_same_of_the_page() -> None:
    """The suite logs in by its header, the feature by its background; from there on they agree."""
    folder = ROOT / "suites" / "shop" / "requirements"
    suite, feature = (
        json.loads(plan(str(folder / name), "--json").stdout)
        for name in ("journey.yaml", "journey.feature")
    )

    def actions(case: dict[str, object]) -> list[object]:
        steps = case["steps"]
        assert isinstance(steps, list)
        return [action for step in steps for action in step["plan"]]

    shopped = actions(suite["cases"][0])[2:]
    assert shopped
    assert actions(feature["cases"][0])[-len(shopped) :] == shopped


def test_sentence_that_cannot_be_read_ends_the_command_with_2(tmp_path: Path) -> None:
    (tmp_path / "checks.md").write_text("# T\r\n\r\n1. Click Save\r\n2. Frobnicate\r\n", "utf-8")
    result = plan("checks.md", folder=tmp_path)

    assert (result.returncode, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert lines[0] == "pacts: checks.md: 1 sentence that can't be read"
    assert lines[1].startswith("checks.md:4:4: ")
    assert lines[2:] == ["    Frobnicate", "    ^^^^^^^^^^"]


def test_faults_of_a_requirement_end_the_command_with_2(tmp_path: Path) -> None:
    (tmp_path / "checks.yaml").write_text("cases:\n  - name: a\n\tsteps: [b]\n", "utf-8")
    result = plan("checks.yaml", folder=tmp_path)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "pacts: checks.yaml: 1 fault",
        "checks.yaml:3:1: no YAML: found a tab character that violates indentation "
        "(indent with spaces, not with tabs)",
    ]


def test_plan_into_a_closed_pipe_is_no_defect(tmp_path: Path) -> None:
    (tmp_path / "checks.txt").write_text("Click a\n" * 500, "utf-8")
    command = f"{sys.executable} -m pacts_daemon plan checks.txt | head -1"
    result = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )

    assert result.stdout.splitlines() == ["checks  planned by rules/1"]
    assert "Traceback" not in result.stderr
