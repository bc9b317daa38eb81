"""``pacts plan --batch``, and what ``pacts run`` can't use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


def answers(pacts_cli: Run, folder: Path, *cases: object, code: int) -> list[dict[str, object]]:
    batch = folder / "batch.jsonl"
    batch.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    result = pacts_cli("plan", "--batch", str(batch))
    assert result.exit_code == code
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_plan_batch_gives_the_actions_of_each_sentence(tmp_path: Path, pacts_cli: Run) -> None:
    given = answers(
        pacts_cli,
        tmp_path,
        {"id": "a", "text": 'In the Cart dialog, click "Remove"', "kind": "step"},
        {"id": "b", "text": "The cart badge shows 3", "kind": "expect"},
        {"id": "c", "text": "press Enter"},
        code=0,
    )
    click = {"action": "click", "element": "Remove", "scope": "Cart dialog", "exact": True}
    text = {"action": "assert", "assert": "text", "element": "cart badge", "value": "3"}
    assert given == [
        {"id": "a", "plan": [click]},
        {"id": "b", "plan": [text]},
        {"id": "c", "plan": [{"action": "press", "value": "Enter"}]},
    ]


def test_plan_batch_with_what_it_cannot_read_names_the_column(
    tmp_path: Path, pacts_cli: Run
) -> None:
    given = answers(
        pacts_cli,
        tmp_path,
        {"id": 1, "text": "Click Save, then open that user"},
        {"id": 2, "text": "Click Save", "kind": "title"},
        {"id": 3},
        {"id": 4, "text": "Click Save"},
        code=1,
    )
    errors = [answer.get("error", "") for answer in given]
    assert "column 23: 'that user'" in str(errors[0])
    assert "points to another step: name the user" in str(errors[0])
    assert errors[1] == "kind: 'title' is not one of step, expect"
    assert errors[2] == "text: missing"
    assert given[3] == {"id": 4, "plan": [{"action": "click", "element": "Save"}]}


def test_plan_without_a_batch_says_what_it_needs(pacts_cli: Run) -> None:
    result = pacts_cli("plan")
    assert result.exit_code == 2
    assert "--batch FILE" in result.stderr


@pytest.mark.parametrize("option", ["app", "environment"])
def test_run_with_a_name_that_the_daemon_would_not_keep_is_not_started(
    tmp_path: Path, pacts_cli: Run, option: str
) -> None:
    file = tmp_path / "shop.md"
    file.write_text("1. Go to /\n", encoding="utf-8")
    result = pacts_cli("run", str(file), f"--{option}", "a" * 129)

    assert result.exit_code == 2
    assert option in result.stderr
    assert "has 129 bytes, at most 128 are allowed" in " ".join(result.stderr.split())
