from collections.abc import Mapping

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from pacts_daemon.core.errors import TierUnavailableError, VersionConflictError
from pacts_daemon.core.heal.model import HealFilter
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import ListFilter, Removal, Stale
from pacts_daemon.tiers.proxies.backend import Backend
from pacts_daemon.tiers.proxies.breaker import BreakerRules, FastBreakerProxy
from pacts_daemon.tiers.proxies.deadline import FastDeadlineProxy, WaitLimits
from pacts_daemon.tiers.proxies.tracing import DurableTracingProxy, FastTracingProxy
from tests.support.builders import a_draft, a_heal, a_query, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast

KEY = key_of(a_query())
CLOCK = TurnedClock()
ENTRY = an_entry(CLOCK.now())


class Trace:
    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.tracer = provider.get_tracer("test")

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    @property
    def tree(self) -> list[tuple[str, str | None, Mapping[str, object]]]:
        """Name, parent's name and attributes of each span, in the order they ended."""
        names = {span.context.span_id: span.name for span in self.spans if span.context}
        return [
            (s.name, names[s.parent.span_id] if s.parent else None, dict(s.attributes or {}))
            for s in self.spans
        ]


@pytest.fixture
def trace() -> Trace:
    return Trace()


@pytest.mark.parametrize(
    ("answer", "attributes"),
    [
        (ENTRY, {"pacts.tier.outcome": "hit"}),
        (None, {"pacts.tier.outcome": "miss"}),
        (
            Stale(expired=True, reason="past its expiry"),
            {"pacts.tier.outcome": "stale", "pacts.tier.reason": "past its expiry"},
        ),
    ],
)
async def test_lookup_is_a_span_that_says_what_the_tier_answered(
    trace: Trace, answer: Entry | Stale | None, attributes: dict[str, str]
) -> None:
    delegate = ScriptedFast(CLOCK)
    if answer is not None:
        delegate.held[KEY] = answer
    with trace.tracer.start_as_current_span("walk"):
        await FastTracingProxy(delegate, trace.tracer).lookup(KEY)
    assert trace.tree == [
        ("redis lookup", "walk", {"pacts.tier.name": "redis", **attributes}),
        ("walk", None, {}),
    ]
    assert trace.spans[0].status.status_code is StatusCode.UNSET


async def test_lookup_that_failed_is_a_span_with_the_error(trace: Trace) -> None:
    delegate = ScriptedFast(CLOCK)
    delegate.down = True
    with pytest.raises(TierUnavailableError):
        await FastTracingProxy(delegate, trace.tracer).lookup(KEY)
    (span,) = trace.spans
    assert trace.tree[0][2] == {
        "pacts.tier.name": "redis",
        "pacts.tier.outcome": "error",
        "pacts.tier.reason": "down",
        "error.type": "TierUnavailableError",
    }
    assert span.status.status_code is StatusCode.ERROR
    assert span.status.description == "down"
    assert span.events == ()


async def test_call_that_the_breaker_refuses_is_still_a_span(trace: Trace) -> None:
    delegate = ScriptedFast(CLOCK)
    delegate.down = True
    breaker = FastBreakerProxy(delegate, CLOCK, BreakerRules(1, 10, 1))
    tier = FastTracingProxy(FastDeadlineProxy(breaker, WaitLimits(1)), trace.tracer)
    for _ in range(2):
        with pytest.raises(TierUnavailableError):
            await tier.lookup(KEY)
    reasons = [attributes["pacts.tier.reason"] for _, _, attributes in trace.tree]
    assert reasons == [
        "down",
        "not asked after 1 failures in a row (down)",
    ]


async def test_writes_are_spans_under_their_names(trace: Trace) -> None:
    fast_tier = FastTracingProxy(ScriptedFast(CLOCK), trace.tracer)
    durable_tier = DurableTracingProxy(ScriptedDurable(CLOCK), trace.tracer)
    saved = await durable_tier.save(a_draft(), retention_s=1)
    await durable_tier.update(saved)
    await durable_tier.remove(KEY)
    await durable_tier.remove_all(ListFilter())
    await fast_tier.store(KEY, ENTRY)
    await fast_tier.tell([(KEY, Removal(KEY, 2))])
    await fast_tier.store(KEY, ENTRY)
    assert [
        (name, attributes["pacts.tier.name"], attributes["pacts.tier.outcome"])
        for name, _, attributes in trace.tree
    ] == [
        ("postgres save", "postgres", "done"),
        ("postgres save", "postgres", "done"),
        ("postgres remove", "postgres", "done"),
        ("postgres remove", "postgres", "done"),
        ("redis store", "redis", "done"),
        ("redis store", "redis", "done"),
        ("redis store", "redis", "refused"),
    ]


