"""A tracer that fails nobody who uses it: the SDK lets through what a span processor raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Span, SpanContext, Status, StatusCode
from opentelemetry.util.types import AnyValue, Attributes

import pacts_daemon
from pacts_daemon.telemetry.guard import TelemetryGuard


def tracer_of(provider: trace.TracerProvider | None, guard: TelemetryGuard) -> trace.Tracer:
    """Return the daemon's tracer; without a provider, one that records nothing."""
    chosen = provider or trace.NoOpTracerProvider()
    tracer = chosen.get_tracer("pacts_daemon", pacts_daemon.__version__)
    return tracer if provider is None else GuardedTracer(tracer, guard)


class GuardedTracer(trace.Tracer):
    """Makes spans whose failures end at a guard; one that cannot be started is not recorded."""

    def __init__(self, delegate: trace.Tracer, guard: TelemetryGuard) -> None:
        self._delegate = delegate
        self._guard = guard

    def start_span(self, *args: Any, **options: Any) -> Span:
        with self._guard:
            return _GuardedSpan(self._delegate.start_span(*args, **options), self._guard)
        return trace.INVALID_SPAN

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
