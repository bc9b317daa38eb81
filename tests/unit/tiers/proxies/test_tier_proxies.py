"""Every proxy passes every call on, with its arguments and its answer."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from opentelemetry.trace import NoOpTracer

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.heal.model import HealFilter
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.pages import PageGap, page_query
from pacts_daemon.core.ports import FastTier, KeyVersion, ListFilter, Removal
from pacts_daemon.tiers.proxies.breaker import BreakerRules, DurableBreakerProxy, FastBreakerProxy
from pacts_daemon.tiers.proxies.deadline import DurableDeadlineProxy, FastDeadlineProxy, WaitLimits
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from pacts_daemon.tiers.proxies.tracing import DurableTracingProxy, FastTracingProxy
from tests.support.builders import a_draft, a_heal, a_query, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast

CLOCK = TurnedClock()
ENTRY = an_entry(CLOCK.now())
PAGE = page_query(a_query())
KEY, OTHER = key_of(a_query()), key_of(a_query(ordinal=2))

FAST: dict[str, Callable[[FastTier], FastTier]] = {
    "deadline": lambda tier: FastDeadlineProxy(tier, WaitLimits(1)),
    "breaker": lambda tier: FastBreakerProxy(tier, CLOCK, BreakerRules(3, 1, 1)),
    "tracing": lambda tier: FastTracingProxy(tier, NoOpTracer()),
}
DURABLE: dict[str, Callable[[HealingTier], HealingTier]] = {
    "deadline": lambda tier: DurableDeadlineProxy(tier, WaitLimits(1)),
    "breaker": lambda tier: DurableBreakerProxy(tier, CLOCK, BreakerRules(3, 1, 1)),
    "tracing": lambda tier: DurableTracingProxy(tier, NoOpTracer()),
}


@pytest.mark.parametrize("proxy", FAST)
async def test_fast_proxy_passes_every_call_on(proxy: str) -> None:
    delegate = ScriptedFast(CLOCK)
    tier = FAST[proxy](delegate)
    assert tier.name == delegate.name
    assert await tier.store(KEY, ENTRY) is True
    assert await tier.lookup(KEY) == ENTRY
    assert not await tier.tell([(KEY, Removal(KEY, 2)), (OTHER, ENTRY)])
    assert await tier.lookup_all([KEY, OTHER]) == [None, ENTRY]
    gap = await tier.page(PAGE)
    assert isinstance(gap, PageGap)
    saved_again = replace(ENTRY, version=3)
    await tier.store_page(PAGE, gap, [saved_again])
    assert await tier.page(PAGE) == [saved_again]
    assert await tier.clear() == 2
    await tier.ping()
    await tier.close()
    assert delegate.calls == [
        "store", "lookup", "tell 2", "lookup_all 2", "page", "store_page 1",
        "page", "clear", "ping", "close",
    ]  # fmt: skip


@pytest.mark.parametrize("proxy", DURABLE)
async def test_durable_proxy_passes_every_call_on(proxy: str) -> None:
    delegate = ScriptedDurable(CLOCK)
    tier = DURABLE[proxy](delegate)
    assert await tier.lookup(KEY) is None
    saved = await tier.save(a_draft(snapshot=b"page"), retention_s=9, expected_version=0)
    entry = await tier.update(saved)
    assert await tier.lookup_all([KEY, OTHER]) == [entry, None]
    assert await tier.snapshot(entry.snapshot_id) == b"page"
    assert await tier.entries(ListFilter(), " ", 6) == [entry]
    assert await tier.unsettled(5) == [(KEY, entry)]
    await tier.settle([KeyVersion(KEY, 2)])
    assert await tier.remove(KEY, 2) == [Removal(KEY, 3)]
    delegate.held[OTHER] = an_entry(CLOCK.now())
    assert await tier.remove_all(ListFilter()) == [Removal(OTHER, 2)]
    delegate.held[OTHER] = an_entry(CLOCK.now(), life_s=0)
    assert await tier.purge() == 1
    async with tier.lease("name", 3.0) as ours:
        assert ours is True
    await tier.ping()
    await tier.close()
    assert delegate.calls == [
        "lookup", "save 9 0", "update", "lookup_all 2", f"snapshot {entry.snapshot_id!r}",
        "entries   6", "unsettled 5", "settle", "remove 2", "remove_all", "purge",
        "lease name 3.0", "release", "ping", "close",
    ]  # fmt: skip
    assert delegate.outbox == {KEY: 3, OTHER: 2}


@pytest.mark.parametrize("proxy", DURABLE)
async def test_durable_proxy_passes_every_call_of_its_heal_log_on(proxy: str) -> None:
    delegate = ScriptedDurable(CLOCK)
    heal, other = a_heal(CLOCK.now()), a_heal(CLOCK.now())
    log = DURABLE[proxy](delegate).heal_log
    await log.record(heal)
    await log.record(other)
    assert await log.heal(heal.id) == heal
    older, newer = sorted([heal.id, other.id])
    listed = await log.heals(HealFilter(app="wiki"), newer, 6)
    latest = await log.heals_of(heal.key, 1)
    assert ([one.id for one in listed], [one.id for one in latest]) == ([older], [newer])
    assert await log.change(heal, other) is True
    assert delegate.heal_log.calls == [
        f"record {heal.id}", f"record {other.id}", f"heal {heal.id}", f"heals wiki {newer} 6",
        f"heals_of {heal.key} 1", f"change {heal.id} {other.id}",
    ]  # fmt: skip


@pytest.mark.parametrize("proxy", DURABLE)
async def test_lease_gives_back_after_an_error_inside_and_lets_it_through(proxy: str) -> None:
    delegate = ScriptedDurable(CLOCK)
    with pytest.raises(ValueError, match="inside"):
        async with DURABLE[proxy](delegate).lease("name", 3):
            raise ValueError("inside")
    assert delegate.calls[-1] == "release"


@pytest.mark.parametrize("proxy", DURABLE)
async def test_lease_that_cannot_be_given_back_leaves_the_work_done(proxy: str) -> None:
    delegate = ScriptedDurable(CLOCK)
    delegate.release_error = TierUnavailableError("postgres", "gone")
    async with DURABLE[proxy](delegate).lease("name", 3) as ours:
        assert ours is True
    assert delegate.calls[-1] == "release"


@pytest.mark.parametrize("proxy", DURABLE)
async def test_lease_that_cannot_be_taken_raises(proxy: str) -> None:
    delegate = ScriptedDurable(CLOCK)
    delegate.error = TierUnavailableError("postgres", "gone")
    with pytest.raises(TierUnavailableError):
        async with DURABLE[proxy](delegate).lease("name", 3):
            pytest.fail("the block must not run")
