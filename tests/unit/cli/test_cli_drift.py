"""``pacts drift`` on files and batches."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

OLD = b"<main>" + b"".join(
    b"<section id='part%c'><h2>a</h2><p class='x y'>b</p><a name=c>d</a></section>" % letter
    for letter in b"abcdefghij"
)
NEW = b"<table>" + b"<tr><td><b>1</b></td><th><i>2</i></th></tr>" * 9 + b"<ul><li><em>x</em>"
FIELDS = {"id", "drift_ratio", "loss", "gain", "skeleton", "naming", "insufficient"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.html").write_bytes(OLD)
    (tmp_path / "new.html").write_bytes(NEW)
    (tmp_path / "old.html.gz").write_bytes(gzip.compress(OLD))
    (tmp_path / "broken.html.gz").write_bytes(gzip.compress(OLD)[:-20])
    (tmp_path / "plain.gz").write_bytes(OLD)
    (tmp_path / "empty.html").write_bytes(b"")
    return tmp_path


def test_drift_same_page_compressed_is_0(folder: Path, pacts_cli: Run) -> None:
    result = pacts_cli("drift", str(folder / "old.html"), str(folder / "old.html.gz"), "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["drift_ratio"]) == (0, 0.0)
    assert set(answer) == (FIELDS - {"id"}) | {"unsettled", "drifted", "threshold"}


def test_drift_other_page_explained_names_changes(folder: Path, pacts_cli: Run) -> None:
    pages = (str(folder / "old.html"), str(folder / "new.html"))
    answer = json.loads(pacts_cli("drift", *pages, "--explain", "--json").stdout)
    assert answer["drift_ratio"] > 0.5
    assert {change["kind"] for change in answer["changes"]} == {"added", "removed"}
    assert "main" in pacts_cli("drift", *pages, "--explain").stdout


def test_drift_above_the_bound_exits_1(folder: Path, pacts_cli: Run) -> None:
    pages = (str(folder / "old.html"), str(folder / "new.html"))
    assert pacts_cli("drift", *pages, "--fail-above", "0.35").exit_code == 1
    assert pacts_cli("drift", *pages, "--fail-above", "1").exit_code == 0


@pytest.mark.parametrize("name", ["none.html", "broken.html.gz", "plain.gz", "empty.html", "."])
def test_drift_unreadable_page_exits_2_naming_it(folder: Path, pacts_cli: Run, name: str) -> None:
    result = pacts_cli("drift", str(folder / "old.html"), str(folder / name), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("pacts: new: ")


def test_drift_batch_answers_each_line_in_order(folder: Path, pacts_cli: Run) -> None:
    lines = [
        b'{"id": "a", "old": "old.html", "new": "new.html"}',
        b"not json",
        b"",
        b"[1]",
        b"[" * 50_000,
        b"\xff\xfe",
        b'{"old": "old.html", "new": "new.html"}',
        b'{"id": "b", "old": "none.html", "new": "new.html"}',
        b'{"id": "c", "old": 3, "new": "new.html"}',
        b'{"id": "d", "old": "\\ud800", "new": "new.html"}',
        b'{"id": 7, "old": "old.html.gz", "new": "old.html"}',
    ]
    (folder / "batch.jsonl").write_bytes(b"\n".join(lines))
    result = pacts_cli("drift", "--batch", str(folder / "batch.jsonl"))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["a", None, None, None, None, None, "b", "c", "d", 7]
    assert set(answers[0]) == set(answers[-1]) == FIELDS
    assert all(set(answer) == {"id", "error"} for answer in answers[1:-1])
    assert result.exit_code == 1


def test_drift_batch_from_standard_input_is_relative_to_here(
    folder: Path, pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    case = b'{"id": 1, "old": "old.html", "new": "old.html.gz"}\n'
    result = pacts_cli("drift", "--batch", "-", stdin=case)
    assert (result.exit_code, json.loads(result.stdout)["drift_ratio"]) == (0, 0.0)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), "old:"),
        (("a",), "new:"),
        (("a", "b", "--batch", "-"), "batch:"),
        (("--batch", "/nowhere"), "batch:"),
        (("--batch", "/"), "batch:"),
    ],
)
def test_drift_unusable_call_exits_2(
    pacts_cli: Run, arguments: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("drift", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pacts: {named}")


def capture_of(*tags: str) -> bytes:
    strings = ["", "html", "body", *tags]
    nodes = len(strings) - 1
    arrays = {
        "format": 1, "strings": strings, "parent": [-1, 0, *([1] * len(tags))],
        "tag": list(range(1, nodes + 1)), "attr_count": [0] * nodes, "attrs": [],
    }  # fmt: skip
    return json.dumps(arrays).encode()


def test_drift_captures_are_compared_and_explained(folder: Path, pacts_cli: Run) -> None:
    (folder / "a.json").write_bytes(capture_of("main", "p"))
    (folder / "b.json.gz").write_bytes(gzip.compress(capture_of("table", "ul")))
    pages = (str(folder / "a.json"), str(folder / "b.json.gz"))
    answer = json.loads(pacts_cli("drift", *pages, "--explain", "--json").stdout)
    assert answer["drift_ratio"] > 0
    assert answer["changes"]
    (folder / "batch.jsonl").write_text('{"id": 1, "old": "a.json", "new": "b.json.gz"}\n')
    line = json.loads(pacts_cli("drift", "--batch", str(folder / "batch.jsonl")).stdout)
    assert line["drift_ratio"] == answer["drift_ratio"]


def test_drift_of_a_capture_and_html_exits_2(folder: Path, pacts_cli: Run) -> None:
    (folder / "a.json").write_bytes(capture_of("main"))
    result = pacts_cli("drift", str(folder / "old.html"), str(folder / "a.json"))
    assert (result.exit_code, result.stderr.startswith("pacts: new: ")) == (2, True)


@pytest.mark.parametrize("content", [b"\x7fELF\0\0<a>", b"root:x:0:0\n", b"PK\3\4\0\0<p>"])
def test_drift_of_what_is_no_page_exits_2(folder: Path, pacts_cli: Run, content: bytes) -> None:
    (folder / "ls").write_bytes(content)
    result = pacts_cli("drift", str(folder / "old.html"), str(folder / "ls"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not a page" in result.stderr


def test_drift_threshold_is_the_flag_then_the_setting(
    folder: Path, pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = ("drift", str(folder / "old.html"), str(folder / "new.html"), "--json")
    monkeypatch.setenv("PACTS_DRIFT_THRESHOLD", "1")
    lenient = json.loads(pacts_cli(*pages).stdout)
    strict = json.loads(pacts_cli(*pages, "--threshold", "0.2").stdout)
    assert (lenient["threshold"], lenient["drifted"]) == (1, False)
    assert (strict["threshold"], strict["drifted"]) == (0.2, True)
