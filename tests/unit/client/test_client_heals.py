"""Heals and verification: what is sent and what comes back, the same for both clients."""

from __future__ import annotations

import grpc
import pytest

import pacts
from pacts.v1 import element_pb2 as pb
from pacts.v1 import heal_service_pb2 as heal_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.client.scripted import Either, Failure, ScriptedServer
from tests.unit.client.test_client_answers import (
    DESCRIPTOR,
    DESCRIPTOR_PB,
    MISS,
    MISS_PB,
    QUERY,
    QUERY_PB,
    ROLE,
    ROLE_PB,
    TIME,
    TIME_PB,
    TRAIL,
    TRAIL_PB,
)

ID = "0123456789abcdef" * 2
ACCESS = pacts.PageAccess("http://127.0.0.1/")
CSS_PB = pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#q", positional=True)
CSS = pacts.Selector(pacts.SelectorStrategy.CSS, "#q", positional=True)
HEAL_PB = heal_pb.Heal(
    id=ID,
    state=heal_pb.HEAL_STATE_PROBATION,
    old=pb.Entry(
        query=QUERY_PB,
        selectors=[ROLE_PB],
        version=4,
        created_at=TIME_PB,
        verified_at=TIME_PB,
        expires_at=TIME_PB,
        heal_id="f" * 32,
    ),
    new=pb.Entry(
        query=QUERY_PB,
        selectors=[CSS_PB, ROLE_PB],
        identity=DESCRIPTOR_PB,
    ),
    way=heal_pb.HEAL_WAY_NAME,
    verdict=pb.ELEMENT_VERDICT_MOVED,
    score=0.9,
    margin=0.4,
    reasons=[heal_pb.HealReason(evidence="role", weight=-1.5)],
    runner_up="/html/body/c",
    passes=2,
    trace_id="a" * 32,
    created_at=TIME_PB,
    decided_at=TIME_PB,
    note="looked at it",
)
HEAL = pacts.Heal(
    id=ID,
    state=pacts.HealState.PROBATION,
    old=pacts.Entry(
        QUERY, (ROLE,), pacts.Descriptor(), 4, TIME, TIME, TIME, 0, 0, "f" * 32
    ),
    new=pacts.Draft(QUERY, (CSS, ROLE), DESCRIPTOR),
    way=pacts.HealWay.NAME,
    verdict=pacts.ElementVerdict.MOVED,
    score=0.9,
    margin=0.4,
    reasons=(pacts.HealReason("role", -1.5),),
    runner_up="/html/body/c",
    passes=2,
    trace_id="a" * 32,
    created_at=TIME,
    decided_at=TIME,
    note="looked at it",
)  # fmt: skip


async def test_heals_get_returns_heal_with_all_evidence(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("GetHeal", heal_pb.GetHealResponse(heal=HEAL_PB))
    assert await client("heals.get", ID) == HEAL
    assert server.requests["GetHeal"] == [heal_pb.GetHealRequest(id=ID)]


async def test_heals_pages_returns_those_that_are_kept(
    server: ScriptedServer, client: Either
) -> None:
    new = heal_pb.HealPage(capture=b"{}", place="/html[1]")
    server.answer("GetHealPages", heal_pb.GetHealPagesResponse(new=new))
    pages = await client("heals.pages", ID)
    assert pages == pacts.HealPages(None, pacts.HealPage(b"{}", "/html[1]"))
    assert server.requests["GetHealPages"] == [heal_pb.GetHealPagesRequest(id=ID)]


async def test_heals_get_bare_heal_has_no_way_verdict_or_decision(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("GetHeal", heal_pb.GetHealResponse(heal=heal_pb.Heal(created_at=TIME_PB)))
    heal = await client("heals.get", ID)
    assert (heal.way, heal.verdict, heal.decided_at) == (None, None, None)
    assert heal.state is pacts.HealState.UNRECOGNIZED


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("approve", "ApproveHeal"),
        ("reject", "RejectHeal"),
        ("rollback", "RollbackHeal"),
    ],
)
async def test_heals_decision_sends_id_and_note_and_is_repeated(
    server: ScriptedServer, client: Either, method: str, name: str
) -> None:
    response = getattr(heal_pb, f"{name}Response")(heal=HEAL_PB)
    server.answer(name, Failure(grpc.StatusCode.UNAVAILABLE), response)
    assert await client(f"heals.{method}", ID, "bot: seen") == HEAL
    request = getattr(heal_pb, f"{name}Request")(id=ID, note="bot: seen")
    assert server.requests[name] == [request, request]


