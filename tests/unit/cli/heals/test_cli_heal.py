"""``pacts heal`` on files and batches."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

OLD = b"""<!doctype html><title>Shop</title><h1>Cart</h1>
<form id=cart><label for=code>Voucher</label><input id=code name=code>
<button>Check out</button><button>Empty the cart</button></form><p>Free delivery</p>"""
NEW = OLD.replace(b"<form", b"<div><form").replace(b"<button>Empty the cart</button>", b"")
FIELDS = {"id", "outcome", "xpath", "selectors", "confidence", "margin"}
BUTTON = "/html/body/form/button"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.html").write_bytes(OLD)
    (tmp_path / "new.html").write_bytes(NEW)
    (tmp_path / "new.html.gz").write_bytes(gzip.compress(NEW))
    (tmp_path / "empty.html").write_bytes(b"")
    return tmp_path


def case_of(case_id: object, xpath: object, new: str = "new.html") -> bytes:
    return json.dumps({"id": case_id, "old": "old.html", "new": new, "xpath": xpath}).encode()


def test_heal_batch_answers_each_line_in_order(folder: Path, pacts_cli: Run) -> None:
    lines = [
        case_of("kept", BUTTON),
        case_of("gone", f"{BUTTON}[2]"),
        b"not json",
        case_of("none", "/html/body/aside"),
        case_of("no path", None),
        case_of("no page", BUTTON, "none.html"),
        case_of("empty", BUTTON, "empty.html"),
        case_of("packed", BUTTON, "new.html.gz"),
        case_of("same", BUTTON, "old.html"),
    ]
    (folder / "batch.jsonl").write_bytes(b"\n".join(lines))
    result = pacts_cli("heal", "--batch", str(folder / "batch.jsonl"))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    found = {answer["id"]: answer.get("outcome") for answer in answers}
    assert list(found) == [
        "kept",
        "gone",
        None,
        "none",
        "no path",
        "no page",
        "empty",
        "packed",
        "same",
    ]
    assert (found["kept"], found["packed"], found["same"]) == ("moved", "moved", "same")
    assert found["gone"] == "absent"
    assert (set(answers[0]), set(answers[1])) == (FIELDS, FIELDS | {"failure_class"})
    assert answers[1]["failure_class"] == "removed"
    assert all(set(answer) == {"id", "error"} for answer in answers[2:7])
    assert answers[3]["error"].startswith("xpath: ")


def test_heal_batch_found_element_has_a_path_and_selectors(folder: Path, pacts_cli: Run) -> None:
    (folder / "batch.jsonl").write_bytes(case_of(1, BUTTON) + b"\n" + case_of(2, f"{BUTTON}[2]"))
    result = pacts_cli("heal", "--batch", str(folder / "batch.jsonl"))
    kept, gone = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert kept["xpath"] == "/html[1]/body[1]/div[1]/form[1]/button[1]"
    assert kept["selectors"][0] == {
        "strategy": "role",
        "value": "Check out",
        "role": "button",
    }
    assert kept["confidence"] > 0.9
    assert (gone["xpath"], gone["selectors"]) == (None, [])


def test_heal_of_what_is_hidden_now_says_what_shows_it(folder: Path, pacts_cli: Run) -> None:
    closed = OLD.replace(b"<form", b"<details><summary>Cart</summary><form")
    (folder / "closed.html").write_bytes(closed.replace(b"</form>", b"</form></details>"))
    (folder / "batch.jsonl").write_bytes(case_of(1, BUTTON, "closed.html"))
    result = pacts_cli("heal", "--batch", str(folder / "batch.jsonl"))
    answer = json.loads(result.stdout)
    assert (answer["outcome"], answer["xpath"]) == (
        "hidden", "/html[1]/body[1]/details[1]/form[1]/button[1]"
    )  # fmt: skip
    assert [step["via"] for step in answer["revealed_by"]] == ["summary"]
    pages = (str(folder / "old.html"), str(folder / "closed.html"))
    shown = pacts_cli("heal", *pages, "--xpath", BUTTON)
    assert shown.exit_code == 1
    assert "(summary, confidence 0.99)" in shown.stdout


def test_heal_batch_from_standard_input_is_relative_to_here(
    folder: Path, pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    result = pacts_cli("heal", "--batch", "-", stdin=case_of(1, BUTTON) + b"\n")
    assert (result.exit_code, json.loads(result.stdout)["outcome"]) == (0, "moved")


def test_heal_one_element_explains_itself(folder: Path, pacts_cli: Run) -> None:
    pages = (str(folder / "old.html"), str(folder / "new.html"))
    result = pacts_cli("heal", *pages, "--xpath", BUTTON, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["evidence"]["name"] > 0
    assert "Check out" in pacts_cli("heal", *pages, "--xpath", BUTTON).stdout


def test_heal_removed_element_exits_1(folder: Path, pacts_cli: Run) -> None:
    pages = (str(folder / "old.html"), str(folder / "new.html"))
    result = pacts_cli("heal", *pages, "--xpath", f"{BUTTON}[2]", "--json")
    assert (result.exit_code, json.loads(result.stdout)["outcome"]) == (1, "absent")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), "old:"),
        (("a",), "new:"),
        (("a", "b"), "xpath:"),
        (("a", "b", "--xpath", "/html"), "old:"),
        (("a", "b", "--batch", "-"), "batch:"),
        (("--batch", "/nowhere"), "batch:"),
    ],
)
def test_heal_unusable_call_exits_2(pacts_cli: Run, arguments: tuple[str, ...], named: str) -> None:
    result = pacts_cli("heal", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pacts: {named}")


def test_heal_batch_refuses_what_the_words_of_the_case_contradict(
    folder: Path, pacts_cli: Run
) -> None:
    (folder / "old.html").write_bytes(b"<h1>Shop</h1><button id=a class=red>Save</button>")
    (folder / "new.html").write_bytes(
        b"<h1>Shop</h1><button id=a class=red>Save all</button><a href=/s>Save</a>"
    )
    case = json.loads(case_of("words", "/html/body/button"))
    named = {**case, "id": "named", "element": "Save"}
    other = {**case, "id": "other", "element": "Shop"}
    bad = {**named, "id": "bad", "action": "press"}
    lines = (json.dumps(one) for one in (case, named, other, bad))
    (folder / "batch.jsonl").write_text("\n".join(lines))
    result = pacts_cli("heal", "--batch", str(folder / "batch.jsonl"))
    plain, refused, unmeant, failed = (json.loads(line) for line in result.stdout.splitlines())
    assert plain["outcome"] == unmeant["outcome"] == "changed"
    assert (refused["outcome"], refused["xpath"], refused["selectors"]) == ("absent", None, [])
    assert refused["reason"] == 'link "Save" under "Shop" answers to the name now'
    assert refused["failure_class"] == "removed"
    assert failed["error"].startswith("action: ")
