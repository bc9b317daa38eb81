"""``pacts heal OLD NEW --app``: which stored selectors does a build break?"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import junitparser
import pytest

from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import ScriptedServer

OLD = b"""<!doctype html><title>Shop</title><h1>Cart</h1>
<form id=cart><label for=code>Voucher</label><input id=code name=code>
<button id=pay>Check out</button><button class=empty>Empty the cart</button>
<a href=/help>Help</a><a href=/terms>Terms</a></form><p>Free delivery</p>"""
NEW = (
    OLD.replace(b"<button id=pay>Check out", b"<button id=order>Check out")
    .replace(b"<button class=empty>Empty the cart</button>", b"")
    .replace(b"id=code name=code", b"id=voucher name=code")
    .replace(b"for=code", b"for=voucher")
)
CSS = pb.SELECTOR_STRATEGY_CSS
XPATH = pb.SELECTOR_STRATEGY_XPATH
BUTTON = "/html/body/form/button"
Judge = Callable[..., Any]


def by_role(role: str, name: str) -> pb.Selector:
    return pb.Selector(strategy=pb.SELECTOR_STRATEGY_ROLE, role=role, value=name)


def entry(element: str, *selectors: pb.Selector | str, frame: str = "") -> pb.Entry:
    made = [pb.Selector(strategy=CSS, value=s) if isinstance(s, str) else s for s in selectors]
    query = pb.ElementQuery(app="shop", environment="t", page="/cart", element=element, frame=frame)
    return pb.Entry(query=query, selectors=made, version=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.html").write_bytes(OLD)
    (tmp_path / "new.html").write_bytes(NEW)
    (tmp_path / "new.html.gz").write_bytes(gzip.compress(NEW))
    return tmp_path


@pytest.fixture
def judge(server: ScriptedServer, folder: Path, pacts_cli: Run) -> Judge:
    def run(*entries: pb.Entry, flags: tuple[str, ...] = (), new: str = "new.html") -> Any:
        server.answer("ListSelectors", selector_pb.ListSelectorsResponse(entries=entries))
        pages = (str(folder / "old.html"), str(folder / new))
        return pacts_cli("heal", *pages, "--app", "shop", "--address", server.target, *flags)

    return run


CASES = [
    ("works", (by_role("button", "Check out"), "#pay"), "changed"),
    ("alternative", ("#pay", by_role("button", "Check out")), "changed"),
    ("healed", ("#pay",), "changed"),
    ("gone", (".empty",), "absent"),
    ("wrong", (pb.Selector(strategy=XPATH, value=f"{BUTTON}[last()]"), ".empty"), "absent"),
    ("wrong", ("button:last-of-type",), "absent"),
    ("wrong", ("form > :nth-child(5)", "a[href='/help']"), "same"),
    ("works", ("a[href='/help']", "form > :nth-child(5)"), "same"),
    ("unknown", ("#pay", "button:hover"), "changed"),
    ("alternative", ("a:hover", "a[href='/help']"), "same"),
]


@pytest.mark.parametrize(("verdict", "selectors", "outcome"), CASES)
def test_release_verdict_is_what_a_runner_would_meet(
    judge: Judge, verdict: str, selectors: tuple[pb.Selector | str, ...], outcome: str
) -> None:
    result = judge(entry("it", *selectors), flags=("--json", "--page", "/cart"))
    judged, total = (json.loads(line) for line in result.stdout.splitlines())
    assert (judged["verdict"], judged["element"]) == (verdict, "it")
    assert judged["outcome"] == outcome or outcome == "same"
    assert total == {"verdicts": {verdict: 1}, "elsewhere": 0}
    assert result.exit_code == (verdict in {"healed", "gone", "wrong"})


def test_release_entry_whose_element_is_hidden_now_breaks(judge: Judge, folder: Path) -> None:
    closed = OLD.replace(b"<form", b"<details><summary>Cart</summary><form")
    (folder / "closed.html").write_bytes(closed.replace(b"</form>", b"</form></details>"))
    result = judge(entry("pay", "#pay"), flags=("--json",), new="closed.html")
    hidden = json.loads(result.stdout.splitlines()[0])
    assert (hidden["verdict"], hidden["stored"][0]["state"]) == ("hidden", "works")
    assert 'summary "Cart"' in hidden["detail"]
    assert result.exit_code == 1


def test_release_entry_that_is_never_healed_is_refused(judge: Judge) -> None:
    marked = entry("pay", "#pay")
    marked.never_heal = True
    result = judge(marked, flags=("--json",))
    refused = json.loads(result.stdout.splitlines()[0])
    assert refused["verdict"] == "refused"
    assert refused["detail"].endswith("marked never to be healed")
    assert result.exit_code == 1


def test_release_healed_entry_comes_with_new_selectors(judge: Judge) -> None:
    result = judge(entry("pay", "#pay"), flags=("--json",), new="new.html.gz")
    healed = json.loads(result.stdout.splitlines()[0])
    assert healed["old"] == "/html[1]/body[1]/form[1]/button[1]"
    assert healed["xpath"] == "/html[1]/body[1]/form[1]/button[1]"
    assert {"strategy": "css", "value": "#order"} in healed["selectors"]
    assert healed["stored"][0]["state"] == "none"


def test_release_without_page_counts_entries_of_other_pages(judge: Judge) -> None:
    others = [entry("other", "#none"), entry("live", "a:hover"), entry("framed", "#pay", frame="f")]
    result = judge(entry("pay", by_role("button", "Check out")), *others, flags=("--json",))
    assert json.loads(result.stdout.splitlines()[-1]) == {"verdicts": {"works": 1}, "elsewhere": 3}


def test_release_with_page_says_of_each_entry_what_it_cannot_know(judge: Judge) -> None:
    entries = [
        entry("other", "#none"),
        entry("live", "a:hover"),
        entry("framed", "#pay", frame="f"),
    ]
    result = judge(*entries, entry("both", "button"), flags=("--json", "--page", "/cart"))
    *lines, total = (json.loads(line) for line in result.stdout.splitlines())
    assert {line["element"]: line["verdict"] for line in lines} == {
        "live": "unknown",
        "framed": "unknown",
        "both": "ambiguous",
    }
    assert (total["elsewhere"], result.exit_code) == (1, 0)


def test_release_filters_are_sent_to_the_daemon(judge: Judge, server: ScriptedServer) -> None:
    result = judge(flags=("--environment", "stage", "--page", "/cart"))
    request = server.requests["ListSelectors"][0]
    assert (request.app, request.environment, request.page) == ("shop", "stage", "/cart")
    assert (result.exit_code, "no entries; 0 not on this page" in result.stdout) == (0, True)


def test_release_table_names_what_breaks_first(judge: Judge) -> None:
    works = entry("checkout", by_role("button", "Check out"))
    result = judge(works, entry("pay", "#pay"), entry("bin", "button:last-of-type"))
    lines = [line.split()[0] for line in result.stdout.splitlines() if line.split()]
    assert lines.index("healed") < lines.index("wrong") < lines.index("works")
    assert "would find its neighbour" in result.stdout
    assert "css #order" in result.stdout
    assert "1 works, 1 healed, 1 wrong; 0 not on this page" in result.stdout


def test_release_junit_fails_what_breaks_and_skips_what_is_unknown(
    judge: Judge, folder: Path
) -> None:
    works = entry("checkout", by_role("button", "Check out"))
    rest = [entry("p\u0001ay", "#pay"), entry("bin", ".empty"), entry("live", "a:hover")]
    flags = ("--junit", str(folder / "out.xml"), "--page", "/cart")
    assert judge(works, *rest, flags=flags).exit_code == 1
    report = junitparser.JUnitXml.fromfile(str(folder / "out.xml"))
    assert (report.tests, report.failures, report.skipped) == (4, 2, 1)
    (suite,) = report
    results = {case.name: [type(one).__name__ for one in case.result] for case in suite}
    assert results == {"checkout": [], "pay": ["Failure"], "bin": ["Failure"], "live": ["Skipped"]}
    failure = next(case.result[0] for case in suite if case.name == "pay")
    assert (failure.type, failure.message.startswith("healed: ")) == ("healed", True)
    assert "css #order" in failure.text


def test_release_of_captures_reads_them(judge: Judge, folder: Path) -> None:
    capture = {
        "format": 1, "strings": ["", "html", "body", "button", "id", "go"], "parent": [-1, 0, 1],
        "tag": [1, 2, 3], "attr_count": [0, 0, 1], "attrs": [4, 5],
    }  # fmt: skip
    for name in ("old.html", "new.html"):
        (folder / name).write_text(json.dumps(capture))
    result = judge(entry("go", "#go"), flags=("--json",))
    assert json.loads(result.stdout.splitlines()[0])["verdict"] == "works"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("a", "b", "--junit", "x"), "app:"),
        (("a", "b", "--page", "x"), "app:"),
        (("--app", "x"), "old:"),
        (("a", "--app", "x"), "new:"),
        (("--app", "x", "--batch", "-"), "batch:"),
        (("a", "b", "--app", "x", "--xpath", "/html"), "xpath:"),
    ],
)
def test_release_unusable_call_exits_2(
    pacts_cli: Run, arguments: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("heal", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pacts: {named}")


def test_release_unreadable_page_and_junit_file_exit_2(judge: Judge, folder: Path) -> None:
    missing = judge(entry("pay", "#pay"), new="none.html")
    assert (missing.exit_code, missing.stderr.startswith("pacts: new: ")) == (2, True)
    report = judge(entry("pay", "#pay"), flags=("--junit", str(folder / "no" / "out.xml")))
    assert (report.exit_code, report.stderr.startswith("pacts: junit: ")) == (2, True)


def test_release_heal_that_the_words_of_the_query_contradict_is_gone(
    judge: Judge, folder: Path
) -> None:
    swapped = OLD.replace(b"Check out", b"Check out all").replace(b">Help<", b">Check out<")
    (folder / "swapped.html").write_bytes(swapped)
    named, unnamed = entry("Check out", "#none", "#pay"), entry("it", "#none", "#pay")
    result = judge(named, unnamed, flags=("--json",), new="swapped.html")
    refused, kept = (json.loads(line) for line in result.stdout.splitlines()[:2])
    assert (refused["verdict"], refused["outcome"], refused["selectors"]) == ("wrong", None, [])
    assert kept["verdict"] == "alternative"
