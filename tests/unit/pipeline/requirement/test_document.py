"""What docs/requirements.md shows is what is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner
from pacts_daemon.pipeline.requirement.forms.form import HeaderForm
from pacts_daemon.pipeline.requirement.model import Requirement
from tests.unit.pipeline.requirement.conftest import Read, said

DOCUMENT = Path(__file__).parents[4] / "docs" / "requirements.md"
README = DOCUMENT.parents[1] / "README.md"
FILES = ("shop.md", "specs/shop.md", "shop.feature", "shop.yaml")


def examples() -> list[str]:
    text = DOCUMENT.read_text("utf-8")
    return re.findall(r"^```(?:markdown|gherkin|yaml)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def what_it_says(requirement: Requirement) -> object:
    return (
        requirement.title,
        requirement.app,
        dict(requirement.pages),
        {name: [one.text for one in lines] for name, lines in requirement.logins.items()},
        [(case.name, sorted(case.tags), said(case)) for case in requirement.cases],
    )


def test_forms_of_the_document_say_the_same(read: Read) -> None:
    first, *others = [
        what_it_says(read(text, name)) for text, name in zip(examples(), FILES, strict=True)
    ]

    assert others == [first, first, first]


@pytest.mark.parametrize("number", range(len(FILES)), ids=FILES)
async def test_examples_of_the_document_can_be_planned(read: Read, number: int) -> None:
    plan = await RulesPlanner().plan(read(examples()[number], FILES[number]))

    assert [len(case.steps) for case in plan.cases] == [6]
    assert plan.cases[0].has_assertions


async def test_example_of_the_readme_is_planned_and_asserts(read: Read) -> None:
    text = README.read_text("utf-8")
    (example,) = re.findall(r"^```markdown\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)

    plan = await RulesPlanner().plan(read(example))

    assert [len(case.steps) for case in plan.cases] == [3]
    assert plan.cases[0].has_assertions


def test_document_has_every_key_of_the_header_and_no_other() -> None:
    text = DOCUMENT.read_text("utf-8")
    table = text[text.index("## The header") : text.index("## Texts")]
    keys = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.+?) \|", table, re.MULTILINE))))

    assert keys == set(HeaderForm.model_fields) - {"schema_name"}


def test_suite_of_the_document_is_one_that_yaml_reads() -> None:
    assert yaml.safe_load(examples()[3])["cases"][0]["name"] == "Buy tea"
