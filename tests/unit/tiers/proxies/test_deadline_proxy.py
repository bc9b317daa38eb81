import asyncio

import pytest

from pacts_daemon.core.calls.time_left import limited_to
from pacts_daemon.core.errors import TierBusyError, TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.proxies.breaker import BreakerRules, FastBreakerProxy
from pacts_daemon.tiers.proxies.deadline import DurableDeadlineProxy, FastDeadlineProxy, WaitLimits
from pacts_daemon.tiers.proxies.health import BreakerPosition, BulkheadState
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast

KEY = key_of(a_query())


async def test_call_without_an_answer_names_the_tier_and_the_wait() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    with pytest.raises(TierUnavailableError) as caught:
        await FastDeadlineProxy(delegate, WaitLimits(0.005)).lookup(KEY)
    assert (caught.value.tier, caught.value.problem) == ("redis", "no answer within 5 ms")


async def test_call_to_the_heal_log_without_an_answer_names_the_tier_and_the_wait() -> None:
    delegate = ScriptedDurable(TurnedClock())
    delegate.heal_log.gate.clear()
    with pytest.raises(TierUnavailableError) as caught:
        await DurableDeadlineProxy(delegate, WaitLimits(0.005)).heal_log.heal("x")
    assert (caught.value.tier, caught.value.problem) == ("postgres", "no answer within 5 ms")


async def test_failure_of_the_tier_comes_through_as_it_is() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.down = True
    with pytest.raises(TierUnavailableError) as caught:
        await FastDeadlineProxy(delegate, WaitLimits(1)).lookup(KEY)
    assert (caught.value.tier, caught.value.problem) == ("redis", "down")


async def test_caller_gives_a_tier_no_more_than_its_share_of_the_time_left() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    tier = FastDeadlineProxy(delegate, WaitLimits(10, share=0.25))
    with (
        limited_to(0.04),
        pytest.raises(TierUnavailableError, match=r"no answer within (9|10) ms"),
    ):
        await tier.lookup(KEY)


async def test_caller_with_much_time_waits_for_the_timeout() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    with limited_to(60), pytest.raises(TierUnavailableError, match="no answer within 5 ms"):
        await FastDeadlineProxy(delegate, WaitLimits(0.005, share=0.25)).lookup(KEY)


async def test_sweep_may_take_several_times_the_timeout() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    with pytest.raises(TierUnavailableError, match="no answer within 20 ms"):
        await FastDeadlineProxy(delegate, WaitLimits(0.005, sweep_factor=4)).clear()


async def test_caller_without_time_asks_and_does_not_wait() -> None:
    delegate = ScriptedFast(TurnedClock())
    tier = FastDeadlineProxy(delegate, WaitLimits(10))
    with limited_to(0):
        assert await tier.lookup(KEY) is None
        delegate.gate.clear()
        with pytest.raises(TierUnavailableError, match="no answer within 1 ms"):
            await tier.lookup(KEY)


async def test_call_that_its_caller_left_ends_by_itself() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    tier = FastDeadlineProxy(delegate, WaitLimits(10))
    call = asyncio.ensure_future(tier.store(KEY, an_entry(TurnedClock().now())))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert tier.health().bulkhead == BulkheadState(in_use=1, waiting=0, limit=64)
    delegate.gate.set()
    while tier.health().bulkhead.in_use:
        await asyncio.sleep(0)
    assert KEY in delegate.held


async def test_call_that_its_caller_left_and_that_hangs_is_cut_off_and_counted() -> None:
    clock = TurnedClock()
    delegate = ScriptedFast(clock)
    delegate.gate.clear()
    breaker = FastBreakerProxy(delegate, clock, BreakerRules(1, 10, patience_s=0))
    tier = FastDeadlineProxy(breaker, WaitLimits(0.5, share=0.1))
    with limited_to(0.01), pytest.raises(TierUnavailableError, match="no answer within 1 ms"):
        await tier.lookup(KEY)
    assert breaker.health().breakers[0].position is BreakerPosition.CLOSED
    async with asyncio.timeout(5):
        while tier.health().bulkhead.in_use:
            await asyncio.sleep(0.001)
    assert breaker.health().breakers[0].position is BreakerPosition.OPEN


async def test_tier_whose_connections_all_hang_is_unavailable_and_not_busy() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    tier = FastDeadlineProxy(delegate, WaitLimits(10, max_calls=2))
    patient = [asyncio.ensure_future(tier.lookup(KEY)) for _ in range(2)]
    await asyncio.sleep(0)
    with limited_to(0.001), pytest.raises(TierBusyError, match="all its 2 connections"):
        await tier.lookup(KEY)
    patient.pop().cancel()
    await asyncio.sleep(0)
    with limited_to(0.001), pytest.raises(TierUnavailableError, match="no answer to 1 calls"):
        await tier.lookup(KEY)
    delegate.gate.set()
    await patient.pop()


async def test_defect_in_a_call_that_its_caller_left_is_told_to_the_loop() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.error = ValueError("a defect")
    delegate.gate.clear()
    told: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
    tier = FastDeadlineProxy(delegate, WaitLimits(10))
    call = asyncio.ensure_future(tier.lookup(KEY))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    call.cancel()
    delegate.gate.set()
    while not told:
        await asyncio.sleep(0)
    assert told[0]["exception"] is delegate.error


async def test_cancellation_of_the_caller_is_no_timeout() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    task = asyncio.ensure_future(FastDeadlineProxy(delegate, WaitLimits(10)).lookup(KEY))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_close_ends_calls_that_nobody_waits_for() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    tier = FastDeadlineProxy(delegate, WaitLimits(10))
    with limited_to(0), pytest.raises(TierUnavailableError):
        await tier.lookup(KEY)
    delegate.gate.set()
    await tier.close()
    assert delegate.calls == ["lookup", "close"]
    assert tier.health().bulkhead.in_use == 0


async def test_close_that_hangs_is_left_at_the_deadline() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    await FastDeadlineProxy(delegate, WaitLimits(0.005)).close()
    assert delegate.calls == ["close"]
