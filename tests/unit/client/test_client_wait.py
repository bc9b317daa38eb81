"""How long an element is waited for, as both clients send it."""

from __future__ import annotations

import pytest
from google.protobuf.duration_pb2 import Duration

import pacts
from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.client.scripted import Either, ScriptedServer

QUERY = pacts.ElementQuery("wiki", "test", "http://127.0.0.1/", "Search")
MISS = selector_pb.GetSelectorResponse(miss=pb.Miss(detail="x"))


@pytest.mark.parametrize(
    ("wait_s", "sent"),
    [
        (0, Duration()),
        (0.25, Duration(nanos=250_000_000)),
        (7, Duration(seconds=7)),
        (-1.5, Duration(seconds=-1, nanos=-500_000_000)),
    ],
)
async def test_wait_for_an_element_is_sent(
    server: ScriptedServer, client: Either, wait_s: float, sent: Duration
) -> None:
    server.answer("GetSelector", MISS)
    access = pacts.PageAccess("http://127.0.0.1/", appear_wait_s=wait_s)
    await client("get_selector", QUERY, None, access)
    request = server.requests["GetSelector"][0]
    assert request.access.HasField("appear_wait")
    assert request.access.appear_wait == sent


async def test_wait_that_is_not_said_is_not_sent(server: ScriptedServer, client: Either) -> None:
    server.answer("GetSelector", MISS)
    await client("get_selector", QUERY, None, pacts.PageAccess("http://127.0.0.1/"))
    assert not server.requests["GetSelector"][0].access.HasField("appear_wait")


@pytest.mark.parametrize("wait_s", [float("nan"), float("inf"), "soon"])
async def test_wait_that_is_no_time_names_the_field(client: Either, wait_s: float) -> None:
    access = pacts.PageAccess("http://127.0.0.1/", appear_wait_s=wait_s)
    with pytest.raises(pacts.InvalidFieldError, match=r"^appear_wait_s: "):
        await client("get_selector", QUERY, None, access)
