from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pacts_daemon.pipeline.requirement.errors import RequirementError, RequirementFault
from pacts_daemon.pipeline.requirement.model import Requirement
from pacts_daemon.pipeline.requirement.reader import READERS, parse_requirement
from tests.unit.pipeline.requirement.test_features import FEATURE
from tests.unit.pipeline.requirement.test_seeds import SPEC
from tests.unit.pipeline.requirement.test_steps import SEARCH
from tests.unit.pipeline.requirement.test_suites import SUITE

FORMS = sorted(READERS)
SAMPLES = (SEARCH, SPEC, FEATURE, SUITE, '{"cases": [{"name": "a", "steps": ["b"]}]}')
PIECES = (
    *("# T\n", "## A\n", "1. a\n", "- b\n", "  - expect: c\n", "**Steps:**\n", "Expected: d\n"),
    *("---\n", "app: e\n", "cases:\n", "| f | g |\n|---|---|\n", "{{h}}", "{{env.I}}", '"', "'"),
    *("Feature: j\n", "Scenario: k\n", "Given l\n", "Examples:\n", "| m |\n", '"""\n', "@n\n"),
    *("&o [*o]\n", "[", "]", "{", "}", ":", "\ufeff", "\x85", "\u2028", "\x00", "<!--", "-->"),
    *("data: x.csv\n", "seed: y.md\n", "logins: {a: log in as a}\n", "Settings\n===\n"),
    *(">", "\\", "\t", "```\n"),
)


def read_or_refused(content: bytes, form: str) -> None:
    faults: Sequence[RequirementFault] = ()
    try:
        requirement = parse_requirement(content, f"any{form}")
    except RequirementError as error:
        faults = error.faults
    else:
        assert requirement.cases
        assert Requirement.model_validate_json(requirement.model_dump_json()) == requirement
        return
    assert faults
    assert all(fault.message and fault.source == "any" + form for fault in faults)


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(form: str, content: bytes) -> None:
    read_or_refused(content, form)


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25))
def test_any_pieces_of_the_forms_are_read_or_refused(form: str, pieces: list[str]) -> None:
    with suppress(UnicodeEncodeError):
        read_or_refused("".join(pieces).encode(), form)


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None)
@given(
    sample=st.sampled_from(SAMPLES),
    cut=st.tuples(st.integers(0, 900), st.integers(0, 40)),
    put=st.sampled_from(PIECES),
)
def test_any_slip_in_a_requirement_is_read_or_refused(
    form: str, sample: str, cut: tuple[int, int], put: str
) -> None:
    at, length = cut
    read_or_refused((sample[:at] + put + sample[at + length :]).encode(), form)


TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_characters="{}\r\x85\u2028\u2029", exclude_categories=("C",)
    ),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))  # fmt: skip
LINE = st.fixed_dictionaries({"step": TEXT}) | st.fixed_dictionaries({"expect": TEXT})
SUITES = st.fixed_dictionaries(
    {"cases": st.lists(st.lists(LINE, min_size=1, max_size=4), min_size=1, max_size=4)},
    optional={"app": TEXT, "pages": st.dictionaries(TEXT, TEXT), "never_heal": st.lists(TEXT)},
)


@settings(deadline=None)
@given(SUITES)
def test_suite_that_is_written_is_read_the_same(suite: dict[str, Any]) -> None:
    cases = suite["cases"]
    suite = suite | {"cases": [{"name": f"n{n}", "steps": said} for n, said in enumerate(cases)]}

    requirement = parse_requirement(yaml.safe_dump(suite, allow_unicode=True).encode(), "s.yaml")

    assert [
        [{sentence.kind.value: sentence.text} for sentence in case.sentences]
        for case in requirement.cases
    ] == cases
    assert requirement.app == suite.get("app", "").strip()
    assert dict(requirement.pages) == suite.get("pages", {})
    assert list(requirement.never_heal) == suite.get("never_heal", [])


@pytest.mark.parametrize("form", FORMS)
def test_file_that_is_too_large_is_refused(form: str) -> None:
    with pytest.raises(RequirementError, match="over 1024 KiB"):
        parse_requirement(b"a" * (1024 * 1024 + 1), f"any{form}")


def test_file_of_no_known_form_is_refused() -> None:
    with pytest.raises(RequirementError, match=r"'\.yamll' names no form of requirement \(did you"):
        parse_requirement(b"", "any.yamll")


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    with pytest.raises(RequirementError) as raised:
        parse_requirement("1. Größe\r\n2. ".encode() + b"\xe4", "any.md")

    first = raised.value.faults[0]
    assert (first.line, first.column) == (2, 4)
    assert first.hint == "save the file as UTF-8"


@pytest.mark.parametrize(
    ("name", "head", "unit"),
    [
        ("open.md", "1. ", "“ "),
        ("stars.md", "1. ", "**a "),
        ("nested.md", "", "- "),
        ("quoted.md", "", "> "),
        ("open.yaml", "a: ", "["),
        ("open.json", "", "["),
        ("long.feature", "Feature: F\n  Scenario: S\n    When ", "<a"),
    ],
)
def test_input_that_would_take_long_is_refused_soon(name: str, head: str, unit: str) -> None:
    with pytest.raises(RequirementError):
        parse_requirement((head + unit * 100_000).encode(), name)


def test_thousands_of_rows_are_told_apart() -> None:
    rows = "      - {x: 1}\n" * 4000
    suite = f"cases:\n  - name: a\n    steps: ['{{{{x}}}}']\n    data:\n{rows}"

    names = [case.name for case in parse_requirement(suite.encode(), "s.yaml").cases]

    assert len(set(names)) == len(rows.splitlines())
    assert names[:2] == ["a [x=1]", "a [x=1] [2]"]


def test_more_cases_than_a_run_can_hold_are_refused() -> None:
    text = "".join(f"## h{number}\n1. a\n" for number in range(5_001))

    with pytest.raises(RequirementError, match="over 5000 cases"):
        parse_requirement(text.encode(), "t.md")
