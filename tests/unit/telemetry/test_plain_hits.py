"""Of plain hits a few each second are traced; whatever shows to be anything else always is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import time_ns

import pytest
import structlog
from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, TraceFlags
from opentelemetry.util.types import AttributeValue

from pacts_daemon.telemetry import names, noted
from pacts_daemon.telemetry.guard import TelemetryGuard
from pacts_daemon.telemetry.plain import HitBudget, describe, sampled_trace_id
from pacts_daemon.telemetry.setup import DaemonTracerProvider
from pacts_daemon.telemetry.tracer import tracer_of

GET = "pacts.v1.SelectorService/GetSelector"
PATIENCE_S = 600
SAVE = "pacts.v1.SelectorService/SaveSelector"
HIT: Mapping[str, AttributeValue] = {names.ATTR_TIER_OUTCOME: "hit"}
Within = Callable[[Span], None]


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Daemon:
    """A tracer with a budget of plain hits, and what it exports."""

    def __init__(self, per_s: float) -> None:
        self.clock = Clock()
        self.budget = HitBudget(per_s, self.clock)
        self._exporter = InMemorySpanExporter()
        provider = DaemonTracerProvider(Resource.create({}), self.budget)
        provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.tracer = tracer_of(provider, TelemetryGuard(structlog.stdlib.get_logger()))

    def call(self, within: Within = lambda _: None, name: str = GET, code: str = "OK") -> Span:
        """Make a call that asks one tier, which knows the element."""
        given = {names.ATTR_REQUEST_ID: "7"}
        call = self.tracer.start_span(name, context=None, kind=SpanKind.SERVER, attributes=given)
        with trace.use_span(call):
            self.ask("redis lookup", HIT)
            within(call)
        call.set_attribute(names.ATTR_RPC_STATUS, code)
        call.end()
        return call

    def ask(self, name: str, said: Mapping[str, AttributeValue]) -> None:
        span = self.tracer.start_span(name, kind=SpanKind.CLIENT, attributes={"x": 1})
        span.set_attributes(said)
        span.end()

    def told(self) -> dict[str, ReadableSpan]:
        """Return the spans that were exported since the last time, by name."""
        spans = {span.name: span for span in self._exporter.get_finished_spans()}
        self._exporter.clear()
        return spans


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """No hit is slow because the machine is."""
    monkeypatch.setattr(noted, "SLOW_S", PATIENCE_S)


@pytest.fixture
def spent() -> Daemon:
    """A daemon that traces no plain hit."""
    return Daemon(0)


def test_plain_hit_beyond_the_budget_is_not_traced_but_counted(spent: Daemon) -> None:
    call = spent.call(lambda span: describe(span, lambda _: None, is_plain=True))

    assert spent.told() == {}
    assert spent.budget.untold == 1
    assert sampled_trace_id(call) is None
    assert not call.get_span_context().is_valid
    (metric,) = spent.budget.collect()
    assert [sample.value for sample in metric.samples] == [1]


def missed_a_tier(daemon: Daemon, _call: Span) -> None:
    daemon.ask("memory lookup", {names.ATTR_TIER_OUTCOME: "miss"})


def answered_otherwise(_daemon: Daemon, call: Span) -> None:
    describe(call, lambda _: None, is_plain=False)


def drifted(daemon: Daemon, _call: Span) -> None:
    daemon.ask("pacts.drift", {names.ATTR_DRIFT_FOUND: True})


def failed(_daemon: Daemon, call: Span) -> None:
    call.record_exception(ValueError("no"))


def was_an_error(_daemon: Daemon, call: Span) -> None:
    call.set_status(trace.StatusCode.ERROR, "no")


@pytest.mark.parametrize(
    "happened", [missed_a_tier, answered_otherwise, drifted, failed, was_an_error]
)
def test_lookup_that_is_no_plain_hit_is_traced_whole(
    spent: Daemon, happened: Callable[[Daemon, Span], None]
) -> None:
    call = spent.call(lambda span: happened(spent, span))

    told = spent.told()
    root, first = told[GET], told["redis lookup"]
    assert root.context is not None
    assert first.parent is not None
    assert first.parent.span_id == root.context.span_id
    assert {span.context and span.context.trace_id for span in told.values()} == {
        sampled_trace_id(call)
    }
    assert root.parent is None
    assert root.kind is SpanKind.SERVER
    assert root.attributes == {names.ATTR_REQUEST_ID: "7", names.ATTR_RPC_STATUS: "OK"}
    assert first.attributes == {"x": 1, **HIT}
    assert first.kind is SpanKind.CLIENT
    assert spent.budget.untold == 0


def test_call_that_ends_in_another_status_is_traced(spent: Daemon) -> None:
    spent.call(code="INVALID_ARGUMENT")
    assert set(spent.told()) == {GET, "redis lookup"}


def test_hit_that_was_slow_is_traced_with_what_was_said_of_it_and_its_own_times(
    spent: Daemon,
) -> None:
    before = time_ns()
    call = spent.tracer.start_span(GET, context=None, kind=SpanKind.SERVER)
    with trace.use_span(call):
        spent.ask("redis lookup", HIT)
        describe(call, lambda span: span.set_attribute("said", "later"), is_plain=True)
        call.add_event("pacts.answer", {"n": 1}, 123)
    after, ended = time_ns(), time_ns() + int(PATIENCE_S * 1e9)
    call.end(ended)

    root = spent.told()[GET]
    assert (root.attributes or {})["said"] == "later"
    assert [(event.name, event.timestamp) for event in root.events] == [("pacts.answer", 123)]
    assert root.start_time is not None
    assert before <= root.start_time <= after
    assert root.end_time == ended


def test_span_that_begins_once_the_call_is_told_is_below_it(spent: Daemon) -> None:
    def find(call: Span) -> None:
        answered_otherwise(spent, call)
        with spent.tracer.start_as_current_span("discovery lookup"):
            spent.ask("postgres lease", {})

    spent.call(find)

    told = spent.told()
    ids = {name: span.context.span_id for name, span in told.items() if span.context is not None}
    parents = {name: span.parent and span.parent.span_id for name, span in told.items()}
    assert parents == {
        GET: None,
        "redis lookup": ids[GET],
        "discovery lookup": ids[GET],
        "postgres lease": ids["discovery lookup"],
    }


def test_what_goes_on_behind_a_plain_hit_is_not_traced_either(spent: Daemon) -> None:
    call = spent.call()
    with trace.use_span(call):
        spent.ask("redis store", {names.ATTR_TIER_OUTCOME: "done"})
    assert spent.told() == {}


def test_other_calls_are_all_traced(spent: Daemon) -> None:
    spent.call(name=SAVE)
    assert set(spent.told()) == {SAVE, "redis lookup"}


@pytest.mark.parametrize("flags", [TraceFlags.SAMPLED, TraceFlags.DEFAULT])
def test_caller_that_traces_decides_for_its_call(spent: Daemon, flags: int) -> None:
    theirs = SpanContext(7, 8, is_remote=True, trace_flags=TraceFlags(flags))
    caller = trace.set_span_in_context(NonRecordingSpan(theirs))
    spent.tracer.start_span(GET, context=caller, kind=SpanKind.SERVER).end()

    assert set(spent.told()) == ({GET} if flags else set())
    assert spent.budget.untold == 0


def test_budget_is_saved_up_for_five_seconds_and_says_what_was_left_out() -> None:
    daemon = Daemon(0.4)
    told = []
    for _ in range(5):
        daemon.call()
        told.append(GET in daemon.told())
    assert told == [True, True, False, False, False]

    daemon.clock.now_s += 2.5
    daemon.call()
    root = daemon.told()[GET]
    assert (root.attributes or {})[names.ATTR_UNTOLD_HITS] == 3
    daemon.clock.now_s += 10
    daemon.call()
    assert names.ATTR_UNTOLD_HITS not in (daemon.told()[GET].attributes or {})
