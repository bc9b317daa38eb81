import asyncio

import pytest

from pacts_daemon.core.errors import TierBusyError
from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.proxies.health import SlotState
from pacts_daemon.tiers.proxies.operations import OperationKind
from pacts_daemon.tiers.proxies.slots import Slots

READ, WRITE = OperationKind.READ, OperationKind.WRITE


def slots(limit: int, max_wait_s: float = 10) -> Slots:
    return Slots(TierName("redis"), limit, max_wait_s=max_wait_s)


async def test_slots_are_lent_in_the_order_of_asking() -> None:
    lent, order = slots(1), list[int]()
    await lent.take(READ, None)

    async def use(number: int) -> None:
        await lent.take(READ, None)
        order.append(number)
        lent.give(READ)

    waiting = [asyncio.ensure_future(use(number)) for number in range(3)]
    await asyncio.sleep(0)
    assert lent.state == SlotState(in_use=1, waiting=3, limit=1)
    lent.give(READ)
    await asyncio.gather(*waiting)
    assert order == [0, 1, 2]
    assert lent.state == SlotState(in_use=0, waiting=0, limit=1)


@pytest.mark.parametrize("wait_s", [None, 0.005])
async def test_slot_that_is_not_free_in_time_is_refused(wait_s: float | None) -> None:
    lent = slots(1, max_wait_s=0.005 if wait_s is None else 10)
    await lent.take(READ, None)
    with pytest.raises(TierBusyError, match="all its 1 connections were in use for 5 ms"):
        await lent.take(READ, wait_s)
    lent.give(READ)
    await lent.take(READ, None)


async def test_queue_that_is_full_refuses_at_once() -> None:
    lent = slots(1)
    await lent.take(READ, None)
    waiting = [asyncio.ensure_future(lent.take(READ, None)) for _ in range(64)]
    await asyncio.sleep(0)
    with pytest.raises(TierBusyError, match="64 calls wait for it already"):
        await lent.take(READ, None)
    for call in waiting:
        call.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert lent.state == SlotState(in_use=1, waiting=0, limit=1)


async def test_writes_that_hang_leave_slots_for_reads() -> None:
    lent = slots(4)
    for _ in range(3):
        await lent.take(WRITE, None)
    with pytest.raises(TierBusyError):
        await lent.take(WRITE, 0.001)
    await lent.take(READ, None)
    with pytest.raises(TierBusyError):
        await lent.take(READ, 0.001)
    lent.give(WRITE)
    lent.give(READ)
    await lent.take(WRITE, None)
    await lent.take(READ, None)
    assert lent.state.in_use == 4


async def test_slot_given_to_a_caller_who_is_cancelled_goes_to_the_next() -> None:
    lent = slots(1)
    await lent.take(WRITE, None)
    cancelled, next_one = (asyncio.ensure_future(lent.take(WRITE, None)) for _ in range(2))
    await asyncio.sleep(0)
    lent.give(WRITE)
    cancelled.cancel()
    await next_one
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    assert lent.state == SlotState(in_use=1, waiting=0, limit=1)
