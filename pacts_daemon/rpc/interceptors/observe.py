"""One span, one log line and one measurement for each RPC, and a request id through all three."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Set
from os import urandom
from typing import Any

import grpc
from opentelemetry import baggage, propagate, trace
from opentelemetry import context as contexts
from opentelemetry.propagators.textmap import TextMapPropagator
from opentelemetry.util.types import AttributeValue

from pacts_daemon.rpc.interceptors.unary import Context, Proceed, UnaryInterceptor, metadata_of
from pacts_daemon.rpc.status import Failure
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.guard import TelemetryGuard
from pacts_daemon.telemetry.setup import Logger

REQUEST_ID = "x-request-id"
# Two UUIDs' worth: it stands in each log line, span and error of the call.
_MAX_REQUEST_ID = 64
_HEALTH = "/grpc.health.v1.Health/"
# What a test is named by; all of it goes into each span, which a caller must not make too large for
# its exporter.
_MAX_BAGGAGE = 16
_MAX_BAGGAGE_LENGTH = 256
# Of a server, by the OpenTelemetry conventions for gRPC: the others are the caller's.
_ERRORS = frozenset(
    {"UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"}
)


class ObserveInterceptor(UnaryInterceptor):
    """Outermost: sees the status that callers see. What it fails at is no failure of theirs.

    Probes of the health service leave nothing: there are more of them than calls.
    """

    def __init__(
        self,
        tracer: trace.Tracer,
        metrics: Metrics,
        logger: Logger,
        guard: TelemetryGuard,
        *,
        access_log: bool,
    ) -> None:
        super().__init__()
        self._tracer = tracer
        self._metrics = metrics
        self._logger = logger
        self._guard = guard
        self._access_log = access_log
        self._is_traced = not isinstance(tracer, trace.NoOpTracer)
        self._propagator: TextMapPropagator | None = None
        self._fields: Set[str] = frozenset()

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        if method.startswith(_HEALTH):
            return await proceed(request, context)
        started = time.perf_counter()
        metadata = {k: v for k, v in metadata_of(context) if isinstance(v, str)}
        request_id = _request_id(metadata)
        context.set_trailing_metadata(((REQUEST_ID, request_id),))
        span = self._span(method, metadata, request_id)
        current = contexts.attach(trace.set_span_in_context(span))
        code = "CANCELLED"
        try:
            response = await proceed(request, context)
            code = "OK"
        except grpc.aio.AbortError:
            code = context.code().name
            raise
        except asyncio.CancelledError:
            code = _cancelled(context)
            raise
        finally:
            self._record(span, method, code, request_id, time.perf_counter() - started)
            contexts.detach(current)
        return response

    def _span(self, method: str, metadata: Mapping[str, str], request_id: str) -> trace.Span:
        with self._guard:
            propagator = propagate.get_global_textmap()
            if propagator is not self._propagator:  # it makes them anew each time it is asked
                self._propagator, self._fields = propagator, propagator.fields
            caller = None if self._fields.isdisjoint(metadata) else propagate.extract(metadata)
            if caller is None and not self._is_traced:
                return trace.INVALID_SPAN
            name = method.removeprefix("/")
            return self._tracer.start_span(
                name,
                context=caller,
                kind=trace.SpanKind.SERVER,
                attributes={
                    names.ATTR_RPC_SYSTEM: "grpc",
                    names.ATTR_RPC_METHOD: name,
                    names.ATTR_REQUEST_ID: request_id,
                    **_test_of(caller),
                },
            )
        return trace.INVALID_SPAN

    def _record(
        self, span: trace.Span, method: str, code: str, request_id: str, seconds: float
    ) -> None:
        """Tell of a call in the three ways; none of them keeps the others from it."""
        with self._guard:
            _mark(span, code)
            span.end()
        self._metrics.rpc(method, code, seconds, span)
        if self._access_log:
            with self._guard:
                ms = round(seconds * 1000, 3)
                self._logger.info("rpc", method=method, code=code, ms=ms, request_id=request_id)


def request_id_of(context: Context) -> str:
    """Return the id that the outermost interceptor gave the request."""
    for key, value in context.trailing_metadata() or ():
        if key == REQUEST_ID:
            return str(value)
    return ""


async def abort(context: Context, failure: Failure) -> None:
    """End the RPC with a failure, its details and the request id."""
    trace.get_current_span().set_attribute(names.ATTR_ERROR_TYPE, failure.reason)
    details: tuple[tuple[str, str | bytes], ...] = (
        *failure.details(),
        (REQUEST_ID, request_id_of(context)),
    )
    try:
        await context.abort(failure.code, failure.message, details)
    except grpc.aio.InternalError:  # its deadline passed meanwhile, and there is nobody to tell
        raise asyncio.CancelledError from None


def _request_id(metadata: Mapping[str, str]) -> str:
    given = metadata.get(REQUEST_ID, "")
    usable = 0 < len(given) <= _MAX_REQUEST_ID and given.isprintable()
    return given if usable else urandom(16).hex()


def _test_of(caller: contexts.Context | None) -> dict[str, AttributeValue]:
    """Return what the caller's baggage says of the test that asks."""
    if caller is None:
        return {}
    said = {
        name: str(value)[:_MAX_BAGGAGE_LENGTH]
        for name, value in baggage.get_all(caller).items()
        if name.startswith(names.BAGGAGE_PREFIX) and len(name) <= _MAX_BAGGAGE_LENGTH
    }
    return dict(list(said.items())[:_MAX_BAGGAGE])


def _cancelled(context: Context) -> str:
    """Return why a call was cut off: its time was up, or its caller left before that."""
    left_s: float | None = context.time_remaining()  # typed as if every call had a deadline
    return "CANCELLED" if left_s is None or left_s > 0 else "DEADLINE_EXCEEDED"


def _mark(span: trace.Span, code: str) -> None:
    span.set_attribute(names.ATTR_RPC_STATUS, code)
    if code in _ERRORS:
        span.set_status(trace.StatusCode.ERROR, code)
