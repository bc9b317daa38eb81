"""Commands that ask the daemon, against a scripted one."""

from __future__ import annotations

import json
from pathlib import Path

import grpc
import pytest

from pacts.v1 import admin_service_pb2 as admin_pb
from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from pacts_daemon.cli.console.render import page_tail, percent
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import Failure, ScriptedServer

NAMED = ("http://127.0.0.1/", "Search", "--app", "wiki", "--environment", "test")
CSS = ("--selector", "css=a")
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


def test_get_of_what_is_hidden_names_what_shows_it(server: ScriptedServer, pacts_cli: Run) -> None:
    css = pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#more")
    step = pb.Revealer(selectors=[css], brief='button "More"', via="beside", confidence=0.7)
    hidden = pb.Hidden(selectors=[css], confidence=0.8, revealed_by=[step])
    miss = pb.Miss(reason=pb.MISS_REASON_HIDDEN, detail="in a menu", hidden=hidden)
    server.answer("GetSelector", selector_pb.GetSelectorResponse(miss=miss))
    result = pacts_cli("get", *NAMED, "--address", server.target)
    assert result.exit_code == 1
    assert "miss: hidden. in a menu" in result.stdout
    assert all(said in result.stdout for said in ('button "More"', "beside", "0.70", "#more"))
    as_json = pacts_cli("get", *NAMED, "--address", server.target, "--json")
    assert json.loads(as_json.stdout)["hidden"]["revealed_by"][0]["via"] == "beside"


def test_get_sends_every_flag(server: ScriptedServer, pacts_cli: Run, tmp_path: Path) -> None:
    html = tmp_path / "page.html"
    html.write_bytes(b"<p>")
    server.answer("GetSelector", MISS)
    flags = ["--action", "fill", "--scope", "dialog", "--ordinal", "2", "--frame", "f"]
    flags += ["--variant", "locale=nb", "--variant", "role=a=b", "--html", str(html)]
    flags += ["--access-url", "http://127.0.0.1/x", "--wait", "0.5", "--address", server.target]
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
    assert request.access.appear_wait.nanos == 500_000_000


