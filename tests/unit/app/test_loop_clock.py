import asyncio
from dataclasses import dataclass

import pytest

from pacts_daemon.app.clock import LoopClock
from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.proxies.breaker import BreakerRules, FastBreakerProxy
from pacts_daemon.tiers.proxies.health import BreakerPosition
from pacts_daemon.tiers.proxies.operations import OperationKind
from tests.support.builders import a_query
from tests.support.clock import TurnedClock
from tests.support.fakes.fast import ScriptedFast

_MOMENT_S = 0.01


@dataclass
class Machine:
    """The one time that the loop and a clock go by here, however busy the real machine is."""

    clock: TurnedClock

    async def passes(self, seconds: float) -> None:
        """Let time go by in which the loop can run."""
        for _ in range(round(seconds / _MOMENT_S)):
            self.holds_the_loop(_MOMENT_S)
            await asyncio.sleep(0)
            await asyncio.sleep(0)

    def holds_the_loop(self, seconds: float) -> None:
        self.clock.turn(seconds)


@pytest.fixture
async def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    clock = TurnedClock()
    monkeypatch.setattr(asyncio.get_running_loop(), "time", clock.monotonic)
    return Machine(clock)


async def test_loop_clock_of_a_loop_that_runs_keeps_the_time(machine: Machine) -> None:
    with LoopClock(machine.clock).ticking() as clock:
        started = clock.monotonic()
        await machine.passes(0.2)
        passed = clock.monotonic() - started

    assert passed == pytest.approx(0.2)


async def test_loop_clock_leaves_out_the_time_in_which_the_loop_was_held(machine: Machine) -> None:
    with LoopClock(machine.clock).ticking() as clock:
        await machine.passes(0.06)
        started = clock.monotonic()
        machine.holds_the_loop(0.5)
        at_once = clock.monotonic() - started
        await machine.passes(0.06)
        later = clock.monotonic() - started

    assert at_once < 0.1
    assert 0.06 <= later < 0.2


async def test_loop_clock_that_is_not_watched_any_more_is_the_clock(machine: Machine) -> None:
    clock = LoopClock(machine.clock)
    with clock.ticking():
        await machine.passes(0.06)
    machine.holds_the_loop(0.1)

    assert clock.monotonic() == machine.clock.monotonic()


async def test_breaker_by_the_loops_clock_stays_closed_while_the_loop_is_held(
    machine: Machine,
) -> None:
    rules = BreakerRules(max_failures=1, cool_down_s=10, patience_s=0.1, is_slow_silent=True)
    with LoopClock(machine.clock).ticking() as clock:
        await machine.passes(0.06)
        delegate = ScriptedFast(clock)
        tier = FastBreakerProxy(delegate, clock, rules)
        delegate.gate.clear()
        call = asyncio.ensure_future(tier.lookup(key_of(a_query())))
        await asyncio.sleep(0)
        delegate.gate.set()
        machine.holds_the_loop(0.3)
        await call
        (state,) = (one for one in tier.health().breakers if one.kind is OperationKind.READ)

    assert state.position is BreakerPosition.CLOSED
