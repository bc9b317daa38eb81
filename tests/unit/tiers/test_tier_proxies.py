"""Every proxy passes every call on, with its arguments and its answer."""

from collections.abc import Callable

import pytest
from opentelemetry.trace import NoOpTracer

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.heal.model import HealFilter
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import FastTier, ListFilter, Removal
from pacts_daemon.tiers.proxies.breaker import DurableBreakerProxy, FastBreakerProxy
from pacts_daemon.tiers.proxies.deadline import DurableDeadlineProxy, FastDeadlineProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from pacts_daemon.tiers.proxies.tracing import DurableTracingProxy, FastTracingProxy
from tests.support.builders import a_draft, a_heal, a_query, an_entry
from tests.support.clock import TurnedClock
from tests.unit.tiers.scripted import ScriptedDurable, ScriptedFast

CLOCK = TurnedClock()
ENTRY = an_entry(CLOCK.now())
KEY = key_of(a_query())

FAST: dict[str, Callable[[FastTier], FastTier]] = {
    "deadline": lambda tier: FastDeadlineProxy(tier, timeout_ms=1000),
    "breaker": lambda tier: FastBreakerProxy(tier, CLOCK, max_failures=3, cool_down_s=1),
    "tracing": lambda tier: FastTracingProxy(tier, NoOpTracer()),
}
DURABLE: dict[str, Callable[[HealingTier], HealingTier]] = {
    "deadline": lambda tier: DurableDeadlineProxy(tier, timeout_ms=1000),
    "breaker": lambda tier: DurableBreakerProxy(tier, CLOCK, max_failures=3, cool_down_s=1),
    "tracing": lambda tier: DurableTracingProxy(tier, NoOpTracer()),
}


@pytest.mark.parametrize("proxy", FAST)
async def test_fast_proxy_passes_every_call_on(proxy: str) -> None:
    delegate = ScriptedFast()
    delegate.answer = ENTRY
    tier = FAST[proxy](delegate)
    assert tier.name == delegate.name
    assert await tier.lookup(KEY) == ENTRY
    assert await tier.store(KEY, ENTRY) is True
    await tier.remove([Removal(KEY, 1)])
    assert await tier.clear() == 3
    await tier.ping()
    await tier.close()
    assert delegate.calls == ["lookup", "store", "remove", "clear", "ping", "close"]


@pytest.mark.parametrize("proxy", DURABLE)
async def test_durable_proxy_passes_every_call_on(proxy: str) -> None:
    delegate = ScriptedDurable(ENTRY)
    tier = DURABLE[proxy](delegate)
    assert await tier.lookup(KEY) is None
    assert await tier.save(a_draft(), retention_s=9, expected_version=8) == ENTRY
    assert await tier.update(ENTRY) == ENTRY
    assert await tier.remove(KEY, 7) == [Removal(KEY, 2)]
    assert await tier.remove_all(ListFilter()) == []
    assert await tier.snapshot(b"\x01") == b"page"
    assert await tier.entries(ListFilter(), "k", 6) == [ENTRY]
    assert await tier.unsettled(5) == []
    await tier.settle([])
    assert await tier.purge() == 4
    async with tier.lease("name", 3.0) as ours:
        assert ours is True
    await tier.close()
    assert delegate.calls == [
        "lookup", "save 9 8", "update", "remove 7", "remove_all", "snapshot b'\\x01'",
        "entries k 6", "unsettled 5", "settle", "purge", "lease name 3.0", "release", "close",
    ]  # fmt: skip


@pytest.mark.parametrize("proxy", DURABLE)
async def test_durable_proxy_passes_every_call_of_its_heal_log_on(proxy: str) -> None:
    delegate = ScriptedDurable(ENTRY)
    heal, other = a_heal(CLOCK.now()), a_heal(CLOCK.now())
    delegate.heal_log.known = heal
    log = DURABLE[proxy](delegate).heal_log
    await log.record(heal)
    assert await log.heal(heal.id) == heal
    assert await log.heals(HealFilter(app="wiki"), "b", 6) == [heal]
    assert await log.heals_of(KEY, 5) == [heal]
    assert await log.change(heal, other) is True
    assert delegate.calls == [
        f"record {heal.id}", f"heal {heal.id}", "heals wiki b 6", f"heals_of {KEY} 5",
        f"change {heal.id} {other.id}",
    ]  # fmt: skip


@pytest.mark.parametrize("proxy", DURABLE)
async def test_lease_gives_back_after_an_error_inside_and_lets_it_through(proxy: str) -> None:
    delegate = ScriptedDurable(ENTRY)
    with pytest.raises(ValueError, match="inside"):
        async with DURABLE[proxy](delegate).lease("name", 3):
            raise ValueError("inside")
    assert delegate.calls[-1] == "release"


@pytest.mark.parametrize("proxy", DURABLE)
async def test_lease_that_cannot_be_given_back_leaves_the_work_done(proxy: str) -> None:
    delegate = ScriptedDurable(ENTRY)
    delegate.release_error = TierUnavailableError("postgres", "gone")
    async with DURABLE[proxy](delegate).lease("name", 3) as ours:
        assert ours is True
    assert delegate.calls[-1] == "release"


@pytest.mark.parametrize("proxy", DURABLE)
async def test_lease_that_cannot_be_taken_raises(proxy: str) -> None:
    delegate = ScriptedDurable(ENTRY)
    delegate.error = TierUnavailableError("postgres", "gone")
    with pytest.raises(TierUnavailableError):
        async with DURABLE[proxy](delegate).lease("name", 3):
            pytest.fail("the block must not run")
