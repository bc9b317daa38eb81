"""No answer is larger than a message may be, however large the entries are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest

from pacts.v1 import element_pb2, page_selectors_pb2, selector_service_pb2_grpc
from pacts.v1 import selector_service_pb2 as pb
from tests.support.daemons.stubs import Stubs, css, open_stubs, query, settings_in

MIB = 1024 * 1024
ENTRIES = 30


@pytest.fixture
async def stubs(tmp_path: Path) -> AsyncIterator[Stubs]:
    """A daemon that knows 30 entries of 260 KB each, and sends messages of at most 5 MB."""
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings_in(tmp_path, grpc={"max_message_bytes": 5 * MIB}))
        for number in range(ENTRIES):
            selectors = [css(f"#s{number}-{one}-".ljust(8192, "x")) for one in range(32)]
            saved = pb.SaveSelectorRequest(query=named(number), selectors=selectors)
            await stubs.selector.SaveSelector(saved)
        yield stubs


def named(number: int) -> element_pb2.ElementQuery:
    return query(element=f"Element {number:02}")


@pytest.fixture
async def plain(stubs: Stubs) -> AsyncIterator[selector_service_pb2_grpc.SelectorServiceAsyncStub]:
    """A caller that receives what gRPC lets it by default, 4 MiB."""
    async with grpc.aio.insecure_channel(stubs.daemon.address) as channel:
        yield selector_service_pb2_grpc.SelectorServiceStub(channel)


async def test_list_of_large_entries_is_cut_into_pages_that_any_caller_can_receive(
    plain: selector_service_pb2_grpc.SelectorServiceAsyncStub,
) -> None:
    told, token, pages = [], "", 0
    while pages == 0 or token:
        answer = await plain.ListSelectors(
            pb.ListSelectorsRequest(app="shop", page_size=1000, page_token=token)
        )
        told += [entry.query.element for entry in answer.entries]
        token, pages = answer.next_page_token, pages + 1
    assert sorted(told) == [f"Element {number:02}" for number in range(ENTRIES)]
    assert pages == 3


async def test_page_of_large_entries_is_cut_and_says_so(
    plain: selector_service_pb2_grpc.SelectorServiceAsyncStub,
) -> None:
    answer = await plain.GetPageSelectors(
        page_selectors_pb2.GetPageSelectorsRequest(
            app="shop", environment="test", page=query().page
        )
    )
    assert answer.truncated
    assert 5 < len(answer.selectors) < ENTRIES


async def test_batch_whose_answer_is_too_large_refuses_what_finds_no_room(stubs: Stubs) -> None:
    requests = [pb.GetSelectorRequest(query=named(number)) for number in range(ENTRIES)]
    answer = await stubs.selector.BatchGetSelectors(pb.BatchGetSelectorsRequest(requests=requests))
    assert answer.ByteSize() <= 5 * MIB
    found = [one for one in answer.results if one.response.HasField("found")]
    refused = [one.error for one in answer.results if one.HasField("error")]
    assert len(answer.results) == len(found) + len(refused) == ENTRIES
    assert 10 < len(found) < ENTRIES
    assert {error.reason for error in refused} == {"OVERLOADED"}
    assert "ask for it in another batch" in refused[0].message
