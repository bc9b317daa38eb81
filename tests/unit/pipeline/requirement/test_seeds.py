from __future__ import annotations

from pathlib import Path

import pytest

from pacts_daemon.pipeline.requirement.errors import RequirementError
from pacts_daemon.pipeline.requirement.reader import parse_requirement
from tests.unit.pipeline.requirement.conftest import Faulty, Read, said, written

SPEC = """\
# Todo Plan

## Application Overview

The app keeps todos:

- **Add**: type and press Enter
1. not a step

## Test Scenarios

### 1. Adding Todos

**Seed:** `tests/seed.spec.ts`

#### 1.1. Add a todo

**File:** `tests/adding/add.spec.ts`

**Steps:**
  1. Type "Buy" in "What needs to be done?"
    - expect: the field has the value "Buy"
    - expect: The field is focused
  2. -
    - expect: Nothing else
  3. Press Enter

#### 1.2 Add two

**Steps:**

1. Click `Add`

**Expected Results:**

- "2 items left" is shown
- The **list** is shown

---

### 2. Removing Todos

#### 2.1. Remove

**Assumptions:** fresh state

**Steps:**
1. Click Remove
**Expected Results:**
- "0 items left" is shown
"""


def test_specs_of_playwrights_planner_are_read(read: Read) -> None:
    requirement = read(SPEC, "specs/todo.md")

    assert requirement.title == "Todo Plan"
    assert [(case.group, case.name, said(case)) for case in requirement.cases] == [
        (
            "Adding Todos",
            "Add a todo",
            [
                'step: Type "Buy" in "What needs to be done?"',
                'expect: the field has the value "Buy"',
                "expect: The field is focused",
                "expect: Nothing else",
                "step: Press Enter",
            ],
        ),
        (
            "Adding Todos",
            "Add two",
            ["step: Click `Add`", 'expect: "2 items left" is shown', "expect: The list is shown"],
        ),
        (
            "Removing Todos",
            "Remove",
            ["step: Click Remove", 'expect: "0 items left" is shown'],
        ),
    ]


def test_seed_that_is_a_script_is_noted(read: Read) -> None:
    requirement = read(SPEC, "todo.md")

    assert {case.seed for case in requirement.cases} == {""}
    assert requirement.notes == (
        "the seed tests/seed.spec.ts is a script and is not run; "
        "what tests/seed.spec.md says would be",
    )


def test_requirement_beside_a_script_is_its_seed(read: Read, tmp_path: Path) -> None:
    seed = "---\npages:\n  start: /start\nlogins:\n  a: [Click x]\n---\n1. Go to the start page\n"
    written(tmp_path / "tests" / "seed.md", seed)
    requirement = read(SPEC, "todo.md")
    add, _, remove = requirement.cases

    assert (add.seed, remove.seed) == ("tests/seed.spec.ts", "")
    assert said(add)[0] == "step: Go to the start page"
    assert add.sentences[0].place.source == str(tmp_path / "tests" / "seed.md")
    assert (add.sentences[0].place.line, add.sentences[1].place.source) == (7, "")
    assert requirement.pages == {"start": "/start"}
    assert requirement.logins["a"][0].text == "Click x"
    assert requirement.notes == ()


def test_seeds_of_seeds_come_first(read: Read, tmp_path: Path) -> None:
    written(tmp_path / "one.txt", "1. one\n")
    written(tmp_path / "two.yaml", "seed: one.txt\ncases: [{name: a, steps: [two]}]\n")
    (case,) = read("Seed: two.yaml\n\n1. three\n").cases

    assert said(case) == ["step: one", "step: two", "step: three"]


def test_seeds_that_begin_with_each_other_are_an_error(faulty: Faulty, tmp_path: Path) -> None:
    written(tmp_path / "two.md", "---\nseed: checks.md\n---\n1. two\n")

    assert faulty("---\nseed: two.md\n---\n1. one\n") == [
        "two.md:2:7: seeds begin with each other: checks.md -> two.md -> checks.md"
    ]


def test_seed_that_is_not_there_is_an_error(faulty: Faulty) -> None:
    assert faulty("---\nseed: two.md\n---\n1. one\n") == [
        "checks.md:2:7: there is no seed 'two.md' (its path is relative to this file)"
    ]


def test_faults_of_a_seed_are_told_with_its_file(faulty: Faulty, tmp_path: Path) -> None:
    written(tmp_path / "two.md", "1. Type {{x}}\n")

    assert faulty("---\nseed: two.md\n---\n1. one\n") == ["two.md:1:9: no variable is called 'x'"]


@pytest.mark.parametrize("header", ["seed: two.md", "seed: ../../etc/passwd"])
def test_text_without_a_folder_reads_no_other_file(header: str) -> None:
    with pytest.raises(RequirementError, match="can't be read here"):
        parse_requirement(f"---\n{header}\n---\n1. one\n".encode(), "sent.md")


def test_logins_that_ask_for_each_other_are_an_error(faulty: Faulty) -> None:
    text = (
        "---\nlogins:\n  a: Log in as b\n  b: [Click x, 'Log in as \"A\"']\n"
        "  c: Log in as a\n---\n1. x\n"
    )

    assert faulty(text) == [
        "checks.md:3:6: logins ask for each other: a -> b -> a",
        "checks.md:4:17: logins ask for each other: b -> a -> b",
    ]
