"""What is let in: calls, bytes of large messages, and whose message is read first."""

from __future__ import annotations

import asyncio

import pytest

from pacts_daemon.core.errors import OverloadedError
from pacts_daemon.rpc.intake.budget import SMALL_BYTES, Held, Intake, hold_for_call
from pacts_daemon.rpc.intake.slots import Likely, ReadSlots, Sizes

LARGE = 10 * SMALL_BYTES


def test_large_message_is_refused_while_others_leave_no_room_for_it() -> None:
    intake = Intake(max_bytes=2 * LARGE, max_calls=9)
    with Held(intake) as first, Held(intake) as second:
        first.take(LARGE)
        second.take(LARGE)
        with Held(intake) as third, pytest.raises(OverloadedError) as refused:
            third.take(LARGE)
        assert f"grpc.max_bytes_in_flight allows {2 * LARGE}" in str(refused.value)
    with Held(intake) as later:
        later.take(2 * LARGE)


def test_small_messages_are_let_in_however_full_it_is() -> None:
    intake = Intake(max_bytes=LARGE, max_calls=9)
    with Held(intake) as large, Held(intake) as small:
        large.take(LARGE)
        small.take(SMALL_BYTES)


def test_message_larger_than_all_room_is_let_in_alone() -> None:
    intake = Intake(max_bytes=LARGE, max_calls=9)
    with Held(intake) as huge, Held(intake) as other:
        huge.take(5 * LARGE)
        with pytest.raises(OverloadedError):
            other.take(LARGE)


def test_what_was_reserved_gives_way_to_what_came() -> None:
    intake = Intake(max_bytes=4 * LARGE, max_calls=9)
    with Held(intake) as late, Held(intake) as other:
        late.reserve()
        with pytest.raises(OverloadedError):
            other.take(4 * LARGE)
        late.take(SMALL_BYTES)
        other.take(4 * LARGE)


def test_reservation_is_given_back_when_the_call_ends_without_a_message() -> None:
    intake = Intake(max_bytes=LARGE, max_calls=9)
    with Held(intake) as gone:
        gone.reserve()
    with Held(intake) as other:
        other.take(LARGE)


def test_message_of_unknown_size_is_not_asked_for_while_there_is_no_room() -> None:
    intake = Intake(max_bytes=4 * LARGE, max_calls=9)
    with Held(intake) as held, Held(intake) as other:
        held.take(3 * LARGE)
        other.check()
        held.take(SMALL_BYTES + 1)
        with pytest.raises(OverloadedError):
            other.check()


def test_page_that_a_call_names_counts_like_one_that_it_sends() -> None:
    intake = Intake(max_bytes=LARGE, max_calls=9)
    with Held(intake):
        hold_for_call(LARGE)
        with Held(intake) as other, pytest.raises(OverloadedError):
            other.take(LARGE)


def test_call_beyond_the_most_is_refused_and_names_the_setting() -> None:
    intake = Intake(max_bytes=LARGE, max_calls=1)
    with Held(intake), pytest.raises(OverloadedError, match="max_calls allows"), Held(intake):
        pass
    with Held(intake):
        pass


async def test_small_messages_are_read_while_large_ones_wait_for_their_turn() -> None:
    slots = ReadSlots()
    large = [asyncio.create_task(slots.acquire(Likely.LARGE)) for _ in range(50)]
    unknown = [asyncio.create_task(slots.acquire(Likely.UNKNOWN)) for _ in range(50)]
    await asyncio.sleep(0)
    waiting = [task for task in (*large, *unknown) if not task.done()]
    assert waiting
    await asyncio.wait_for(slots.acquire(Likely.SMALL), 10)

    began = sum(task.done() for task in unknown)
    slots.release()
    slots.release()
    await asyncio.sleep(0)
    assert sum(task.done() for task in unknown) == began + 1
    for task in waiting:
        task.cancel()


async def test_slot_of_a_call_that_gave_up_goes_to_the_next() -> None:
    slots = ReadSlots()
    taken = 0
    while True:
        turn = asyncio.create_task(slots.acquire(Likely.LARGE))
        await asyncio.sleep(0)
        if not turn.done():
            break
        taken += 1
    following = asyncio.create_task(slots.acquire(Likely.LARGE))
    await asyncio.sleep(0)
    slots.release()
    turn.cancel()
    await asyncio.wait_for(following, 10)
    assert turn.cancelled()
    assert taken > 0


def test_message_is_likely_as_large_as_the_last_of_its_caller_and_method() -> None:
    sizes = Sizes()
    sizes.learn("a", "/Get", 10)
    sizes.learn("b", "/Get", LARGE)
    assert sizes.likely("a", "/Get") is Likely.SMALL
    assert sizes.likely("b", "/Get") is Likely.LARGE
    assert sizes.likely("a", "/Resolve") is Likely.UNKNOWN
    sizes.learn("a", "/Get", LARGE)
    assert sizes.likely("a", "/Get") is Likely.LARGE
