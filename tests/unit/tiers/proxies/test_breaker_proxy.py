import asyncio

import pytest

from pacts_daemon.core.calls.caller import called_from
from pacts_daemon.core.errors import (
    TierBusyError,
    TierRefusedError,
    TierUnavailableError,
)
from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.proxies.breaker import BreakerRules, FastBreakerProxy
from pacts_daemon.tiers.proxies.health import BreakerPosition, BreakerState
from pacts_daemon.tiers.proxies.operations import OperationKind
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.fast import ScriptedFast

KEY = key_of(a_query())
PATIENCE_S = 0.125
RULES = BreakerRules(max_failures=3, cool_down_s=10, patience_s=PATIENCE_S)


class Bench:
    def __init__(self, rules: BreakerRules = RULES) -> None:
        self.clock = TurnedClock()
        self.delegate = ScriptedFast(self.clock)
        self.tier = FastBreakerProxy(self.delegate, self.clock, rules)

    async def fail(self, times: int) -> None:
        self.delegate.down = True
        for _ in range(times):
            with pytest.raises(TierUnavailableError):
                await self.tier.lookup(KEY)

    async def cancel_after(self, seconds: float) -> None:
        self.delegate.gate.clear()
        call = asyncio.ensure_future(self.tier.lookup(KEY))
        await asyncio.sleep(0)
        self.clock.turn(seconds)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        self.delegate.gate.set()

    async def answer_after(self, seconds: float) -> None:
        self.delegate.gate.clear()
        call = asyncio.ensure_future(self.tier.lookup(KEY))
        await asyncio.sleep(0)
        self.clock.turn(seconds)
        self.delegate.gate.set()
        assert await call is None

    def state(self, kind: OperationKind = OperationKind.READ) -> BreakerState:
        (found,) = (one for one in self.tier.health().breakers if one.kind is kind)
        return found

    @property
    def position(self) -> BreakerPosition:
        return self.state().position

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


async def test_breaker_is_tried_by_the_daemon_itself_before_any_caller() -> None:
    bench = Bench(BreakerRules(3, cool_down_s=10, patience_s=PATIENCE_S, callers_later_s=2))
    await bench.fail(3)
    bench.delegate.down = False
    bench.clock.turn(10)

    async def looked_up() -> object:
        called_from("ipv4:127.0.0.1:40000")
        return await bench.tier.lookup(KEY)

    with pytest.raises(TierUnavailableError, match="not asked"):
        await asyncio.create_task(looked_up())
    await bench.tier.lookup(KEY)
    assert bench.position is BreakerPosition.CLOSED
    await bench.fail(3)
    bench.delegate.down = False
    bench.clock.turn(12)
    assert await asyncio.create_task(looked_up()) is None


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
    assert bench.position is BreakerPosition.HALF_OPEN
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


async def test_breaker_after_a_probe_cancelled_early_probes_again(bench: Bench) -> None:
    await bench.fail(3)
    bench.clock.turn(10)
    bench.delegate.down = False
    await bench.cancel_after(PATIENCE_S / 2)
    assert bench.position is BreakerPosition.OPEN
    assert await bench.tier.lookup(KEY) is None
    assert bench.position is BreakerPosition.CLOSED


async def test_breaker_after_a_probe_cancelled_late_waits_again(bench: Bench) -> None:
    await bench.fail(3)
    bench.clock.turn(10)
    bench.delegate.down = False
    await bench.cancel_after(PATIENCE_S)
    with pytest.raises(TierUnavailableError, match="after 4 failures in a row"):
        await bench.tier.lookup(KEY)
    bench.clock.turn(10)
    assert await bench.tier.lookup(KEY) is None


async def test_breaker_counts_calls_that_were_cancelled_after_a_fair_wait(bench: Bench) -> None:
    for _ in range(3):
        assert bench.position is BreakerPosition.CLOSED
        await bench.cancel_after(PATIENCE_S)
    assert bench.position is BreakerPosition.OPEN
    assert bench.state().problem == "no answer within 125 ms"


