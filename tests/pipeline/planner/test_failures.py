"""Each kind of failure: the rules plan, the plan says why, and nobody waits for long."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from pacts_daemon.pipeline.planner.anthropic.client import MAX_RETRIES
from tests.pipeline.planner.conftest import MODEL, Desk
from tests.pipeline.planner.messages_api import MessagesApi, click, planned
from tests.pipeline.planner.requirements import KEY, SAVE, note_of, requirement, step
from tests.support.backends.servers import free_port
from tests.support.certificates import make_authority


@pytest.mark.parametrize(
    ("status", "kind", "why", "calls"),
    [
        (400, "invalid_request_error", "bad_request", 1),
        (401, "authentication_error", "authentication", 1),
        (402, "billing_error", "billing", 1),
        (403, "permission_error", "permission", 1),
        (404, "not_found_error", "unknown_model", 1),
        (413, "request_too_large", "too_large", 1),
        (418, "teapot_error", "unexpected", 1),
        (429, "rate_limit_error", "rate_limited", 1 + MAX_RETRIES),
        (500, "api_error", "server_error", 1 + MAX_RETRIES),
        (503, "api_error", "server_error", 1 + MAX_RETRIES),
        (504, "timeout_error", "timeout", 1 + MAX_RETRIES),
        (529, "overloaded_error", "overloaded", 1 + MAX_RETRIES),
    ],
)
async def test_refused_request_is_planned_by_the_rules_which_says_why(
    status: int, kind: str, why: str, calls: int, api: MessagesApi, desk: Desk
) -> None:
    api.fails(status, kind, "the reason that the API gives")

    note = note_of(await desk.planner().plan(SAVE))

    assert note == (
        f"planned by rules/1, not by anthropic {MODEL}: {why}: the reason that the API gives"
    )
    assert len(api.asked) == calls
    assert desk.span().attributes["pacts.plan.fallback"] == why  # type: ignore[index]


async def test_key_that_a_gateway_repeats_is_in_no_note(api: MessagesApi, desk: Desk) -> None:
    api.fails(401, "authentication_error", f"no such key: {KEY}")

    note = note_of(await desk.planner().plan(SAVE))

    assert note.endswith(": authentication: no such key: …")


async def test_overload_that_passes_is_retried_and_unnoticed(api: MessagesApi, desk: Desk) -> None:
    api.fails(529, "overloaded_error")
    api.says(planned(1, click("Save")))

    plan = await desk.planner().plan(SAVE)

    assert (len(api.asked), plan.notes) == (2, ())


@pytest.mark.parametrize(
    ("stop_reason", "why"),
    [
        ("refusal", "refusal"),
        ("max_tokens", "cut_short"),
        ("model_context_window_exceeded", "context_exceeded"),
    ],
)
async def test_answer_that_was_stopped_is_planned_by_the_rules(
    stop_reason: str, why: str, api: MessagesApi, desk: Desk
) -> None:
    api.says(planned(1, click("Save")), stop_reason=stop_reason)

    note = note_of(await desk.planner().plan(SAVE))

    assert f": {why}: " in note
    assert len(api.asked) == 1


async def test_answer_cut_short_names_the_setting(api: MessagesApi, desk: Desk) -> None:
    api.says_text('{"sentences": [', stop_reason="max_tokens")

    note = note_of(await desk.planner(max_tokens=300).plan(SAVE))

    assert note.endswith("the answer was longer than PACTS_PLANNER_MAX_TOKENS, 300")
    assert api.bodies[0]["max_tokens"] == 300


@pytest.mark.parametrize("text", ["", "Certainly! Here is the plan.", '{"sentences": [{"id": 1'])
async def test_text_that_is_no_json_twice_is_planned_by_the_rules(
    text: str, api: MessagesApi, desk: Desk
) -> None:
    api.says_text(text)

    note = note_of(await desk.planner().plan(SAVE))

    assert ": bad_json: twice; at last: Invalid JSON" in note
    assert len(api.asked) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 1, "actions": [{"action": "jump", "element": "Save"}]},
        {"id": 1, "actions": []},
        {"id": 1},
        {"id": 2, "actions": [click("Save")]},
        {"id": 1, "actions": [click("Save")], "unreadable": {"part": "Save", "hint": "more"}},
        {"id": 1, "actions": [click("Delete")]},
        {"id": 1, "unreadable": {"part": "Delete", "hint": "which one"}},
        {"id": 1, "actions": [click("Save")], "reason": "because"},
    ],
)
async def test_answer_that_is_no_plan_twice_is_planned_by_the_rules(
    wrong: dict[str, Any], api: MessagesApi, desk: Desk
) -> None:
    api.says(wrong)

    note = note_of(await desk.planner().plan(SAVE))

    assert ": invalid_plan: twice; at last: " in note
    assert len(api.asked) == 2
    assert not (desk.data_dir / "plans").exists()


async def test_second_try_is_told_what_was_wrong_and_is_used(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Delete")))
    api.says(planned(1, click("Save")))

    plan = await desk.planner().plan(SAVE)

    assert (plan.notes, plan.cases[0].steps[0].actions[0].element) == ((), "Save")
    asked, answered, corrected = api.bodies[1]["messages"]
    assert [one["role"] for one in (asked, answered, corrected)] == ["user", "assistant", "user"]
    assert '"Delete"' in answered["content"]
    assert (
        "- sentence 1: element 'Delete' has words that the sentence does not: delete"
        in corrected["content"]
    )


@pytest.mark.parametrize(
    "body",
    [
        "<html>Sign in to the proxy</html>",
        '"text"',
        "[]",
        '{"type": "message"}',
        "no JSON",
        "[" * 100_000,
    ],
    ids=["page", "text", "list", "no content", "no JSON", "deep"],
)
@pytest.mark.parametrize("content_type", ["application/json", "text/html"])
async def test_answer_that_is_no_message_is_planned_by_the_rules(
    body: str, content_type: str, desk_at: Callable[[str], Desk]
) -> None:
    with HTTPServer("127.0.0.1", 0) as server:
        server.expect_request("/v1/messages").respond_with_data(body, content_type=content_type)

        note = note_of(await desk_at(server.url_for("/")).planner().plan(SAVE))

    assert ": unexpected: " in note


async def test_message_without_usage_or_model_is_used(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")), usage=None, model=None)

    assert (await desk.planner().plan(SAVE)).notes == ()


async def test_message_whose_tokens_are_no_number_is_used(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")), usage={"input_tokens": "many", "output_tokens": {}})

    assert (await desk.planner().plan(SAVE)).notes == ()


@pytest.mark.parametrize("block", [{"type": "text"}, {"type": "text", "text": 3}, "text"])
async def test_message_whose_text_is_none_is_planned_by_the_rules(
    block: object, api: MessagesApi, desk: Desk
) -> None:
    api.says_text("", content=[block])

    assert ": bad_json: " in note_of(await desk.planner().plan(SAVE))


async def test_nobody_there_is_no_network(desk_at: Callable[[str], Desk]) -> None:
    note = note_of(await desk_at(f"http://127.0.0.1:{free_port()}").planner().plan(SAVE))

    assert ": no_network: " in note


async def test_host_without_an_address_is_no_network(desk_at: Callable[[str], Desk]) -> None:
    note = note_of(await desk_at("http://nowhere.invalid").planner().plan(SAVE))

    assert ": no_network: " in note


async def test_certificate_of_an_unknown_authority_is_tls(
    desk_at: Callable[[str], Desk], tmp_path: Path
) -> None:
    context = make_authority(tmp_path).server()
    with HTTPServer("127.0.0.1", 0, ssl_context=context) as server:
        note = note_of(await desk_at(server.url_for("/")).planner().plan(SAVE))

    assert ": tls: " in note
    assert "certificate" in note


async def test_certificates_that_cannot_be_read_are_tls(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))

    assert ": tls: " in note_of(await desk.planner().plan(SAVE))


@pytest.mark.parametrize(
    "proxy", ["gopher://proxy:port", "gopher://ann:hunter2@proxy", "socks5://ann:hunter2@proxy"]
)
async def test_proxy_that_cannot_be_used_is_a_bad_address(
    proxy: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)

    note = note_of(await desk.planner().plan(SAVE))

    assert ": bad_address: " in note
    assert "hunter2" not in note


async def test_redirect_is_not_followed_with_the_key(
    api: MessagesApi, desk_at: Callable[[str], Desk]
) -> None:
    with HTTPServer("127.0.0.1", 0) as server:
        server.expect_request("/v1/messages").respond_with_data(
            "", 307, {"Location": f"{api.url}v1/messages"}
        )
        note = note_of(await desk_at(server.url_for("/")).planner().plan(SAVE))

    assert ": unexpected: HTTP status 307" in note
    assert api.asked == []


async def test_silent_server_is_left_within_the_time(desk_at: Callable[[str], Desk]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        desk = desk_at(f"http://127.0.0.1:{silent.getsockname()[1]}")
        plan = await desk.planner(timeout_s=0.5).plan(SAVE)

    assert ": timeout: no plan within 0.5 s (PACTS_PLANNER_TIMEOUT_S)" in note_of(plan)
    assert time.monotonic() - started < 20


async def test_rate_limit_that_wants_a_long_wait_is_left_within_the_time_and_named(
    api: MessagesApi, desk: Desk
) -> None:
    api.fails(429, "rate_limit_error", **{"retry-after-ms": "60000"})
    started = time.monotonic()

    note = note_of(await desk.planner(timeout_s=3).plan(SAVE))

    assert ": rate_limited: no plan within 3 s" in note
    assert time.monotonic() - started < 30


async def test_plan_in_two_parts_whose_second_fails_is_planned_by_the_rules_and_the_first_is_kept(
    api: MessagesApi, desk: Desk
) -> None:
    sentences = [step(f"Click Item {number}") for number in range(1, 42)]
    api.says(*(planned(n, click(f"Item {n}")) for n in range(1, 41)))
    api.fails(401, "authentication_error")

    plan = await desk.planner().plan(requirement(*sentences))

    assert plan.planner == "rules/1"
    assert len(list((desk.data_dir / "plans").iterdir())) == 40