async def test_what_a_fast_tier_is_told_and_corrected_is_a_span(trace: Trace) -> None:
    tier = FastTracingProxy(ScriptedFast(CLOCK), trace.tracer)
    await tier.tell([(KEY, Removal(KEY, 2))])
    await tier.correct(ENTRY, None)
    assert [name for name, _, _ in trace.tree] == ["redis store"] * 2


async def test_call_of_a_backend_is_a_clients_span_with_what_it_was_asked(trace: Trace) -> None:
    backend = Backend("redis", "cache.test", 6380, {"lookup": "GETEX"})
    tier = FastTracingProxy(ScriptedFast(CLOCK), trace.tracer, backend)
    await tier.lookup(KEY)
    await tier.store(KEY, ENTRY)
    assert [span.kind for span in trace.spans] == [SpanKind.CLIENT] * 2
    asked, written = (dict(span.attributes or {}) for span in trace.spans)
    assert asked == {
        "pacts.tier.name": "redis",
        "pacts.tier.outcome": "miss",
        "db.system.name": "redis",
        "db.operation.name": "GETEX",
        "server.address": "cache.test",
        "server.port": 6380,
    }
    assert "db.operation.name" not in written


async def test_conflict_is_a_refusal_and_no_error_of_the_tier(trace: Trace) -> None:
    delegate = ScriptedDurable(CLOCK)
    delegate.error = VersionConflictError(1, 2)
    with pytest.raises(VersionConflictError):
        await DurableTracingProxy(delegate, trace.tracer).update(ENTRY)
    assert trace.tree[0][2]["pacts.tier.outcome"] == "refused"
    assert trace.spans[0].status.status_code is StatusCode.UNSET


async def test_pages_and_heals_are_spans_under_their_names(trace: Trace) -> None:
    delegate = ScriptedDurable(CLOCK)
    tier = DurableTracingProxy(delegate, trace.tracer)
    log, heal = tier.heal_log, a_heal(CLOCK.now())
    saved = await tier.save(a_draft(snapshot=b"page"), retention_s=1)
    await tier.snapshot(saved.snapshot_id)
    await tier.snapshot(b"")
    await log.heal(heal.id)
    await log.record(heal)
    await log.heal(heal.id)
    await log.heals(HealFilter(), "", 5)
    await log.heals_of(KEY, 5)
    await log.change(heal, heal)
    delegate.heal_log.conflicts = 1
    await log.change(heal, heal)
    assert [(name, attributes["pacts.tier.outcome"]) for name, _, attributes in trace.tree] == [
        ("postgres save", "done"),
        ("postgres snapshot", "hit"),
        ("postgres snapshot", "miss"),
        ("postgres heals", "miss"),
        ("postgres heal_save", "done"),
        ("postgres heals", "hit"),
        ("postgres heals", "done"),
        ("postgres heals", "done"),
        ("postgres heal_save", "done"),
        ("postgres heal_save", "refused"),
    ]
    assert {attributes["pacts.tier.name"] for _, _, attributes in trace.tree} == {"postgres"}
    assert trace.tree[-1][2]["pacts.tier.reason"] == "it has changed meanwhile"


async def test_lease_of_a_call_is_two_spans_and_that_of_a_turn_none(trace: Trace) -> None:
    tier = DurableTracingProxy(ScriptedDurable(CLOCK), trace.tracer)
    async with tier.lease("maintenance", 1):
        assert trace.spans == []
    with trace.tracer.start_as_current_span("call"):
        async with tier.lease("discover", 1), tier.lease("discover", 1) as ours:
            assert not ours
    assert [(name, said.get("pacts.tier.outcome")) for name, _, said in trace.tree[:3]] == [
        ("postgres lease", "done"),
        ("postgres lease", "refused"),
        ("postgres release", "done"),
    ]


async def test_maintenance_and_pings_make_no_spans(trace: Trace) -> None:
    tier = DurableTracingProxy(ScriptedDurable(CLOCK), trace.tracer)
    await tier.ping()
    await tier.purge()
    await tier.unsettled(5)
    assert trace.spans == []
