"""Memory for work on pages: bounded, in order, and never waited for by who holds all of it."""

from __future__ import annotations

import asyncio

from pacts_daemon.locate.content.reservations import Reservations


async def test_work_waits_until_there_is_memory_for_it_and_in_order() -> None:
    reservations, began = Reservations(10), []
    go_on = asyncio.Event()

    async def work(name: str, size: int) -> None:
        async with reservations.held(lambda: size):
            began.append(name)
            await go_on.wait()

    tasks = [asyncio.create_task(work(*one)) for one in (("a", 6), ("b", 6), ("c", 1))]
    await asyncio.sleep(0.01)
    assert began == ["a"]
    go_on.set()
    await asyncio.gather(*tasks)
    assert began == ["a", "b", "c"]


async def test_work_on_more_than_all_has_all_of_it_alone() -> None:
    reservations = Reservations(10)
    async with reservations.held(lambda: 1000):
        other = asyncio.create_task(_enter(reservations, 1))
        await asyncio.sleep(0.01)
        assert not other.done()
    await asyncio.wait_for(other, 10)


async def test_work_that_gives_up_while_it_waits_takes_nothing() -> None:
    reservations = Reservations(10)
    async with reservations.held(lambda: 10):
        gone = asyncio.create_task(_enter(reservations, 10))
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
    await asyncio.wait_for(_enter(reservations, 10), 10)


async def test_size_is_asked_when_the_turn_comes() -> None:
    reservations, size = Reservations(10), 10
    async with reservations.held(lambda: 5):
        waiting = asyncio.create_task(_enter_of(reservations, lambda: size))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        size = 0
    await asyncio.wait_for(waiting, 10)


async def _enter(reservations: Reservations, size: int) -> None:
    await _enter_of(reservations, lambda: size)


async def _enter_of(reservations: Reservations, size_of: object) -> None:
    async with reservations.held(size_of):  # type: ignore[arg-type]
        pass
