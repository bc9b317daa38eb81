"""Large messages are bounded together, and small ones get through beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest

from pacts.v1 import drift_service_pb2, element_pb2, selector_service_pb2_grpc
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.drift_core import RustMeter
from tests.support.daemons.stubs import Stubs, failure, open_stubs, query, settings_in

MIB = 1024 * 1024
# Nothing takes so long: a test that waits for it has failed.
_COMES_S = 60
PAGE = "<main>" + "<p class=a>x</p>" * (MIB // 15)


@pytest.fixture
async def narrow(tmp_path: Path) -> AsyncIterator[Stubs]:
    """A daemon that takes two megabytes of large messages at a time."""
    async with AsyncExitStack() as stack:
        yield await open_stubs(stack, settings_in(tmp_path, grpc={"max_bytes_in_flight": 2 * MIB}))


def fingerprint(number: int) -> drift_service_pb2.FingerprintPageRequest:
    page = element_pb2.PageContent(html=f"{PAGE}<i>{number}")
    return drift_service_pb2.FingerprintPageRequest(page=page)


class Gate:
    """Fingerprints wait at it until it is opened."""

    def __init__(self) -> None:
        self._is_open = asyncio.Event()
        self._came = asyncio.Condition()
        self._waiting = 0

    def open(self) -> None:
        self._is_open.set()

    async def passed(self) -> None:
        await self._count(1)
        try:
            await self._is_open.wait()
        finally:
            await self._count(-1)

    async def holds(self, number: int) -> None:
        """Wait until so many stand before it."""
        async with asyncio.timeout(_COMES_S), self._came:
            await self._came.wait_for(lambda: self._waiting == number)

    async def _count(self, more: int) -> None:
        async with self._came:
            self._waiting += more
            self._came.notify_all()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """What each fingerprint of the daemon waits for."""
    gate, fingerprint = Gate(), RustMeter.fingerprint

    async def late(self: RustMeter, page: object) -> bytes:
        await gate.passed()
        return await fingerprint(self, page)  # type: ignore[arg-type]

    monkeypatch.setattr(RustMeter, "fingerprint", late)
    return gate


async def test_large_message_beyond_the_room_is_refused_at_once_and_names_the_limit(
    narrow: Stubs, gate: Gate
) -> None:
    first = asyncio.ensure_future(narrow.drift.FingerprintPage(fingerprint(1)))
    await gate.holds(1)
    code, info = await failure(narrow.drift.FingerprintPage(fingerprint(2)))
    assert (code, info.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "OVERLOADED")
    with pytest.raises(grpc.aio.AioRpcError, match="max_bytes_in_flight allows 2097152"):
        await narrow.drift.FingerprintPage(fingerprint(3))
    gate.open()
    assert (await first).nodes > 1000
    assert (await narrow.drift.FingerprintPage(fingerprint(4))).nodes > 1000


async def test_small_calls_get_through_beside_large_ones(narrow: Stubs, gate: Gate) -> None:
    large = [narrow.drift.FingerprintPage(fingerprint(n)) for n in range(20)]
    ended = asyncio.ensure_future(asyncio.gather(*large, return_exceptions=True))
    for _ in range(50):
        answer = await narrow.selector.GetSelector(pb.GetSelectorRequest(query=query()), timeout=5)
        assert answer.HasField("miss")
    gate.open()
    codes = {one.code() for one in await ended if isinstance(one, grpc.aio.AioRpcError)}
    assert codes == {grpc.StatusCode.RESOURCE_EXHAUSTED}


async def test_first_small_call_of_a_caller_gets_through_while_there_is_no_room(
    narrow: Stubs, gate: Gate
) -> None:
    large = [asyncio.ensure_future(narrow.drift.FingerprintPage(fingerprint(n))) for n in range(3)]
    await gate.holds(1)
    options = (("grpc.use_local_subchannel_pool", 1),)
    async with grpc.aio.insecure_channel(narrow.daemon.address, options=options) as channel:
        fresh = selector_service_pb2_grpc.SelectorServiceStub(channel)
        answer = await fresh.GetSelector(pb.GetSelectorRequest(query=query()), timeout=5)
    assert answer.HasField("miss")
    gate.open()
    await asyncio.gather(*large, return_exceptions=True)


async def test_call_beyond_the_most_is_refused(tmp_path: Path, gate: Gate) -> None:
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings_in(tmp_path, grpc={"max_calls": 1}))
        first = asyncio.ensure_future(stubs.drift.FingerprintPage(fingerprint(1)))
        await gate.holds(1)
        code, info = await failure(stubs.selector.GetSelector(pb.GetSelectorRequest()))
        assert (code, info.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "OVERLOADED")
        gate.open()
        await first


async def test_caller_that_goes_while_its_message_comes_leaves_no_room_taken(
    narrow: Stubs, gate: Gate
) -> None:
    for number in range(8):
        call = narrow.drift.FingerprintPage(fingerprint(number))
        await asyncio.sleep(0.05)
        call.cancel()
    gate.open()
    async with asyncio.timeout(_COMES_S):
        while await _is_refused(narrow):  # until the daemon has heard that they went
            await asyncio.sleep(0.05)


async def _is_refused(stubs: Stubs) -> bool:
    try:
        assert (await stubs.drift.FingerprintPage(fingerprint(9))).nodes > 1000
    except grpc.aio.AioRpcError as error:
        if error.code() is not grpc.StatusCode.RESOURCE_EXHAUSTED:
            raise
        return True
    return False


async def test_call_without_a_message_is_told_so(stubs: Stubs) -> None:
    call: grpc.aio.StreamUnaryCall[bytes, bytes] = stubs.channel.stream_unary(
        "/pacts.v1.SelectorService/GetSelector"
    )()
    await call.done_writing()
    with pytest.raises(grpc.aio.AioRpcError, match="the call ended without a message") as caught:
        await asyncio.wait_for(call, 5)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_refused_caller_of_a_large_message_is_told_why_and_not_only_cut_off(
    narrow: Stubs, gate: Gate
) -> None:
    calls = [asyncio.ensure_future(narrow.drift.FingerprintPage(fingerprint(n))) for n in range(40)]
    await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
    gate.open()
    refused = [e for e in await asyncio.gather(*calls, return_exceptions=True) if _is_refusal(e)]
    assert refused
    assert all("grpc.max_bytes_in_flight" in str(error.details()) for error in refused)  # type: ignore[attr-defined]


def _is_refusal(ended: object) -> bool:
    return isinstance(ended, grpc.aio.AioRpcError)
