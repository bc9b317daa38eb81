"""``pacts discover --batch`` on files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

PAGE = b"""<!doctype html><title>Shop</title><h1>Cart</h1>
<table><tr><th>Item<th>Do<tr><td>Tea<td><button>Remove</button>
<tr><td>Salt<td><button>Remove</button></table>
<form><label for=code>Voucher</label><input id=code name=code>
<a href=/v>Voucher</a><button data-hook=pay>Check out</button></form>"""
FIELDS = {"id", "outcome", "xpath", "selectors", "confidence"}


def captured() -> bytes:
    strings = ["", "html", "body", "button", "Pay", "button"]
    arrays = {
        "format": 1, "url": "", "title": "", "viewport": [800, 600], "strings": strings,
        "parent": [-1, 0, 1, 1], "tag": [1, 2, 3, 3], "attr_count": [0, 0, 0, 0], "attrs": [],
        "text": [-1, -1, 4, 4], "role": [-1, -1, 5, 5], "name": [-1, -1, 4, 4],
        "flags": [1, 1, 0, 35], "rect": [0, 0, 9, 9] * 4,
    }  # fmt: skip
    return json.dumps(arrays).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "page.json").write_bytes(captured())
    (tmp_path / "empty.html").write_bytes(b"")
    return tmp_path


def case_of(case_id: object, element: object, page: str = "page.html", **more: object) -> bytes:
    return json.dumps({"id": case_id, "page": page, "element": element, **more}).encode()


def answers(pacts_cli: Run, folder: Path, *lines: bytes, code: int = 0) -> list[dict[str, object]]:
    (folder / "batch.jsonl").write_bytes(b"\n".join(lines))
    result = pacts_cli("discover", "--batch", str(folder / "batch.jsonl"))
    assert result.exit_code == code
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_discover_batch_answers_each_line_in_order(folder: Path, pacts_cli: Run) -> None:
    given = answers(
        pacts_cli,
        folder,
        case_of(1, "Check out button"),
        case_of(2, "Voucher", action="fill"),
        case_of(3, "Remove in the row of Salt"),
        case_of(4, "Remove", scope="Tea"),
        case_of(5, "Remove", ordinal=2),
        case_of(6, "Check out", page="page.html.gz"),
        case_of(7, "Pay button", page="page.json"),
    )
    assert [answer["id"] for answer in given] == [1, 2, 3, 4, 5, 6, 7]
    assert {answer["outcome"] for answer in given} == {"found"}
    assert all(set(answer) == FIELDS for answer in given)
    rows = "/html[1]/body[1]/table[1]/tbody[1]"
    form = "/html[1]/body[1]/form[1]"
    assert [answer["xpath"] for answer in given] == [
        f"{form}/button[1]",
        f"{form}/input[1]",
        f"{rows}/tr[3]/td[2]/button[1]",
        f"{rows}/tr[2]/td[2]/button[1]",
        f"{rows}/tr[3]/td[2]/button[1]",
        f"{form}/button[1]",
        "/html[1]/body[1]/button[2]",
    ]


def test_discover_batch_without_the_element_says_why(folder: Path, pacts_cli: Run) -> None:
    absent, ambiguous = answers(
        pacts_cli, folder, case_of(1, "Pay", action="click"), case_of(2, "Remove button")
    )
    assert (absent["outcome"], absent["xpath"], absent["selectors"]) == ("absent", None, [])
    assert absent["reason"] == "nothing on the page is called 'Pay'"
    assert ambiguous["outcome"] == "ambiguous"
    expected = '\'Remove button\' is equally well button "Remove" in "Tea" and button "Remove" in'
    assert str(ambiguous["reason"]).startswith(expected)


def test_discover_batch_of_what_is_hidden_says_what_shows_it(folder: Path, pacts_cli: Run) -> None:
    html = "<h1>Tea</h1><details><summary>More</summary><button>Gift wrap</button></details>"
    (folder / "hidden.html").write_text(html)
    case = json.dumps({"id": 1, "page": "hidden.html", "element": "Gift wrap"}).encode()
    (answer,) = answers(pacts_cli, folder, case)
    assert (answer["outcome"], answer["xpath"]) == (
        "hidden", "/html[1]/body[1]/details[1]/button[1]"
    )  # fmt: skip
    assert answer["selectors"]
    (step,) = answer["revealed_by"]
    assert (step["via"], step["confidence"]) == ("summary", 0.99)
    assert step["xpath"] == "/html[1]/body[1]/details[1]/summary[1]"
    assert str(answer["reason"]).endswith("shows it")


def test_discover_batch_bad_lines_are_answered_and_do_not_stop_it(
    folder: Path, pacts_cli: Run
) -> None:
    given = answers(
        pacts_cli,
        folder,
        b"not json",
        case_of(1, ""),
        case_of(2, "Pay", page="none.html"),
        case_of(3, "Pay", page="empty.html"),
        case_of(4, "Pay", action="poke"),
        case_of(5, "Pay", scope=7),
        case_of(6, "Pay", ordinal="second"),
        case_of(7, "Pay", ordinal=-1),
        b'{"page":"page.html","element":"Pay"}',
        case_of(8, "Check out"),
        code=1,
    )
    assert all(set(answer) == {"id", "error"} for answer in given[:-1])
    named = [str(answer["error"]).split(":")[0] for answer in given[:-1]]
    assert named == [
        "line", "element", "page", "page", "action", "scope", "ordinal", "ordinal", "id",
    ]  # fmt: skip
    assert given[-1]["outcome"] == "found"


def test_discover_batch_takes_other_test_ids(folder: Path, pacts_cli: Run) -> None:
    line = case_of(1, "pay") + b"\n"
    (folder / "batch.jsonl").write_bytes(line)
    batch = ("discover", "--batch", str(folder / "batch.jsonl"))
    without = json.loads(pacts_cli(*batch).stdout)
    given = json.loads(pacts_cli(*batch, "--test-id", "data-test", "--test-id", "data-hook").stdout)
    assert (without["outcome"], given["outcome"]) == ("absent", "found")
    first = {"strategy": "test_id", "value": "pay", "attribute": "data-hook"}
    assert given["selectors"][0] == first


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), "page:"),
        (("http://127.0.0.1/",), "element:"),
        (("http://127.0.0.1/", "Save", "--batch", "-"), "batch:"),
        (("--batch", "/nowhere"), "batch:"),
        (("--batch", "-", "--wait", "1"), "batch:"),
    ],
)
def test_discover_unusable_call_exits_2(
    pacts_cli: Run, arguments: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("discover", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pacts: {named}")
