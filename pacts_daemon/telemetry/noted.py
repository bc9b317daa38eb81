"""Spans that are only noted until it is known whether anybody is told of them.

Making and exporting the spans of a hit takes a third of its CPU. So what happens in a lookup is
noted first. Once it shows to be anything but a plain hit, the notes become the spans that would
have been made at once, with the same times; of a plain hit they are let go.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import Span, SpanContext, SpanKind, Status, StatusCode
from opentelemetry.util.types import AnyValue, Attributes

from pacts_daemon.telemetry import names

# What takes longer is worth looking at: a hit takes a millisecond.
SLOW_S: Final = 0.05
_NANOS: Final = 1_000_000_000
# What these attributes say of a plain hit, where they are set.
_PLAIN: Final[Mapping[str, AnyValue]] = {
    names.ATTR_TIER_OUTCOME: "hit",
    names.ATTR_RPC_STATUS: "OK",
    names.ATTR_DRIFT_FOUND: False,
}
_RANDOM: Final = trace.TraceFlags(trace.TraceFlags.RANDOM_TRACE_ID)
_SAMPLED: Final = trace.TraceFlags(_RANDOM | trace.TraceFlags.SAMPLED)
_IDS: Final = RandomIdGenerator()
_GIVEN: ContextVar[tuple[int, int] | None] = ContextVar("given", default=None)


class GivenIds(RandomIdGenerator):
    """Ids of spans at random, but for those of a span that was noted with its own."""

    def generate_trace_id(self) -> int:
        given = _GIVEN.get()
        return super().generate_trace_id() if given is None else given[0]

    def generate_span_id(self) -> int:
        given = _GIVEN.get()
        return super().generate_span_id() if given is None else given[1]


class NotedCall:
    """A lookup under way, whose spans `tracer` makes if it is told; its ids are of `GivenIds`.

    ``left_out`` is called when it was a plain hit.
    """

    def __init__(self, tracer: trace.Tracer, left_out: Callable[[], object]) -> None:
        self.tracer = tracer
        self.trace_id = 0
        self.root: NotedSpan | None = None
        self.is_told = False
        self.is_over = False
        self._left_out = left_out
        self._notes: list[NotedSpan] = []

    def tell(self) -> None:
        """Have all its spans made: it is no plain hit."""
        if self.is_told or self.is_over:
            return
        self.is_told = True
        for note in self._notes:
            note.make()

    def span(self, name: str, kind: SpanKind, attributes: Attributes) -> NotedSpan:
        """Note the start of a span: of the call itself, then of what is done in it."""
        span = NotedSpan(self, name, kind, attributes)
        if self.root is None:
            self.root = span
        else:
            self._notes.append(span)
        return span

    def ended(self, span: NotedSpan, took_s: float) -> None:
        """Make a span that has ended, if the call is told; its own end decides that."""
        if span is self.root:
            if took_s > SLOW_S:
                self.tell()
            self.is_over = True
            self._notes.clear()
            if not self.is_told:
                self._left_out()
        if self.is_told:
            span.make()


class NotedSpan(Span):
    """What a span would be, until it is made."""

    # Of few: there are two of these in each hit.
    _events: Sequence[tuple[str, Attributes, int]] = ()
    _status: tuple[Status | StatusCode, str | None] | None = None
    _id = 0

    def __init__(
        self, call: NotedCall, name: str, kind: SpanKind, attributes: Attributes = None
    ) -> None:
        self._call = call
        self._name = name
        self._kind = kind
        self._attributes: dict[str, AnyValue] = dict(attributes) if attributes else {}
        self._later: list[Callable[[Span], None]] = []
        self._ended = 0
        self._started = time.time_ns()

    @property
    def is_told(self) -> bool:
        """Whether it is known by now that the call is told."""
        return self._call.is_told

    def tell(self) -> None:
        """Have the call told: it is no plain hit."""
        self._call.tell()

    def later(self, describe: Callable[[Span], None]) -> None:
        """Have the span described if it is made."""
        self._later.append(describe)

    def child(self, name: str, *args: Any, **options: Any) -> Span:
        """Start a span below this one; one that is made at once where the call is told anyway."""
        call = self._call
        if call.is_told:
            options["context"] = _below(self.get_span_context())
            return call.tracer.start_span(name, *args, **options)
        if call.is_over:
            return trace.INVALID_SPAN
        return call.span(name, options.get("kind", SpanKind.INTERNAL), options.get("attributes"))

    def make(self) -> None:
        """Make the span that was noted, if it has ended."""
        if not self._ended:
            return
        call, context = self._call, self.get_span_context()
        parent = None if self is call.root or call.root is None else call.root.get_span_context()
        with _given(context.trace_id, context.span_id):
            span = call.tracer.start_span(
                self._name,
                context=_below(parent),
                kind=self._kind,
                attributes=self._attributes,
                start_time=self._started,
            )
        for describe in self._later:
            describe(span)
        for name, attributes, timestamp in self._events:
            span.add_event(name, attributes, timestamp)
        if self._status is not None:
            span.set_status(*self._status)
        span.end(self._ended)

    def get_span_context(self) -> SpanContext:
        call = self._call
        if call.is_over and not call.is_told:
            return trace.INVALID_SPAN_CONTEXT
        call.trace_id = call.trace_id or _IDS.generate_trace_id()
        self._id = self._id or _IDS.generate_span_id()
        flags = _SAMPLED if call.is_told else _RANDOM
        return SpanContext(call.trace_id, self._id, is_remote=False, trace_flags=flags)

    def is_recording(self) -> bool:
        return not self._ended

    def end(self, end_time: int | None = None) -> None:
        if not self._ended:
            self._ended = end_time or time.time_ns()
            self._call.ended(self, (self._ended - self._started) / _NANOS)

    def set_attribute(self, key: str, value: AnyValue) -> None:
        self._attributes[key] = value
        if key in _PLAIN and _PLAIN[key] != value:
            self.tell()

    def set_attributes(self, attributes: Mapping[str, AnyValue]) -> None:
        for key, value in attributes.items():
            self.set_attribute(key, value)

    def add_event(
        self, name: str, attributes: Attributes = None, timestamp: int | None = None
    ) -> None:
        self._events = (*self._events, (name, attributes, timestamp or time.time_ns()))

    def update_name(self, name: str) -> None:
        self._name = name

    def set_status(self, status: Status | StatusCode, description: str | None = None) -> None:
        self._status = (status, description)
        self.tell()

    def record_exception(
        self,
        exception: BaseException,
        attributes: Attributes = None,
        timestamp: int | None = None,
        escaped: bool = False,  # noqa: ARG002
    ) -> None:
        said = {"exception.type": type(exception).__name__, **(attributes or {})}
        self.add_event("exception", said, timestamp)
        self.tell()


def _below(parent: SpanContext | None) -> Context:
    """Return the context of a span below another one, or below none."""
    above = trace.INVALID_SPAN if parent is None else trace.NonRecordingSpan(parent)
    return trace.set_span_in_context(above)


@contextmanager
def _given(trace_id: int, span_id: int) -> Iterator[None]:
    token = _GIVEN.set((trace_id, span_id))
    try:
        yield
    finally:
        _GIVEN.reset(token)