async def test_breaker_does_not_count_calls_that_were_cancelled_at_once(bench: Bench) -> None:
    await bench.fail(2)
    bench.delegate.down = False
    for _ in range(5):
        await bench.cancel_after(PATIENCE_S / 10)
    assert bench.position is BreakerPosition.CLOSED
    await bench.fail(1)
    assert bench.position is BreakerPosition.OPEN


@pytest.mark.parametrize(
    ("is_slow_silent", "position"),
    [(True, BreakerPosition.OPEN), (False, BreakerPosition.CLOSED)],
)
async def test_breaker_of_a_fast_tier_counts_slow_answers(
    is_slow_silent: bool, position: BreakerPosition
) -> None:
    bench = Bench(BreakerRules(3, 10, PATIENCE_S, is_slow_silent))
    for _ in range(3):
        await bench.answer_after(PATIENCE_S)
    assert bench.position is position


async def test_breaker_counts_no_slow_write() -> None:
    bench = Bench(BreakerRules(1, 10, PATIENCE_S, is_slow_silent=True))
    bench.delegate.gate.clear()
    call = asyncio.ensure_future(bench.tier.store(KEY, an_entry(bench.clock.now())))
    await asyncio.sleep(0)
    bench.clock.turn(PATIENCE_S)
    bench.delegate.gate.set()
    await call
    assert bench.state(OperationKind.WRITE).is_well


async def test_breaker_that_opened_ignores_answers_asked_for_before(bench: Bench) -> None:
    held = bench.delegate.gate
    held.clear()
    early = asyncio.ensure_future(bench.tier.ping())
    await asyncio.sleep(0)
    bench.delegate.gate = asyncio.Event()
    bench.delegate.gate.set()
    await bench.fail(3)
    bench.delegate.down = False
    held.set()
    await early
    assert bench.position is BreakerPosition.OPEN


async def test_breaker_takes_a_refusal_for_an_answer_and_tells_it(bench: Bench) -> None:
    bench.delegate.error = TierRefusedError("redis", "used memory is above maxmemory")
    for _ in range(5):
        with pytest.raises(TierRefusedError):
            await bench.tier.store(KEY, an_entry(bench.clock.now()))
    state = bench.state(OperationKind.WRITE)
    assert (state.position, state.problem) == (BreakerPosition.CLOSED, "")
    assert state.refusal == "used memory is above maxmemory"
    assert bench.state().is_well
    bench.delegate.error = None
    await bench.tier.store(KEY, an_entry(bench.clock.now()))
    assert bench.state(OperationKind.WRITE).is_well


async def test_breaker_takes_a_full_pool_for_neither_answer_nor_silence(bench: Bench) -> None:
    await bench.fail(2)
    bench.delegate.error = TierBusyError("redis", "all in use")
    for _ in range(5):
        with pytest.raises(TierBusyError):
            await bench.tier.lookup(KEY)
    assert bench.position is BreakerPosition.CLOSED
    await bench.fail(1)
    assert bench.position is BreakerPosition.OPEN


async def test_breaker_tells_where_it_stands_and_since_when(bench: Bench) -> None:
    started = bench.clock.now()
    assert bench.state() == BreakerState(OperationKind.READ, BreakerPosition.CLOSED, started)
    bench.clock.turn(5)
    await bench.fail(3)
    opened = bench.clock.now()
    assert bench.state() == BreakerState(
        OperationKind.READ, BreakerPosition.OPEN, opened, problem="down"
    )
    assert not bench.state().is_well
    bench.clock.turn(10)
    bench.delegate.down = False
    await bench.tier.lookup(KEY)
    closed = bench.clock.now()
    assert bench.state() == BreakerState(OperationKind.READ, BreakerPosition.CLOSED, closed)


async def test_breaker_that_is_open_still_closes_the_tier(bench: Bench) -> None:
    await bench.fail(3)
    bench.delegate.down = False
    await bench.tier.close()
    assert bench.delegate.calls[-1] == "close"