async def test_heals_list_follows_page_tokens(server: ScriptedServer, client: Either) -> None:
    def page(token: str, *ids: str) -> heal_pb.ListHealsResponse:
        heals = [heal_pb.Heal(id=heal_id) for heal_id in ids]
        return heal_pb.ListHealsResponse(heals=heals, next_page_token=token)

    server.answer("ListHeals", page("t1", "a", "b"), page("t2"), page("", "c"))
    state = pacts.HealState.ROLLED_BACK
    heals = await client("heals.list", "wiki", "test", "p", state, page_size=2)
    assert [heal.id for heal in heals] == ["a", "b", "c"]
    sent = server.requests["ListHeals"]
    assert [request.page_token for request in sent] == ["", "t1", "t2"]
    assert sent[0] == heal_pb.ListHealsRequest(
        app="wiki",
        environment="test",
        page="p",
        state=heal_pb.HEAL_STATE_ROLLED_BACK,
        page_size=2,
    )


async def test_heals_list_without_filter_asks_for_all(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("ListHeals", heal_pb.ListHealsResponse())
    assert await client("heals.list") == []
    assert server.requests["ListHeals"] == [heal_pb.ListHealsRequest(page_size=100)]


@pytest.mark.parametrize("state", ["lost", pacts.HealState.UNRECOGNIZED])
async def test_heals_list_unknown_state_names_field(
    server: ScriptedServer, client: Either, state: pacts.HealState
) -> None:
    with pytest.raises(pacts.InvalidFieldError) as caught:
        await client("heals.list", state=state)
    assert caught.value.field == "state"
    assert server.requests == {}


@pytest.mark.parametrize(
    ("changes", "verification", "is_right"),
    [
        ({"matches": 1, "is_same": True}, (1, True, None), True),
        ({"matches": 1, "is_same": False}, (1, False, None), False),
        (
            {"matches": 0, "failed": selector_pb.GATE_POINT_UNIQUE},
            (0, None, pacts.Gate.UNIQUE),
            False,
        ),
        (
            {"matches": 1, "is_same": True, "failed": selector_pb.GATE_POINT_RECEIVES_EVENTS},
            (1, True, pacts.Gate.RECEIVES_EVENTS),
            False,
        ),
    ],
)
async def test_verify_selector_known_returns_verification(
    server: ScriptedServer,
    client: Either,
    changes: dict[str, object],
    verification: tuple[int, bool | None, pacts.Gate | None],
    is_right: bool,
) -> None:
    told = selector_pb.Verification(selector=CSS_PB, detail="seen", **changes)  # type: ignore[arg-type]
    response = selector_pb.VerifySelectorResponse(verification=told, version=7, trail=TRAIL_PB)
    server.answer("VerifySelector", response)
    answer = await client("verify_selector", QUERY, ACCESS)
    assert answer == pacts.Verification(CSS, *verification, "seen", 7, TRAIL)
    assert answer.is_right is is_right
    (request,) = server.requests["VerifySelector"]
    assert (request.query, request.access.url) == (QUERY_PB, "http://127.0.0.1/")


async def test_verify_selector_unknown_returns_miss(server: ScriptedServer, client: Either) -> None:
    miss = selector_pb.VerifySelectorResponse(miss=MISS_PB.miss, trail=TRAIL_PB)
    server.answer("VerifySelector", miss, selector_pb.VerifySelectorResponse())
    assert await client("verify_selector", QUERY, ACCESS) == MISS
    with pytest.raises(pacts.InternalError, match="no miss"):
        await client("verify_selector", QUERY, ACCESS)


async def test_answers_name_the_heal_behind_them(server: ScriptedServer, client: Either) -> None:
    found = pb.Found(selectors=[ROLE_PB], heal_id=ID)
    reasons = pb.MISS_REASON_QUARANTINED, pb.MISS_REASON_HEAL_REFUSED
    server.answer(
        "GetSelector",
        selector_pb.GetSelectorResponse(found=found),
        *(selector_pb.GetSelectorResponse(miss=pb.Miss(reason=r, heal_id=ID)) for r in reasons),
    )
    assert (await client("get_selector", QUERY)).heal_id == ID
    for reason in (pacts.MissReason.QUARANTINED, pacts.MissReason.HEAL_REFUSED):
        miss = await client("get_selector", QUERY)
        assert (miss.reason, miss.heal_id) == (reason, ID)
