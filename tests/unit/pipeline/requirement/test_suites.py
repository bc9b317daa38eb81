from __future__ import annotations

import json

import pytest

from pacts_daemon.pipeline.requirement.model import MAX_KEPT_BYTES
from pacts_daemon.rpc.requests import MAX_NAME_BYTES
from tests.unit.pipeline.requirement.conftest import Faulty, Read, places, said

SUITE = """\
title: Shop
app: shop
environment: ci
base_url: http://localhost:8080
pages:
  cart: /cart
logins:
  "": |
    1. Fill Name with bob
    2. Click Log in
interruptions:
  cookies: "#accept"
never_heal: [Delete]
variables:
  item: Pen
tags: smoke
background:
  - Go to the cart page
cases:
  - name: Buy
    group: Cart
    tags: [slow]
    steps:
      - Click Add in the row of {{item}}
      - expect: '"Added" is shown'
      - step: Click Pay
        expect: Total is 007
    expect: Thanks is shown
  - name: Count
    steps: Type {{count}} in Quantity
    data:
      - {count: 1}
      - {count: "2"}
"""


def test_suite_is_read_with_all_its_keys(read: Read) -> None:
    requirement = read(SUITE, "s.yaml")
    buy, *count = requirement.cases

    assert (requirement.title, requirement.app, requirement.environment) == ("Shop", "shop", "ci")
    assert requirement.pages == {"cart": "/cart"}
    assert requirement.interruptions == {"cookies": "#accept"}
    assert [sentence.text for sentence in requirement.logins[""]] == [
        "Fill Name with bob", "Click Log in",
    ]  # fmt: skip
    assert (buy.group, sorted(buy.tags)) == ("Cart", ["slow", "smoke"])
    assert said(buy) == [
        "step: Go to the cart page",
        'step: Click Add in the row of "Pen"',
        'expect: "Added" is shown',
        "step: Click Pay",
        "expect: Total is 007",
        "expect: Thanks is shown",
    ]
    assert places(buy) == [(18, 5), (24, 9), (25, 18), (26, 15), (27, 17), (28, 13)]
    assert [(case.name, dict(case.values)) for case in count] == [
        ("Count [count=1]", {"count": "1"}),
        ("Count [count=2]", {"count": "2"}),
    ]


