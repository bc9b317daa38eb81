import asyncio

import pytest

from pacts_daemon.core.errors import TierUnavailableError, VersionConflictError
from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.proxies.breaker import DurableBreakerProxy, FastBreakerProxy
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast

KEY = key_of(a_query())


class Bench:
    def __init__(self) -> None:
        self.clock = TurnedClock()
        self.delegate = ScriptedFast(self.clock)
        self.tier = FastBreakerProxy(self.delegate, self.clock, max_failures=3, cool_down_s=10)

    async def fail(self, times: int) -> None:
        self.delegate.down = True
        for _ in range(times):
            with pytest.raises(TierUnavailableError):
                await self.tier.lookup(KEY)

    @property
    def asked(self) -> int:
        return len(self.delegate.calls)


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_breaker_after_failures_in_a_row_fails_at_once(bench: Bench) -> None:
    await bench.fail(3)
    with pytest.raises(TierUnavailableError) as caught:
        await bench.tier.ping()
    assert bench.asked == 3
    assert caught.value.tier == "redis"
    assert caught.value.problem == "not asked after 3 failures in a row (down)"


async def test_breaker_counts_from_zero_after_a_success(bench: Bench) -> None:
    await bench.fail(2)
    bench.delegate.down = False
    await bench.tier.lookup(KEY)
    await bench.fail(2)
    bench.delegate.down = False
    await bench.tier.lookup(KEY)
    assert bench.asked == 6


async def test_breaker_after_the_cool_down_lets_one_probe_through(bench: Bench) -> None:
    await bench.fail(3)
    bench.clock.turn(9.9)
    await bench.fail(1)
    assert bench.asked == 3
    bench.clock.turn(0.1)
    bench.delegate.down = False
    bench.delegate.gate.clear()
    probe = asyncio.ensure_future(bench.tier.lookup(KEY))
    await asyncio.sleep(0)
    with pytest.raises(TierUnavailableError):
        await bench.tier.lookup(KEY)
    assert bench.asked == 4
    bench.delegate.gate.set()
    assert await probe is None
    assert await bench.tier.lookup(KEY) is None


async def test_breaker_after_a_failed_probe_waits_again(bench: Bench) -> None:
    await bench.fail(3)
    bench.clock.turn(10)
    await bench.fail(1)
    assert bench.asked == 4
    await bench.fail(1)
    assert bench.asked == 4
    bench.clock.turn(10)
    await bench.fail(1)
    assert bench.asked == 5


async def test_breaker_after_a_cancelled_probe_probes_again(bench: Bench) -> None:
    await bench.fail(3)
    bench.clock.turn(10)
    bench.delegate.down = False
    bench.delegate.gate.clear()
    probe = asyncio.ensure_future(bench.tier.lookup(KEY))
    await asyncio.sleep(0)
    probe.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probe
    bench.delegate.gate.set()
    assert await bench.tier.lookup(KEY) is None


async def test_breaker_takes_a_conflict_for_an_answer() -> None:
    clock = TurnedClock()
    delegate = ScriptedDurable(clock)
    tier = DurableBreakerProxy(delegate, clock, max_failures=1, cool_down_s=10)
    delegate.error = VersionConflictError(1, 2)
    for _ in range(3):
        with pytest.raises(VersionConflictError):
            await tier.update(an_entry(clock.now()))


async def test_breaker_is_one_for_a_tier_and_its_heal_log() -> None:
    clock = TurnedClock()
    delegate = ScriptedDurable(clock)
    tier = DurableBreakerProxy(delegate, clock, max_failures=2, cool_down_s=10)
    log = tier.heal_log
    delegate.down = delegate.heal_log.down = True
    for call in (tier.lookup(KEY), log.heals_of(KEY, 5)):
        with pytest.raises(TierUnavailableError, match="down"):
            await call
    for call in (tier.snapshot(b"x"), log.heal("x"), tier.heal_log.heal("x")):
        with pytest.raises(TierUnavailableError, match="not asked after 2 failures"):
            await call
    assert len(delegate.calls + delegate.heal_log.calls) == 2
    clock.turn(10)
    delegate.down = delegate.heal_log.down = False
    assert await log.heal("x") is None
    assert await tier.lookup(KEY) is None


async def test_breaker_that_is_open_still_closes_the_tier(bench: Bench) -> None:
    await bench.fail(3)
    bench.delegate.down = False
    await bench.tier.close()
    assert bench.delegate.calls[-1] == "close"
