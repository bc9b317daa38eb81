import asyncio

import pytest

from pacts_daemon.core.errors import TierBusyError
from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.proxies.bulkhead import Bulkhead
from pacts_daemon.tiers.proxies.health import BulkheadState
from pacts_daemon.tiers.proxies.operations import OperationKind

READ, WRITE = OperationKind.READ, OperationKind.WRITE


def bulkhead(limit: int, max_wait_s: float = 10) -> Bulkhead:
    return Bulkhead(TierName("redis"), limit, max_wait_s=max_wait_s)


async def test_bulkhead_are_gate_in_the_order_of_asking() -> None:
    gate, order = bulkhead(1), list[int]()
    await gate.enter(READ, None)

    async def use(number: int) -> None:
        await gate.enter(READ, None)
        order.append(number)
        gate.leave(READ)

    waiting = [asyncio.ensure_future(use(number)) for number in range(3)]
    await asyncio.sleep(0)
    assert gate.state == BulkheadState(in_use=1, waiting=3, limit=1)
    gate.leave(READ)
    await asyncio.gather(*waiting)
    assert order == [0, 1, 2]
    assert gate.state == BulkheadState(in_use=0, waiting=0, limit=1)


@pytest.mark.parametrize("wait_s", [None, 0.005])
async def test_call_that_is_not_let_in_in_time_is_refused(wait_s: float | None) -> None:
    gate = bulkhead(1, max_wait_s=0.005 if wait_s is None else 10)
    await gate.enter(READ, None)
    with pytest.raises(TierBusyError, match="all its 1 connections were in use for 5 ms"):
        await gate.enter(READ, wait_s)
    gate.leave(READ)
    await gate.enter(READ, None)


async def test_queue_that_is_full_refuses_at_once() -> None:
    gate = bulkhead(1)
    await gate.enter(READ, None)
    waiting = [asyncio.ensure_future(gate.enter(READ, None)) for _ in range(64)]
    await asyncio.sleep(0)
    with pytest.raises(TierBusyError, match="64 calls wait for it already"):
        await gate.enter(READ, None)
    for call in waiting:
        call.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert gate.state == BulkheadState(in_use=1, waiting=0, limit=1)


async def test_writes_that_hang_leave_bulkhead_for_reads() -> None:
    gate = bulkhead(4)
    for _ in range(3):
        await gate.enter(WRITE, None)
    with pytest.raises(TierBusyError):
        await gate.enter(WRITE, 0.001)
    await gate.enter(READ, None)
    with pytest.raises(TierBusyError):
        await gate.enter(READ, 0.001)
    gate.leave(WRITE)
    gate.leave(READ)
    await gate.enter(WRITE, None)
    await gate.enter(READ, None)
    assert gate.state.in_use == 4


async def test_place_given_to_a_caller_who_is_cancelled_goes_to_the_next() -> None:
    gate = bulkhead(1)
    await gate.enter(WRITE, None)
    cancelled, next_one = (asyncio.ensure_future(gate.enter(WRITE, None)) for _ in range(2))
    await asyncio.sleep(0)
    gate.leave(WRITE)
    cancelled.cancel()
    await next_one
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    assert gate.state == BulkheadState(in_use=1, waiting=0, limit=1)
