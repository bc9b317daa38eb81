from collections.abc import Awaitable, Callable

import pytest

from pacts_daemon.core.errors import TierUnavailableError, VersionConflictError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.tiers.proxies.breaker import BreakerRules, DurableBreakerProxy
from pacts_daemon.tiers.proxies.operations import OperationKind
from tests.support.builders import a_draft, a_query, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable

KEY = key_of(a_query())


async def test_breaker_takes_a_conflict_for_an_answer() -> None:
    clock = TurnedClock()
    delegate = ScriptedDurable(clock)
    delegate.error = VersionConflictError(1, 2)
    tier = DurableBreakerProxy(delegate, clock, BreakerRules(1, 10, 1))
    for _ in range(3):
        with pytest.raises(VersionConflictError):
            await tier.update(an_entry(clock.now()))


async def test_breaker_is_one_for_a_tier_and_its_heal_log() -> None:
    clock = TurnedClock()
    delegate = ScriptedDurable(clock)
    tier = DurableBreakerProxy(delegate, clock, BreakerRules(2, 10, 1))
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


async def test_breaker_of_one_kind_of_operation_leaves_the_others_alone() -> None:
    clock = TurnedClock()
    delegate = ScriptedDurable(clock)
    tier = DurableBreakerProxy(delegate, clock, BreakerRules(2, 10, 1))
    calls: dict[OperationKind, Callable[[], Awaitable[object]]] = {
        OperationKind.READ: lambda: tier.lookup(KEY),
        OperationKind.WRITE: lambda: tier.save(a_draft(), retention_s=9),
        OperationKind.SWEEP: lambda: tier.remove_all(ListFilter()),
    }
    for failing, call in calls.items():
        delegate.down = True
        for _ in range(2):
            with pytest.raises(TierUnavailableError, match="down"):
                await call()
        delegate.down = False
        for kind, other in calls.items():
            if kind is not failing:
                await other()
        with pytest.raises(TierUnavailableError, match="not asked after 2 failures"):
            await call()
        clock.turn(10)
        await call()
