from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.quotes import PAIRS
from pacts_daemon.pipeline.requirement.variables import VariableError, filled
from tests.unit.pipeline.requirement.conftest import Faulty, Read, said, written

VALUES = {
    "name": "Bob",
    "quote": 'say "hi"',
    "both": 'it\'s "so"',
    "id": "7",
    "First Name": "B",
    "empty": "",
}


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Type {{name}} in Name", 'Type "Bob" in Name'),
        ("Type {{ First Name }}.", 'Type "B".'),
        ('Type "{{name}}" in Name', 'Type "Bob" in Name'),
        ('Type "Dear {{name}}, {{id}}"', 'Type "Dear Bob, 7"'),
        ("Type {{quote}}", "Type 'say \"hi\"'"),
        ('Type "{{quote}}"', "Type 'say \"hi\"'"),
        ("Type {{both}}", 'Type `it\'s "so"`'),
        ("Type {{empty}} in Name", 'Type "" in Name'),
        ("Click Edit in Bob's row and {{name}}'s", "Click Edit in Bob's row and Bob's"),
        ("Go to /items/{{id}}/edit", "Go to /items/7/edit"),
        ("Go to {{id}}/edit", "Go to 7/edit"),
        ("Type {{env.PW}} in Password", "Type {{env.PW}} in Password"),
        ('Type "{{ env.PW }}{{id}}"', 'Type "{{ env.PW }}7"'),
        ("{ {name} } {name}", "{ {name} } {name}"),
    ],
)
def test_variables_are_put_in_as_quoted_text(sentence: str, made: str) -> None:
    assert filled(sentence, VALUES) == made


@pytest.mark.parametrize(
    ("sentence", "message", "start"),
    [
        ("Type {{nam}}", "no variable is called 'nam'", 5),
        ("Type {{name", "'{{' is never closed by '}}'", 5),
        ("Type {{}}", "'{{}}' names no variable", 5),
        ("Type {{env.A B}}", "'A B' is no name of a secret", 5),
        ("Type {{env.}}", "'' is no name of a secret", 5),
    ],
)
def test_placeholder_that_cannot_be_replaced_is_an_error(
    sentence: str, message: str, start: int
) -> None:
    with pytest.raises(VariableError) as raised:
        filled(sentence, VALUES)

    assert (raised.value.message, raised.value.start) == (message, start)


def test_value_with_every_kind_of_quotes_is_an_error() -> None:
    with pytest.raises(VariableError, match="every kind of quotes"):
        filled("Type {{a}}", {"a": "".join(PAIRS)})


@given(st.text(alphabet="ab \"'`“”.,{}", max_size=12))
def test_what_is_put_in_is_what_the_planner_reads(value: str) -> None:
    for sentence in ("Type {{a}} in Name", 'Type "{{a}}" in Name'):
        try:
            made = filled(sentence, {"a": value})
        except VariableError:
            continue
        (action,) = read_sentence(made)

        assert (action.value, action.element) == (value, "Name")


def test_rows_make_a_case_each_with_their_values(read: Read) -> None:
    text = (
        "variables: {who: Bob}\ncases:\n  - name: Type {{q}} for {{who}}\n    steps: a '{{q}}'\n"
        "    data: [{q: 1}, {q: '{{who}}'}, {q: 1}]\n"
    )

    assert [(case.name, said(case)) for case in read(text, "s.yaml").cases] == [
        ("Type 1 for Bob", ["step: a '1'"]),
        ("Type Bob for Bob", ["step: a 'Bob'"]),
        ("Type 1 for Bob [2]", ["step: a '1'"]),
    ]


def test_rows_may_be_in_a_file(read: Read, tmp_path: Path) -> None:
    written(tmp_path / "data" / "who.csv", '\ufeffname, age\r\n"B, ""b""",1\r\n\r\nC,2\r\n')
    text = "cases:\n  - name: A\n    steps: ['Type {{name}}']\n    data: data/who.csv\n"
    requirement = read(text, "s.yaml")

    assert [said(case)[0] for case in requirement.cases] == [
        "step: Type 'B, \"b\"'",
        'step: Type "C"',
    ]
    assert requirement.notes == ("A: nothing uses the column 'age'",)


def test_rows_of_a_text_may_be_in_a_file(read: Read, tmp_path: Path) -> None:
    written(tmp_path / "who.csv", "name\nB\n")

    assert said(read("# T\n1. Type {{name}}\n\nData: `who.csv`\n").cases[0]) == ['step: Type "B"']


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("name\nB,2\n", "who.csv:2:1: 2 values for 1 columns"),
        ("name,name\nB,2\n", "who.csv:1:1: two columns are called 'name'"),
        ("name,\nB,2\n", "who.csv:1:1: column 2 has no name"),
        ('name\n"B\n', "who.csv:2:1: no CSV: unexpected end of data"),
        ("", "s.yaml:4:11: who.csv has no rows (its first line names the columns)"),
        (b"name\n\xff\n", "s.yaml:4:11: the data who.csv:2:1: byte 0xff is no UTF-8 "
         "(save the file as UTF-8)"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_of_data_is_told(
    faulty: Faulty, tmp_path: Path, content: str | bytes, fault: str
) -> None:
    written(tmp_path / "who.csv", content)
    text = "cases:\n  - name: A\n    steps: ['Type {{name}}']\n    data: who.csv\n"

    assert fault in faulty(text, "s.yaml")


def test_file_of_data_that_is_not_there_is_an_error(faulty: Faulty) -> None:
    text = "cases:\n  - name: A\n    steps: ['Type {{name}}']\n    data: who.csv\n"

    assert faulty(text, "s.yaml") == [
        "s.yaml:4:11: the data who.csv: can't be read: No such file or directory"
    ]


def test_rows_of_unequal_columns_are_an_error(faulty: Faulty) -> None:
    text = (
        "cases:\n  - name: A\n    steps: ['{{a}} {{b}}']\n"
        "    data:\n      - {a: 1}\n      - {b: 1}\n"
    )

    assert faulty(text, "s.yaml")[-2:] == [
        "s.yaml:5:9: the row has no 'b', which another row has",
        "s.yaml:6:9: the row has no 'a', which another row has",
    ]
