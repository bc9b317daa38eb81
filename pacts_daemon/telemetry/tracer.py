"""A tracer that fails nobody who uses it: the SDK lets through what a span processor raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Span, SpanContext, Status, StatusCode
from opentelemetry.util.types import AnyValue, Attributes

import pacts_daemon
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.guard import TelemetryGuard
from pacts_daemon.telemetry.noted import NotedSpan
from pacts_daemon.telemetry.plain import LOOKUPS, HitBudget
from pacts_daemon.telemetry.setup import DaemonTracerProvider


def tracer_of(provider: trace.TracerProvider | None, guard: TelemetryGuard) -> trace.Tracer:
    """Return the daemon's tracer; without a provider, one that records nothing."""
    chosen = provider or trace.NoOpTracerProvider()
    tracer = chosen.get_tracer("pacts_daemon", pacts_daemon.__version__)
    budget = next(iter(budgets_of(provider)), None)
    return tracer if provider is None else GuardedTracer(tracer, guard, budget)


def budgets_of(provider: trace.TracerProvider | None) -> list[HitBudget]:
    """Return the budget of a provider that has one, for `/metrics`."""
    budget = provider.budget if isinstance(provider, DaemonTracerProvider) else None
    return [] if budget is None else [budget]


class GuardedTracer(trace.Tracer):
    """Makes spans whose failures end at a guard; one that cannot be started is not recorded.

    Who sends a trace context or baggage decides itself whether a call is traced; of other lookups
    the ``budget`` says whether it is traced at once, or only if it is no plain hit.
    """

    def __init__(
        self, delegate: trace.Tracer, guard: TelemetryGuard, budget: HitBudget | None = None
    ) -> None:
        self._delegate = delegate
        self._guard = guard
        self._budget = budget

    def start_span(self, name: str, *args: Any, **options: Any) -> Span:
        with self._guard:
            if self._budget is not None:
                context = options.get("context")
                current = trace.get_current_span(context)
                if context is None and current is trace.INVALID_SPAN and name in LOOKUPS:
                    return self._lookup(self._budget, name, options)
                if isinstance(current, NotedSpan):
                    return current.child(name, *args, **options)
            span = self._delegate.start_span(name, *args, **options)
            return _GuardedSpan(span, self._guard)
        return trace.INVALID_SPAN

    def _lookup(self, budget: HitBudget, name: str, options: dict[str, Any]) -> Span:
        if not budget.take():
            kind = options.get("kind", trace.SpanKind.INTERNAL)
            return budget.noted(self, name, kind, options.get("attributes"))
        span = _GuardedSpan(self._delegate.start_span(name, **options), self._guard)
        if untold := budget.untold_since():
            span.set_attribute(names.ATTR_UNTOLD_HITS, untold)
        return span

    @contextmanager
    def start_as_current_span(  # type: ignore[override]  # one that no coroutine is decorated with
        self, *args: Any, end_on_exit: bool = True, **options: Any
    ) -> Iterator[Span]:
        span = self.start_span(*args, **options)
        told = {
            name: options.get(name, True)
            for name in ("record_exception", "set_status_on_exception")
        }
        with trace.use_span(span, end_on_exit=end_on_exit, **told):
            yield span


class _GuardedSpan(Span):
    def __init__(self, delegate: Span, guard: TelemetryGuard) -> None:
        self._delegate = delegate
        self._guard = guard
        self._context = delegate.get_span_context()

    def get_span_context(self) -> SpanContext:
        return self._context

    def is_recording(self) -> bool:
        with self._guard:
            return self._delegate.is_recording()
        return False

    def end(self, end_time: int | None = None) -> None:
        with self._guard:
            self._delegate.end(end_time)

    def set_attribute(self, key: str, value: AnyValue) -> None:
        with self._guard:
            self._delegate.set_attribute(key, value)

    def set_attributes(self, attributes: Mapping[str, AnyValue]) -> None:
        with self._guard:
            self._delegate.set_attributes(attributes)

    def add_event(
        self, name: str, attributes: Attributes = None, timestamp: int | None = None
    ) -> None:
        with self._guard:
            self._delegate.add_event(name, attributes, timestamp)

    def update_name(self, name: str) -> None:
        with self._guard:
            self._delegate.update_name(name)

    def set_status(self, status: Status | StatusCode, description: str | None = None) -> None:
        with self._guard:
            self._delegate.set_status(status, description)

    def record_exception(
        self,
        exception: BaseException,
        attributes: Attributes = None,
        timestamp: int | None = None,
        escaped: bool = False,
    ) -> None:
        with self._guard:
            self._delegate.record_exception(exception, attributes, timestamp, escaped)
