import asyncio

import pytest

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.proxies.deadline import DurableDeadlineProxy, FastDeadlineProxy
from tests.support.builders import a_query
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast

KEY = key_of(a_query())


async def test_call_without_an_answer_names_the_tier_and_the_wait() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    with pytest.raises(TierUnavailableError) as caught:
        await FastDeadlineProxy(delegate, timeout_ms=5).lookup(KEY)
    assert (caught.value.tier, caught.value.problem) == ("redis", "no answer within 5 ms")


async def test_call_to_the_heal_log_without_an_answer_names_the_tier_and_the_wait() -> None:
    delegate = ScriptedDurable(TurnedClock())
    delegate.heal_log.gate.clear()
    with pytest.raises(TierUnavailableError) as caught:
        await DurableDeadlineProxy(delegate, timeout_ms=5).heal_log.heal("x")
    assert (caught.value.tier, caught.value.problem) == ("postgres", "no answer within 5 ms")


async def test_failure_of_the_tier_comes_through_as_it_is() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.down = True
    with pytest.raises(TierUnavailableError) as caught:
        await FastDeadlineProxy(delegate, timeout_ms=1000).lookup(KEY)
    assert (caught.value.tier, caught.value.problem) == ("redis", "down")


async def test_cancellation_of_the_caller_is_no_timeout() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    task = asyncio.ensure_future(FastDeadlineProxy(delegate, timeout_ms=10_000).lookup(KEY))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_close_that_hangs_is_left_at_the_deadline() -> None:
    delegate = ScriptedFast(TurnedClock())
    delegate.gate.clear()
    await FastDeadlineProxy(delegate, timeout_ms=5).close()
    assert delegate.calls == ["close"]
