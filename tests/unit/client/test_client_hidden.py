"""An element that is on the page and not shown, as a client is told of it."""

from __future__ import annotations

import pacts
from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.client.scripted import Either, ScriptedServer
from tests.unit.client.test_client_answers import QUERY, ROLE, ROLE_PB, TRAIL, TRAIL_PB


async def test_get_selector_of_what_is_hidden_says_what_shows_it(
    server: ScriptedServer, client: Either
) -> None:
    step = pb.Revealer(
        selectors=[ROLE_PB], brief='button "More"', via="aria-controls", confidence=0.95
    )
    hidden = pb.Hidden(selectors=[ROLE_PB], confidence=0.75, revealed_by=[step])
    miss = pb.Miss(reason=pb.MISS_REASON_HIDDEN, detail="in a menu", hidden=hidden)
    server.answer("GetSelector", selector_pb.GetSelectorResponse(miss=miss, trail=TRAIL_PB))
    answer = await client("get_selector", QUERY)
    revealer = pacts.Revealer((ROLE,), 'button "More"', "aria-controls", 0.95)
    expected = pacts.Hidden((ROLE,), 0.75, (revealer,))
    assert answer == pacts.Miss(pacts.MissReason.HIDDEN, "in a menu", None, TRAIL, hidden=expected)
