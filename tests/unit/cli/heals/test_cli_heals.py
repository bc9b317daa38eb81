"""``pacts heals`` and ``pacts verify``, against a scripted daemon."""

from __future__ import annotations

import json
import re

import grpc
import pytest

from pacts.v1 import element_pb2 as pb
from pacts.v1 import heal_service_pb2 as heal_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import Failure, ScriptedServer
from tests.unit.client.test_client_heals import HEAL_PB, ID

NAMED = ("http://127.0.0.1/", "Search", "--app", "wiki", "--environment", "test")
DECISIONS = {"approve": "ApproveHeal", "reject": "RejectHeal", "rollback": "RollbackHeal"}
STATES = ["quarantined", "probation", "promoted", "rejected", "rolled_back"]


def page(token: str, *ids: str) -> heal_pb.ListHealsResponse:
    heals = [heal_pb.Heal(id=heal_id) for heal_id in ids]
    return heal_pb.ListHealsResponse(heals=heals, next_page_token=token)


def verified(**fields: object) -> selector_pb.VerifySelectorResponse:
    css = pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#search[a='[b]']")
    verification = selector_pb.Verification(selector=css, matches=1, **fields)  # type: ignore[arg-type]
    return selector_pb.VerifySelectorResponse(verification=verification, version=3)


