"""Errors, retries, deadlines and limits, the same for both clients."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace

import grpc
import pytest

import pacts
from pacts import errors
from pacts._shared.error_classes import BY_REASON
from pacts.v1 import admin_service_pb2 as admin_pb
from pacts.v1 import errors_pb2
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.client.scripted import Either, Failure, ScriptedServer, Slow
from tests.unit.client.test_client_answers import MISS, MISS_PB, QUERY, ROLE

UNAVAILABLE = Failure(grpc.StatusCode.UNAVAILABLE, "starting")


@pytest.mark.parametrize("reason", errors_pb2.ErrorReason.keys()[1:])
async def test_every_error_reason_has_its_class(
    server: ScriptedServer, client: Either, reason: str
) -> None:
    short = reason.removeprefix("ERROR_REASON_")
    server.answer("SaveSelector", Failure(grpc.StatusCode.UNKNOWN, "told", short))
    with pytest.raises(BY_REASON[short]) as caught:
        await client("save_selector", QUERY, [ROLE])
    assert (str(caught.value), caught.value.reason) == ("told", short)


def test_every_class_of_a_reason_is_public_and_documented() -> None:
    assert set(BY_REASON) == {
        name.removeprefix("ERROR_REASON_") for name in errors_pb2.ErrorReason.keys()[1:]
    }
    for kind in BY_REASON.values():
        assert getattr(pacts, kind.__name__) is kind
        assert kind.__name__ in (errors.__doc__ or "")


async def test_invalid_field_names_field_and_problem(
    server: ScriptedServer, client: Either
) -> None:
    metadata = {"field": "query.app", "problem": "must not be empty"}
    failure = Failure(grpc.StatusCode.INVALID_ARGUMENT, "told", "INVALID_FIELD", metadata)
    server.answer("GetSelector", failure)
    with pytest.raises(pacts.InvalidFieldError) as caught:
        await client("get_selector", QUERY)
    assert (caught.value.field, caught.value.problem) == ("query.app", "must not be empty")
    assert caught.value.code == "INVALID_ARGUMENT"


async def test_version_conflict_names_both_versions(server: ScriptedServer, client: Either) -> None:
    metadata = {"expected": "3", "current": "5"}
    failure = Failure(grpc.StatusCode.ABORTED, "told", "VERSION_CONFLICT", metadata)
    server.answer("SaveSelector", failure)
    with pytest.raises(pacts.VersionConflictError) as caught:
        await client("save_selector", QUERY, [ROLE], expected_version=3)
    assert (caught.value.expected, caught.value.current) == (3, 5)


async def test_frozen_miss_is_a_frozen_error_that_names_the_miss(
    server: ScriptedServer, client: Either
) -> None:
    metadata = {"miss": "expired", "problem": "past its retention"}
    failure = Failure(grpc.StatusCode.NOT_FOUND, "frozen", "FROZEN_MISS", metadata)
    server.answer("GetSelector", failure)
    with pytest.raises(pacts.FrozenError) as caught:
        await client("get_selector", QUERY)
    assert isinstance(caught.value, pacts.FrozenMissError)
    assert caught.value.miss == pacts.MissReason.EXPIRED


async def test_heal_errors_name_heal_and_state(server: ScriptedServer, client: Either) -> None:
    metadata = {"id": "0" * 32, "state": "rejected"}
    gone = Failure(grpc.StatusCode.NOT_FOUND, "gone", "HEAL_NOT_FOUND", metadata)
    decided = Failure(grpc.StatusCode.FAILED_PRECONDITION, "no", "HEAL_STATE", metadata)
    server.answer("ApproveHeal", gone, decided)
    with pytest.raises(pacts.HealNotFoundError) as not_found:
        await client("heals.approve", "0" * 32)
    with pytest.raises(pacts.HealStateError) as state:
        await client("heals.approve", "0" * 32)
    assert not_found.value.heal_id == state.value.heal_id == "0" * 32
    assert state.value.state == pacts.HealState.REJECTED


async def test_error_info_of_another_domain_is_not_ours(
    server: ScriptedServer, client: Either
) -> None:
    failure = Failure(
        grpc.StatusCode.UNAUTHENTICATED, "no", "INVALID_FIELD", domain="proxy.example"
    )
    server.answer("SaveSelector", failure)
    with pytest.raises(pacts.AccessDeniedError) as caught:
        await client("save_selector", QUERY, [ROLE])
    assert caught.value.reason == ""


async def test_unnamed_status_raises_pacts_error_with_its_code(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("Check", Failure(grpc.StatusCode.NOT_FOUND, "no such service"))
    with pytest.raises(pacts.PactsError, match="no such service") as caught:
        await client("health", "nope")
    assert caught.value.code == "NOT_FOUND"


async def test_missing_browser_is_not_worth_another_try(
    server: ScriptedServer, client: Either
) -> None:
    failure = Failure(
        grpc.StatusCode.FAILED_PRECONDITION,
        "no browser was found",
        "BROWSER_UNAVAILABLE",
        {"problem": "no browser was found"},
    )
    server.answer("ResolveSelector", failure)
    with pytest.raises(pacts.BrowserUnavailableError) as caught:
        await client("resolve_selector", QUERY, pacts.PageAccess("http://127.0.0.1/"))
    assert caught.value.problem == "no browser was found"
    assert not isinstance(caught.value, pacts.UnavailableError)


def test_error_survives_pickling() -> None:
    error = pacts.TierUnavailableError("down", "UNAVAILABLE", "TIER_UNAVAILABLE", {"tier": "redis"})
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(again), str(again), again.tier) == (type(error), "down", "redis")


async def test_get_selector_unavailable_once_is_repeated(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("GetSelector", UNAVAILABLE, MISS_PB)
    assert await client("get_selector", QUERY) == MISS
    assert len(server.requests["GetSelector"]) == 2


async def test_get_selector_always_unavailable_gives_up(
    server: ScriptedServer, connect: Callable[..., Either]
) -> None:
    metadata = {"tier": "postgres", "problem": "paused"}
    failure = Failure(grpc.StatusCode.UNAVAILABLE, "down", "TIER_UNAVAILABLE", metadata)
    server.answer("GetSelector", failure)
    with pytest.raises(pacts.TierUnavailableError) as caught:
        await connect(retries=1)("get_selector", QUERY)
    assert caught.value.tier == "postgres"
    assert len(server.requests["GetSelector"]) == 2


async def test_get_selector_without_retries_fails_at_once(
    server: ScriptedServer, connect: Callable[..., Either]
) -> None:
    server.answer("GetSelector", UNAVAILABLE)
    with pytest.raises(pacts.DaemonUnreachableError):
        await connect(retries=0)("get_selector", QUERY)
    assert len(server.requests["GetSelector"]) == 1


@pytest.mark.parametrize(
    ("method", "args", "name"),
    [
        ("save_selector", (QUERY, [ROLE]), "SaveSelector"),
        ("report_outcome", (QUERY, 1, pacts.Succeeded()), "ReportOutcome"),
        ("resolve_selector", (QUERY, pacts.PageAccess("http://127.0.0.1/")), "ResolveSelector"),
    ],
)
async def test_writing_method_unavailable_is_not_repeated(
    server: ScriptedServer, client: Either, method: str, args: tuple[object, ...], name: str
) -> None:
    server.answer(name, UNAVAILABLE)
    with pytest.raises(pacts.UnavailableError):
        await client(method, *args)
    assert len(server.requests[name]) == 1


async def test_slow_answer_raises_deadline_exceeded(
    server: ScriptedServer, connect: Callable[..., Either]
) -> None:
    server.answer("GetCacheStats", Slow())
    with pytest.raises(pacts.DeadlineExceededError):
        await connect(timeout_s=0.2)("cache_stats")
    with pytest.raises(pacts.DeadlineExceededError):
        await connect()("cache_stats", timeout_s=0.2)


async def test_nothing_listening_raises_daemon_unreachable(
    connect: Callable[..., Either],
) -> None:
    with pytest.raises(pacts.DaemonUnreachableError):
        await connect(target="127.0.0.1:1", retries=0)("cache_stats")


async def test_message_of_20_mib_passes(server: ScriptedServer, client: Either) -> None:
    server.answer("FingerprintPage", Failure(grpc.StatusCode.UNKNOWN))
    stats = admin_pb.GetCacheStatsResponse(daemon_version="x" * 20 * 1024**2)
    server.answer("GetCacheStats", stats)
    assert len((await client("cache_stats")).daemon_version) == 20 * 1024**2


async def test_message_over_64_mib_raises_resource_exhausted(
    server: ScriptedServer, client: Either
) -> None:
    with pytest.raises(pacts.PactsError) as caught:
        await client("fingerprint_page", html=b"x" * 65 * 1024**2)
    assert caught.value.code == "RESOURCE_EXHAUSTED"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ordinal": -1}, "ordinal"),
        ({"ordinal": 2**40}, "ordinal"),
        ({"element": "\ud800"}, "element"),
        ({"page": 3}, "page"),
        ({"action": "jump"}, "action"),
        ({"variant": {"locale": 3}}, "variant"),
    ],
)
async def test_query_that_cannot_be_sent_names_field(
    client: Either, change: dict[str, object], field: str
) -> None:
    with pytest.raises(pacts.InvalidFieldError) as caught:
        await client("get_selector", replace(QUERY, **change))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"retries": 5}, "retries"),
        ({"retries": -1}, "retries"),
        ({"timeout_s": 0}, "timeout_s"),
        ({"timeout_s": float("nan")}, "timeout_s"),
        ({"target": "127.0.0.1:99999"}, "target"),
        ({"target": ""}, "target"),
        ({"target": "daemon.example:50551", "token": "t"}, "token"),
        ({"target": "127.0.0.1.example:50551", "token": "t"}, "token"),
        ({"target": "localhost.example:50551", "token": "t"}, "token"),
    ],
)
async def test_unusable_option_raises_value_error(
    connect: Callable[..., Either], options: dict[str, object], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        connect(**options)


async def test_token_to_this_machine_is_sent(
    server: ScriptedServer, connect: Callable[..., Either]
) -> None:
    server.answer("InvalidateSelectors", selector_pb.InvalidateSelectorsResponse())
    await connect(token="s3cret")("invalidate_selectors", "a", "e")
    assert server.metadata["authorization"] == "Bearer s3cret"


async def test_call_names_the_protocol_that_the_client_speaks(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("GetCacheStats", admin_pb.GetCacheStatsResponse())
    await client("cache_stats")
    assert server.metadata["pacts-protocol"] == "1"


async def test_call_that_the_daemon_does_not_have_says_that_it_is_older(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("GetCacheStats", Failure(grpc.StatusCode.UNIMPLEMENTED, "Method not found!"))
    with pytest.raises(pacts.VersionError, match="the daemon is older than this client: Method"):
        await client("cache_stats")


async def test_protocol_unsupported_names_both_versions(
    server: ScriptedServer, client: Either
) -> None:
    metadata = {"client": "1", "supported": "2"}
    failure = Failure(grpc.StatusCode.FAILED_PRECONDITION, "told", "PROTOCOL_UNSUPPORTED", metadata)
    server.answer("GetCacheStats", failure)
    with pytest.raises(pacts.ProtocolUnsupportedError) as caught:
        await client("cache_stats")
    assert (caught.value.client, caught.value.supported) == ("1", "2")


async def test_client_in_a_block_closes_its_channel(server: ScriptedServer) -> None:
    server.answer("GetCacheStats", admin_pb.GetCacheStatsResponse())
    async with pacts.AsyncClient(server.target) as client:
        await client.cache_stats()
    with pytest.raises(grpc.aio.UsageError):
        await client.cache_stats()
    with pacts.Client(server.target) as sync_client:
        sync_client.cache_stats()
    with pytest.raises(ValueError, match="closed"):
        sync_client.cache_stats()
