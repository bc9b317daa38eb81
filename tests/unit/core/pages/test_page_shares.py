"""Pages are shared out among callers: what hangs of one does not shut out the others."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from pacts_daemon.core.calls.shares import Caller, PageShares

HANGING = Caller("shop", "test", "peer 1")


async def hold(stack: AsyncExitStack, shares: PageShares, caller: Caller, pages: int) -> None:
    for _ in range(pages):
        await stack.enter_async_context(shares.page(caller, 0.05))


async def test_one_connection_leaves_pages_to_others_of_its_app_and_to_other_apps() -> None:
    shares = PageShares(4)
    async with AsyncExitStack() as stack:
        await hold(stack, shares, HANGING, 2)
        with pytest.raises(TimeoutError):
            await hold(stack, shares, replace(HANGING, page="/other"), 1)
        await hold(stack, shares, Caller("shop", "test", "peer 2"), 1)
        await hold(stack, shares, Caller("desk", "test", "peer 1"), 1)


async def test_one_page_leaves_pages_to_other_pages_of_its_caller() -> None:
    shares = PageShares(8)
    async with AsyncExitStack() as stack:
        await hold(stack, shares, HANGING, 4)
        with pytest.raises(TimeoutError):
            await hold(stack, shares, HANGING, 1)
        await hold(stack, shares, replace(HANGING, page="/other"), 2)


async def test_one_app_leaves_a_page_to_the_others_over_however_many_connections() -> None:
    shares = PageShares(4)
    async with AsyncExitStack() as stack:
        for number in range(3):
            await hold(stack, shares, Caller("shop", "test", f"peer {number}"), 1)
        with pytest.raises(TimeoutError):
            await hold(stack, shares, Caller("shop", "test", "peer 9"), 1)
        await hold(stack, shares, Caller("shop", "staging", "peer 9"), 1)


async def test_other_callers_do_not_wait_behind_one_that_has_its_share() -> None:
    shares = PageShares(4)
    async with AsyncExitStack() as stack:
        await hold(stack, shares, HANGING, 2)
        behind = asyncio.create_task(stack.enter_async_context(shares.page(HANGING, 5)))
        await asyncio.sleep(0)
        await hold(stack, shares, Caller("shop", "test", "peer 2"), 1)
        assert not behind.done()
        behind.cancel()
        await asyncio.gather(behind, return_exceptions=True)


async def test_all_pages_are_free_again_after_use_and_after_giving_up() -> None:
    shares = PageShares(1)
    async with shares.page(HANGING, 1):
        waiting = asyncio.create_task(_use(shares))
        await asyncio.sleep(0.01)
        given_up = asyncio.create_task(_use(shares))
        await asyncio.sleep(0.01)
        given_up.cancel()
    await asyncio.wait_for(waiting, 10)
    await asyncio.wait_for(_use(shares), 10)
    assert given_up.cancelled()


async def test_page_granted_to_a_caller_that_just_gave_up_goes_to_the_next() -> None:
    shares = PageShares(1)
    async with AsyncExitStack() as stack:
        held = AsyncExitStack()
        await held.enter_async_context(shares.page(HANGING, 1))
        gone = asyncio.create_task(_use(shares))
        await asyncio.sleep(0.01)
        await held.aclose()
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        await hold(stack, shares, Caller("desk", "test"), 1)


async def _use(shares: PageShares) -> None:
    async with shares.page(HANGING, 1):
        pass