def test_heals_list_shows_what_was_and_what_is(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("ListHeals", heal_pb.ListHealsResponse(heals=[HEAL_PB]))
    result = pacts_cli("heals", "list", "--address", server.target)
    assert result.exit_code == 0
    (line,) = (line for line in result.stdout.splitlines() if ID[:8] in line)
    assert ID not in line
    for shown in ("probation", "2023-11-14 22:13", "wiki/test", "searchbox 'Søk'", "#q", "0.90"):
        assert shown in line
    assert "1 heals" in result.stdout


def test_heals_list_json_sends_every_flag_and_stops_at_the_limit(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("ListHeals", page("t", "a", "b"), page("u", "c", "d"))
    flags = ["--app", "wiki", "--environment", "test", "--page", "p", "--state", "rolled_back"]
    flags += ["--limit", "3", "--address", server.target, "--json"]
    result = pacts_cli("heals", "list", *flags)
    assert [heal["id"] for heal in json.loads(result.stdout)["heals"]] == ["a", "b", "c"]
    request = server.requests["ListHeals"][0]
    assert (request.app, request.environment, request.page) == ("wiki", "test", "p")
    assert (request.state, request.page_size) == (heal_pb.HEAL_STATE_ROLLED_BACK, 3)


@pytest.mark.parametrize("state", STATES)
def test_heals_list_knows_every_state(server: ScriptedServer, pacts_cli: Run, state: str) -> None:
    server.answer("ListHeals", page(""))
    result = pacts_cli("heals", "list", "--state", state, "--address", server.target)
    assert result.exit_code == 0
    number = heal_pb.HealState.Value(f"HEAL_STATE_{state.upper()}")
    assert server.requests["ListHeals"][0].state == number


@pytest.mark.parametrize("state", ["lost", "unrecognized", ""])
def test_heals_list_unknown_state_exits_2_naming_it(pacts_cli: Run, state: str) -> None:
    result = pacts_cli("heals", "list", "--state", state)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--state" in result.stderr


def test_heals_show_has_both_selector_lists_and_all_evidence(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("GetHeal", heal_pb.GetHealResponse(heal=HEAL_PB))
    result = pacts_cli("heals", "show", ID, "--address", server.target)
    assert result.exit_code == 0
    was, _, after = result.stdout.partition("\nis\n")
    new, _, evidence = after.partition("\nevidence\n")
    assert "searchbox 'Søk'" in was.partition("\nwas\n")[2]
    assert "#q (positional)" in new
    assert "searchbox 'Søk'" in new
    assert evidence.split() == ["role", "-1.50"]
    for shown in (ID, "probation", "moved", "name", "/html/body/c", "a" * 32, "looked at it"):
        assert shown in was


def test_heals_show_json_holds_the_whole_heal(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("GetHeal", heal_pb.GetHealResponse(heal=HEAL_PB))
    heal = json.loads(pacts_cli("heals", "show", ID, "--address", server.target, "--json").stdout)
    assert (heal["id"], heal["state"], heal["way"]) == (ID, "probation", "name")
    assert heal["old"]["selectors"][0]["value"] == "Søk"
    assert heal["new"]["selectors"][0]["value"] == "#q"
    assert heal["reasons"] == [{"evidence": "role", "weight": -1.5}]


@pytest.mark.parametrize("command", DECISIONS)
def test_heals_decision_sends_the_note_and_shows_the_heal(
    server: ScriptedServer, pacts_cli: Run, command: str
) -> None:
    name = DECISIONS[command]
    server.answer(name, getattr(heal_pb, f"{name}Response")(heal=HEAL_PB))
    result = pacts_cli("heals", command, ID, "--note", "bot", "--address", server.target)
    assert result.exit_code == 0
    assert ID in result.stdout
    (request,) = server.requests[name]
    assert (request.id, request.note) == (ID, "bot")
    result = pacts_cli("heals", command, ID, "--address", server.target, "--json")
    assert json.loads(result.stdout)["id"] == ID


def test_heals_refused_decision_exits_5_with_the_daemons_words(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    failure = Failure(grpc.StatusCode.FAILED_PRECONDITION, "it is rejected", "HEAL_STATE")
    server.answer("RollbackHeal", failure)
    result = pacts_cli("heals", "rollback", ID, "--address", server.target, "--json")
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == "pacts: it is rejected\n"


def test_verify_right_exits_0(server: ScriptedServer, pacts_cli: Run) -> None:
    server.answer("VerifySelector", verified(is_same=True))
    result = pacts_cli("verify", *NAMED, "--address", server.target)
    assert result.exit_code == 0
    assert result.stdout.startswith("right\n")
    assert "#search[a='[b]']" in result.stdout


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"is_same": False}, "same element  no"),
        ({"is_same": True, "failed": selector_pb.GATE_POINT_RECEIVES_EVENTS}, "receives events"),
        ({"failed": selector_pb.GATE_POINT_UNIQUE, "detail": "two of them"}, "two of them"),
    ],
)
def test_verify_wrong_exits_1_and_says_why(
    server: ScriptedServer, pacts_cli: Run, fields: dict[str, object], shown: str
) -> None:
    server.answer("VerifySelector", verified(**fields))
    result = pacts_cli("verify", *NAMED, "--address", server.target)
    assert result.exit_code == 1
    assert result.stdout.startswith("wrong\n")
    assert shown in result.stdout


def test_verify_json_prints_outcome_and_sends_every_flag(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("VerifySelector", verified(failed=selector_pb.GATE_POINT_VISIBLE, is_same=True))
    flags = ["--action", "click", "--scope", "dialog", "--ordinal", "2", "--variant", "locale=nb"]
    flags += ["--access-url", "http://127.0.0.1/x", "--cdp", "http://127.0.0.1:9222"]
    result = pacts_cli("verify", *NAMED, *flags, "--address", server.target, "--json")
    answer = json.loads(result.stdout)
    assert (answer["outcome"], answer["failed"], answer["version"]) == ("wrong", "visible", 3)
    (request,) = server.requests["VerifySelector"]
    assert (request.query.action, request.query.scope) == (pb.ACTION_CLICK, "dialog")
    assert (request.query.ordinal, request.query.variant["locale"]) == (2, "nb")
    assert request.access.url == "http://127.0.0.1/x"
    assert request.access.cdp_endpoint == "http://127.0.0.1:9222"


def test_verify_unknown_is_a_miss_and_opens_the_page_by_default(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    miss = pb.Miss(reason=pb.MISS_REASON_UNKNOWN, detail="no tier knows this element")
    server.answer("VerifySelector", selector_pb.VerifySelectorResponse(miss=miss))
    result = pacts_cli("verify", *NAMED, "--address", server.target, "--json")
    assert (result.exit_code, json.loads(result.stdout)["outcome"]) == (1, "miss")
    assert server.requests["VerifySelector"][0].access.url == "http://127.0.0.1/"


def test_get_on_probation_names_the_heal(server: ScriptedServer, pacts_cli: Run) -> None:
    css = pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#q")
    found = pb.Found(selectors=[css], heal_id=ID)
    server.answer("GetSelector", selector_pb.GetSelectorResponse(found=found))
    result = pacts_cli("get", *NAMED, "--address", server.target)
    assert f"on probation as heal {ID}" in " ".join(result.stdout.split())


def test_heals_prefix_names_the_one_heal_that_begins_so(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    listed = page("", ID, "0" * 32, "00" + "1" * 30)
    server.answer("ListHeals", listed, listed, listed)
    server.answer("ApproveHeal", heal_pb.ApproveHealResponse(heal=HEAL_PB))
    to = ("--address", server.target)
    assert pacts_cli("heals", "approve", ID[:4].upper(), *to).exit_code == 0
    assert server.requests["ApproveHeal"][0].id == ID
    ambiguous = pacts_cli("heals", "approve", "00", *to)
    assert (ambiguous.exit_code, ambiguous.stdout) == (2, "")
    assert "0" * 32 in ambiguous.stderr
    assert "00" + "1" * 30 in ambiguous.stderr
    assert pacts_cli("heals", "show", "fffff", *to).exit_code == 4
    assert len(server.requests["ApproveHeal"]) == 1


def test_heals_id_that_is_none_exits_2_unasked(server: ScriptedServer, pacts_cli: Run) -> None:
    result = pacts_cli("heals", "show", "5f0c…", "--address", server.target)
    assert (result.exit_code, dict(server.requests)) == (2, {})


def test_heals_list_fits_80_columns(
    server: ScriptedServer, pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answer("ListHeals", heal_pb.ListHealsResponse(heals=[HEAL_PB]))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    result = pacts_cli("heals", "list", "--address", server.target)
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in result.stdout.splitlines()]
    assert max(len(line) for line in lines) <= 80
    assert any("searchbox 'Søk' -> #q" in line for line in lines)