def test_json_says_the_same_as_yaml(read: Read) -> None:
    suite = {
        "$schema": "./suite.json",
        "title": "T 🎭",
        "cases": [{"name": "a\tb", "steps": ['Type "x" 🎭'], "data": None}],
    }
    for text in (json.dumps(suite), json.dumps(suite, indent="\t", ensure_ascii=False)):
        requirement = read(text, "s.json")

        assert requirement.title == "T 🎭"
        assert said(requirement.cases[0]) == ['step: Type "x" 🎭']


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("cases: []", "s.yaml:1:8: cases: is empty"),
        ("title: T", "s.yaml:1:1: 'cases' is missing"),
        ("- a", "s.yaml:1:1: the document: must be names with a value each (write 'name: value')"),
        ("", "s.yaml: 'cases' is missing"),
        (
            "cases:\n  - name: a\n    stepss: [b]",
            "s.yaml:3:5: cases[0]: unknown key 'stepss' (did you mean 'steps'?)",
        ),
        ("cases:\n  - steps: [b]", "s.yaml:2:5: cases[0]: 'name' is missing"),
        (
            "cases:\n  - name: a\n    steps:\n      - Click Save: now",
            "s.yaml:4:9: cases[0].steps[0]: unknown key 'Click Save' "
            "(put quotes around a step that has a colon and a space in it)",
        ),
        (
            'cases:\n  - name: a\n    steps:\n      - "Save" is shown',
            "s.yaml:4:16: no YAML: did not find expected '-' indicator "
            "(put other quotes around text with quotes or brackets: '\"Save\" is shown')",
        ),
        (
            "cases:\n  - name: a\n    steps:\n      - {{item}} is shown",
            "s.yaml:4:18: no YAML: did not find expected '-' indicator "
            "(put other quotes around text with quotes or brackets: '\"Save\" is shown')",
        ),
        (
            "cases:\n\t- name: a",
            "s.yaml:2:1: no YAML: found character that cannot start any token "
            "(indent with spaces, not with tabs)",
        ),
        ("a: 1\na: 2\ncases: 1", "s.yaml:2:1: 'a' is there twice (the other is in line 1)"),
        (
            "cases:\n  - name: a",
            "s.yaml:2:11: the case 'a' has no steps (write steps: or expect:)",
        ),
        ("a: &x [*x]", "s.yaml:1:1: over 200000 values"),
        ("a: " + "[" * 30 + "]" * 30, "s.yaml:1:23: deeper than 20 levels"),
        ("a\n---\nb", "s.yaml:2:1: no YAML: but found another document"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(faulty: Faulty, text: str, fault: str) -> None:
    assert fault in faulty(text, "s.yaml")


@pytest.mark.parametrize("field", ["app", "environment"])
@pytest.mark.parametrize(
    ("name", "size"),
    [("a" * 129, 129), ("a" * 200, 200), ("ü" * 65, 130)],
    ids=["one more", "a title's", "letters of two bytes"],
)
def test_name_that_the_daemon_would_not_keep_is_told_with_its_field(
    faulty: Faulty, field: str, name: str, size: int
) -> None:
    text = f"title: T\n{field}: '{name}'\ncases:\n  - name: A\n    steps: [Go to /]\n"
    of_variable = text.replace(name, "{{name}}") + f"variables: {{name: '{name}'}}\n"
    column = len(f"{field}: '") + 1

    for written in (text, of_variable):
        assert faulty(written, "s.yaml") == [
            f"s.yaml:2:{column}: {field} has {size} bytes, at most 128 are allowed"
        ]


@pytest.mark.parametrize(
    "name", ["a" * MAX_NAME_BYTES, "ü" * (MAX_NAME_BYTES // 2)], ids=["ascii", "two bytes each"]
)
def test_name_that_the_daemon_keeps_may_be_as_long_as_there(read: Read, name: str) -> None:
    text = f"app: '{name}'\nenvironment: '{name}'\ncases:\n  - name: A\n    steps: [Go to /]\n"
    requirement = read(text, "s.yaml")

    assert (requirement.app, requirement.environment) == (name, name)
    assert MAX_KEPT_BYTES == MAX_NAME_BYTES


def test_json_errors_are_called_so(faulty: Faulty) -> None:
    assert faulty('{\n  "cases": [,]\n}', "s.json") == ["s.json:2:13: no JSON: Expecting value"]


def test_lists_named_again_and_again_stay_bounded(faulty: Faulty) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    assert faulty("\n".join(lines), "s.yaml") == ["s.yaml:1:1: over 200000 values"]


def test_all_faults_are_told_in_the_order_of_the_file(faulty: Faulty) -> None:
    text = (
        "variables: {a: '{{b}}', b: '{{a}}'}\ncases:\n  - name: one\n    steps: ['Go {{c}}', x]\n"
        "    data: [{d: 1}]\n  - name: one\n    steps: ['Go {{']\n"
    )

    assert faulty(text, "s.yaml") == [
        "s.yaml:1:17: variables stand for each other: a -> b -> a",
        "s.yaml:4:17: no variable is called 'c' (known: a, b, d)",
        "s.yaml:5:13: nothing uses the column 'd' (write {{d}} in a step, or leave it out)",
        "s.yaml:7:17: '{{' is never closed by '}}'",
    ]


def test_line_of_a_text_with_a_number_within_keeps_it(read: Read) -> None:
    steps = "      1. Set the count to 2. Click Save\n      Wait 3. b\n"
    text = f"cases:\n  - name: A\n    steps: |\n{steps}"
    (case,) = read(text, "s.yaml").cases

    assert said(case) == ["step: Set the count to 2. Click Save", "step: Wait 3. b"]
