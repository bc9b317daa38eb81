"""Commands that ask the daemon, against a scripted one."""

from __future__ import annotations

import json
from pathlib import Path

import grpc
import pytest

from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import Failure, ScriptedServer

NAMED = ("http://127.0.0.1/", "Search", "--app", "wiki", "--environment", "test")
FOUND = selector_pb.GetSelectorResponse(
    found=pb.Found(
        selectors=[pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#search[a='[b]']")],
        source="redis",
        version=3,
        drift_check=pb.DRIFT_CHECK_NO_EVIDENCE,
    ),
    trail=[pb.TierVisit(tier="redis", outcome=pb.OUTCOME_HIT)],
)
MISS = selector_pb.GetSelectorResponse(
    miss=pb.Miss(reason=pb.MISS_REASON_UNKNOWN, detail="no tier knows this element"),
    trail=[pb.TierVisit(tier="redis", outcome=pb.OUTCOME_ERROR, reason="it is down")],
)


def test_get_known_json_prints_answer_and_exits_0(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("GetSelector", FOUND)
    result = pacts_cli("get", *NAMED, "--address", server.target, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (answer["outcome"], answer["source"], answer["version"]) == ("found", "redis", 3)
    assert answer["selectors"][0]["value"] == "#search[a='[b]']"
    assert answer["trail"][0]["outcome"] == "hit"


def test_get_known_prints_selector_unchanged(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("GetSelector", FOUND)
    result = pacts_cli("get", *NAMED, "--address", server.target)
    assert "#search[a='[b]']" in result.stdout
    assert result.exit_code == 0


def test_get_unknown_exits_1_with_trail(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("GetSelector", MISS)
    result = pacts_cli("get", *NAMED, "--address", server.target)
    assert result.exit_code == 1
    assert "no tier knows this element" in result.stdout
    assert "it is down" in result.stdout


def test_get_sends_every_flag(server: ScriptedServer, pacts_cli: Run, tmp_path: Path) -> None:
    html = tmp_path / "page.html"
    html.write_bytes(b"<p>")
    server.answer("GetSelector", MISS)
    flags = ["--action", "fill", "--scope", "dialog", "--ordinal", "2", "--frame", "f"]
    flags += ["--variant", "locale=nb", "--variant", "role=a=b", "--html", str(html)]
    flags += ["--access-url", "http://127.0.0.1/x", "--address", server.target]
    pacts_cli("get", *NAMED, *flags)
    request = server.requests["GetSelector"][0]
    assert request.query == pb.ElementQuery(
        app="wiki",
        environment="test",
        page="http://127.0.0.1/",
        element="Search",
        action=pb.ACTION_FILL,
        scope="dialog",
        ordinal=2,
        frame="f",
        variant={"locale": "nb", "role": "a=b"},
    )
    assert request.evidence.page.html == "<p>"
    assert request.access.url == "http://127.0.0.1/x"


def test_save_ranks_selectors_in_the_order_given(server: ScriptedServer, pacts_cli: Run) -> None:
    entry = pb.Entry(query=pb.ElementQuery(app="wiki"), version=1)
    server.answer("SaveSelector", selector_pb.SaveSelectorResponse(entry=entry))
    flags = [
        "--xpath",
        "//a",
        "--role",
        "button",
        "--name",
        "--css",
        "--css=#a=b",
        "--test-id",
        "t",
    ]
    flags += ["--xpath", "//b", "--label", "L", "--address", server.target, "--json"]
    result = pacts_cli("save", *NAMED, *flags)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["version"] == 1
    sent = server.requests["SaveSelector"][0].selectors
    assert [(s.strategy, s.value, s.role, s.attribute) for s in sent] == [
        (pb.SELECTOR_STRATEGY_XPATH, "//a", "", ""),
        (pb.SELECTOR_STRATEGY_ROLE, "--css", "button", ""),
        (pb.SELECTOR_STRATEGY_CSS, "#a=b", "", ""),
        (pb.SELECTOR_STRATEGY_TEST_ID, "t", "", "data-testid"),
        (pb.SELECTOR_STRATEGY_XPATH, "//b", "", ""),
        (pb.SELECTOR_STRATEGY_LABEL, "L", "", ""),
    ]


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        ((), "selectors:"),
        (("--name", "x"), "name:"),
        (("--role", "button"), "role:"),
        (("--role", "button", "--css", "a", "--name", "x"), "role:"),
        (("--css", "a", "--variant", "locale"), "variant:"),
        (("--css", "a", "--ordinal", "-1"), "ordinal:"),
        (("--css", "a", "--html", "/nowhere/page.html"), "html:"),
    ],
)
def test_save_unusable_flag_exits_2_naming_it(
    server: ScriptedServer, pacts_cli: Run, flags: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("save", *NAMED, *flags, "--address", server.target)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"pacts: {named}")
    assert (result.stdout, dict(server.requests)) == ("", {})


def test_invalidate_element_without_page_exits_2(pacts_cli: Run) -> None:
    flags = ("--app", "a", "--environment", "e", "--element", "x")
    result = pacts_cli("invalidate", *flags)
    assert (result.exit_code, result.stderr) == (2, "pacts: page: needed with --element\n")


def test_list_json_holds_every_entry(server: ScriptedServer, pacts_cli: Run) -> None:
    first = selector_pb.ListSelectorsResponse(entries=[pb.Entry(version=1)], next_page_token="n")
    second = selector_pb.ListSelectorsResponse(entries=[pb.Entry(version=2)])
    server.answer("ListSelectors", first, second)
    result = pacts_cli("list", "--address", server.target, "--json")
    entries = json.loads(result.stdout)["entries"]
    assert [entry["version"] for entry in entries] == [1, 2]


def test_refused_call_exits_2_with_the_daemons_words(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer(
        "GetSelector",
        Failure(grpc.StatusCode.INVALID_ARGUMENT, "query.app: too long", "INVALID_FIELD"),
    )
    result = pacts_cli("get", *NAMED, "--address", server.target, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "pacts: query.app: too long\n"


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1:99999", "nothing"])
def test_unreachable_daemon_exits_2(pacts_cli: Run, address: str) -> None:
    result = pacts_cli("stats", "--address", address, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("pacts: address: ")
