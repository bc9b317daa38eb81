"""``pacts history``, against a scripted daemon."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from pacts.v1 import admin_service_pb2 as pb
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import ScriptedServer

HEAL = "5f0c21aa" + "0" * 24
SAVED = pb.AuditRecord(
    id=7, who="token:ci", peer="network", action=pb.AUDIT_ACTION_SAVED, app="shop",
    environment="main", page="https://shop.test/cart", element="Pay", key="pacts:v1:{…}:pay:0",
    version_before=4, version_after=5, count=1, selector="css=#pay",
)  # fmt: skip
DROPPED = pb.AuditRecord(
    id=8, who="ann", action=pb.AUDIT_ACTION_INVALIDATED, app="shop", environment="main",
    count=1200, reason="a redesign", heal_id=HEAL,
)  # fmt: skip


def page(token: str, *records: pb.AuditRecord) -> pb.ListAuditRecordsResponse:
    return pb.ListAuditRecordsResponse(records=records, next_page_token=token)


def test_history_shows_what_was_done_by_whom_and_why(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("ListAuditRecords", page("", DROPPED, SAVED))
    result = pacts_cli("history", "--address", server.target)
    assert result.exit_code == 0
    _, dropped, saved, count = result.stdout.splitlines()
    for shown in ("token:ci", "saved", "4 -> 5", "Pay", "shop/main", "/cart", "css=#pay"):
        assert shown in saved
    for shown in ("ann", "invalidated", "1,200 at once", "a redesign", "heal 5f0c21aa"):
        assert shown in dropped
    assert "->" not in dropped
    assert count == "2 records"


def test_history_of_an_element_is_its_story_oldest_first(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("ListAuditRecords", page("", DROPPED, SAVED))
    result = pacts_cli("history", "Pay", "--address", server.target, "--json")
    assert [one["id"] for one in json.loads(result.stdout)["records"]] == [7, 8]
    assert server.requests["ListAuditRecords"][0].element == "Pay"


def test_history_json_sends_every_flag_and_stops_at_the_limit(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("ListAuditRecords", page("t", DROPPED, SAVED), page("u", SAVED, SAVED))
    flags = ["--app", "shop", "--environment", "main", "--page", "p", "--who", "ann"]
    flags += ["--action", "heal_approved", "--since", "2026-07-01T12:30+02:00", "--until", "2h"]
    flags += ["--limit", "3", "--address", server.target, "--json"]
    result = pacts_cli("history", *flags)
    assert [one["id"] for one in json.loads(result.stdout)["records"]] == [8, 7, 7]
    request = server.requests["ListAuditRecords"][0]
    assert (request.app, request.environment, request.page) == ("shop", "main", "p")
    assert (request.who, request.action) == ("ann", pb.AUDIT_ACTION_HEAL_APPROVED)
    assert request.since.ToDatetime(UTC) == datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
    ago = datetime.now(UTC) - request.until.ToDatetime(UTC)
    assert abs(ago - timedelta(hours=2)) < timedelta(minutes=1)
    assert request.page_size == 3


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (("--since", "yesterday"), "'yesterday' is no time"),
        (("--until", "999999d"), "'999999d' is no time"),
        (("--action", "eaten"), "'eaten' is not one of saved, "),
        (("--limit", "0"), "--limit"),
    ],
)
def test_history_of_a_wrong_flag_names_it(
    pacts_cli: Run, flags: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("history", *flags)
    assert result.exit_code == 2
    assert named in " ".join(result.stderr.replace("│", " ").split())


def test_action_of_a_later_daemon_is_shown_as_unrecognized(
    server: ScriptedServer, pacts_cli: Run
) -> None:
    server.answer("ListAuditRecords", page("", pb.AuditRecord(action=99)))  # type: ignore[arg-type]
    result = pacts_cli("history", "--address", server.target)
    assert result.exit_code == 0
    assert "unrecognized" in result.stdout