def test_save_ranks_selectors_in_the_order_given(server: ScriptedServer, pacts_cli: Run) -> None:
    entry = pb.Entry(query=pb.ElementQuery(app="wiki"), version=1)
    server.answer("SaveSelector", selector_pb.SaveSelectorResponse(entry=entry))
    written = ["xpath=//a", "role=button:--css: x", "css=#a=b", "test_id=t", "test_id=data-cy:u:v"]
    written += ["xpath=//b", "label=L", "alt_text=A"]
    flags = [word for text in written for word in ("--selector", text)]
    result = pacts_cli("save", *NAMED, *flags, "--address", server.target, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["version"] == 1
    sent = server.requests["SaveSelector"][0].selectors
    assert [(s.strategy, s.value, s.role, s.attribute) for s in sent] == [
        (pb.SELECTOR_STRATEGY_XPATH, "//a", "", ""),
        (pb.SELECTOR_STRATEGY_ROLE, "--css: x", "button", ""),
        (pb.SELECTOR_STRATEGY_CSS, "#a=b", "", ""),
        (pb.SELECTOR_STRATEGY_TEST_ID, "t", "", "data-testid"),
        (pb.SELECTOR_STRATEGY_TEST_ID, "u:v", "", "data-cy"),
        (pb.SELECTOR_STRATEGY_XPATH, "//b", "", ""),
        (pb.SELECTOR_STRATEGY_LABEL, "L", "", ""),
        (pb.SELECTOR_STRATEGY_ALT_TEXT, "A", "", ""),
    ]


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        ((), "--selector"),
        (("--selector", "#a"), "pacts: selector:"),
        (("--selector", "css="), "pacts: selector:"),
        (("--selector", "unrecognized=a"), "pacts: selector:"),
        (("--selector", "role=button"), "pacts: selector:"),
        (("--selector", "role=:Save"), "pacts: selector:"),
        (("--selector", "test_id=nav:save"), "test_id=data-testid:nav:save"),
        ((*CSS, "--variant", "locale"), "pacts: variant:"),
        ((*CSS, "--ordinal", "-1"), "--ordinal"),
        ((*CSS, "--action", "poke"), "--action"),
        ((*CSS, "--html", "/nowhere/page.html"), "pacts: html:"),
    ],
)
def test_save_unusable_flag_exits_2_naming_it(
    server: ScriptedServer, pacts_cli: Run, flags: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("save", *NAMED, *flags, "--address", server.target)
    assert result.exit_code == 2
    assert named in result.stderr
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


def test_save_plain_test_id_takes_the_first_attribute_of_the_settings(
    server: ScriptedServer, pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTS_BROWSER_TEST_ID_ATTRIBUTES", '["qa-id", "data-x"]')
    server.answer("SaveSelector", selector_pb.SaveSelectorResponse(entry=pb.Entry(version=1)))
    flags = ("--selector", "test_id=save", "--selector", "test_id=qa-id:a:b")
    assert pacts_cli("save", *NAMED, *flags, "--address", server.target).exit_code == 0
    sent = server.requests["SaveSelector"][0].selectors
    assert [(s.attribute, s.value) for s in sent] == [("qa-id", "save"), ("qa-id", "a:b")]


def test_resolve_failed_reads_selectors_as_save_does(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("ResolveSelector", selector_pb.ResolveSelectorResponse(miss=MISS.miss))
    flags = ("--failed", "role=button:Save", "--address", server.target)
    assert pacts_cli("resolve", *NAMED, *flags).exit_code == 1
    failed = server.requests["ResolveSelector"][0].failed_selector
    assert (failed.strategy, failed.role, failed.value) == (
        pb.SELECTOR_STRATEGY_ROLE,
        "button",
        "Save",
    )
    assert pacts_cli("resolve", *NAMED, "--failed", "#a").exit_code == 2


def test_get_looks_at_the_page_it_is_given(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("GetSelector", MISS, MISS, MISS)
    to = ("--app", "wiki", "--environment", "test", "--address", server.target)
    pacts_cli("get", "http://127.0.0.1/x", "Search", *to)
    pacts_cli("get", "http://127.0.0.1/x", "Search", *to, "--no-discovery")
    named = pacts_cli("get", "home", "Search", *to)
    first, second, third = server.requests["GetSelector"]
    assert first.access.url == "http://127.0.0.1/x"
    assert (second.HasField("access"), third.HasField("access")) == (False, False)
    assert "--access-url" in named.stderr


def test_resolve_sends_how_long_to_wait(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("ResolveSelector", selector_pb.ResolveSelectorResponse(miss=pb.Miss(detail="x")))
    pacts_cli("resolve", *NAMED, "--wait", "0", "--address", server.target)
    (request,) = server.requests["ResolveSelector"]
    assert request.access.HasField("appear_wait")
    assert request.access.appear_wait.seconds == 0


@pytest.mark.parametrize(
    ("page", "flags", "named"),
    [
        ("home", ("--wait", "1"), "pacts: access-url: "),
        ("http://127.0.0.1/", ("--wait", "1", "--no-discovery"), "pacts: no-discovery: "),
        ("http://127.0.0.1/", ("--wait", "-1"), "--wait"),
    ],
    ids=["page name", "no discovery", "negative"],
)
def test_get_with_a_wait_that_means_nothing_exits_2(
    pacts_cli: Run, page: str, flags: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("get", page, "Search", "--app", "a", "--environment", "e", *flags)
    assert (result.exit_code, named in result.stderr) == (2, True)


@pytest.mark.parametrize("command", ["get", "resolve", "verify"])
def test_page_name_with_a_browser_and_no_url_exits_2(pacts_cli: Run, command: str) -> None:
    flags = ("--app", "a", "--environment", "e", "--cdp", "http://127.0.0.1:9222")
    result = pacts_cli(command, "home", "Search", *flags)
    assert (result.exit_code, result.stderr.startswith("pacts: access-url: ")) == (2, True)


def test_get_address_that_is_not_allowed_says_how_to_do_without(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    failure = Failure(grpc.StatusCode.INVALID_ARGUMENT, "not allowed", "ADDRESS_NOT_ALLOWED")
    server.answer("GetSelector", failure)
    result = pacts_cli("get", *NAMED, "--address", server.target)
    assert result.exit_code == 2
    assert "--no-discovery" in result.stderr


@pytest.mark.parametrize(
    ("rate", "shown"),
    [(0.9990012840633471, "99.9 %"), (0.99999, "over 99.9 %"), (1.0, "100.0 %"), (0.0, "0.0 %"),
     (0.0001, "under 0.1 %")],
)  # fmt: skip
def test_stats_hit_rate_is_per_cent_and_never_rounded_to_all(rate: float, shown: str) -> None:
    assert percent(rate) == shown


def test_stats_counts_the_hits_of_each_tier_once(server: ScriptedServer, pacts_cli: Run) -> None:
    hits = {"client": 5, "redis": 2}
    server.answer("GetCacheStats", admin_pb.GetCacheStatsResponse(cache_hit_redis=2, hits=hits))
    shown = pacts_cli("stats", "--address", server.target).stdout.split()
    assert shown[shown.index("cache_hit_client") + 1] == "5"
    assert shown.count("cache_hit_redis") == 1
    assert "{" not in "".join(shown)


def test_list_tells_two_actions_of_an_element_apart_and_pads_nothing(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    queries = [
        pb.ElementQuery(
            app="a", environment="e", page="http://127.0.0.1/p", element="Save", action=action
        )
        for action in (pb.ACTION_CLICK, pb.ACTION_READ)
    ]
    queries[1].scope = "dialog"
    queries[1].variant["locale"] = "nb"
    entries = [pb.Entry(query=query, version=1) for query in queries]
    server.answer("ListSelectors", selector_pb.ListSelectorsResponse(entries=entries))
    lines = pacts_cli("list", "--address", server.target).stdout.splitlines()
    assert "click" in lines[1]
    assert "read, in dialog, locale=nb" in lines[2]
    assert [line for line in lines if line != line.rstrip()] == []


def test_page_tail_is_the_end_of_a_page() -> None:
    assert page_tail("http://127.0.0.1/orders/edit", 12) == "…orders/edit"
    assert page_tail("http://127.0.0.1/orders/edit", None) == "http://127.0.0.1/orders/edit"
